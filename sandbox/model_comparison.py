"""Puts what two model files show side by side: the tested version and the bigger one. Pure."""

from dataclasses import dataclass

from sandbox.inspection import Inspection


@dataclass(frozen=True, slots=True)
class ModelComparison:
    """What the tested version's file is to the bigger one's. None where a file does not tell.

    Ratios are this version's to the bigger one's: 0.25 is a quarter.
    """

    bytes_ratio: float
    parameters_ratio: float | None
    layers_ratio: float | None
    same_tokenizer: bool | None
    same_labels: bool | None


def compare_models(student: Inspection, teacher: Inspection) -> ModelComparison:
    """Return the comparison. Labels are compared as sets, whatever their order."""
    ours, theirs = student.labels, teacher.labels
    return ModelComparison(
        bytes_ratio=student.bytes / max(1, teacher.bytes),
        parameters_ratio=_ratio(student, teacher, "parameters"),
        layers_ratio=_ratio(student, teacher, "layers", "declared_layers"),
        same_tokenizer=_same(student, teacher, "tokenizer_sha256"),
        same_labels=None if ours is None or theirs is None else set(ours) == set(theirs),
    )


def in_words(found: ModelComparison) -> list[str]:
    """Return a sentence for each thing that the files tell."""
    said = [f"Its file is {_times(found.bytes_ratio)} the size of the bigger version’s."]
    if found.parameters_ratio is not None:
        said.append(f"It holds {_times(found.parameters_ratio)} as many numbers.")
    if found.layers_ratio is not None:
        said.append(f"It has {_times(found.layers_ratio)} as many layers.")
    if found.same_tokenizer is not None:
        how = "as the bigger version does" if found.same_tokenizer else "in another way"
        said.append(f"It splits texts into tokens {how}.")
    if found.same_labels is not None:
        said.append(
            "Both name the same labels." if found.same_labels else "The two name different labels."
        )
    return said


def _times(ratio: float) -> str:
    return "exactly" if ratio == 1 else f"{ratio:.2g} times"


def _ratio(student: Inspection, teacher: Inspection, *keys: str) -> float | None:
    for key in keys:
        one, other = student.observations.get(key), teacher.observations.get(key)
        if one is None or other is None:
            continue
        if type(one.value) is int and type(other.value) is int and other.value > 0:
            return one.value / other.value
    return None


def _same(student: Inspection, teacher: Inspection, key: str) -> bool | None:
    one, other = student.observations.get(key), teacher.observations.get(key)
    return None if one is None or other is None else one.value == other.value
