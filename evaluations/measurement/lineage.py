"""What two model files show of how the smaller came from the bigger, as the statistics take it."""

from collections.abc import Mapping

from evaluations.statistics.hints import Lineage
from sandbox.inspection import Inspection

_MOSTLY = 0.5
_LOW_PRECISION = ("int8", "uint8", "int4", "uint4", "int16", "uint16", "float8", "float4")


def lineage_of(student: Inspection | None, teacher: Inspection | None) -> Lineage:
    """Return what is known; None for a sheet, and for what a file does not show."""
    ours, theirs = _parameters(student), _parameters(teacher)
    return Lineage(
        student_quantised=_quantised(student),
        teacher_quantised=_quantised(teacher),
        parameters_ratio=ours / theirs if ours and theirs else None,
    )


def _parameters(model: Inspection | None) -> float | None:
    found = _value(model, "parameters")
    return float(found) if isinstance(found, int) else None


def _quantised(model: Inspection | None) -> bool | None:
    """Return whether most weights are stored in low precision; None where nobody can tell."""
    formats = _value(model, "number_formats")
    if not isinstance(formats, Mapping):
        return None
    low = sum(
        share
        for name, share in formats.items()
        if isinstance(share, float | int) and str(name).startswith(_LOW_PRECISION)
    )
    return low >= _MOSTLY


def _value(model: Inspection | None, key: str) -> object:
    found = model.observations.get(key) if model else None
    return found.value if found else None
