"""Turns what a model file and a test show into observations under the keys of the bank's questions.

Only what is measured or declared goes under a question's key; the rest keeps a key of its own and
is shown, but decides nothing.
"""

from collections.abc import Mapping
from typing import Any

from procurement.facts.sources import Certainty, Observation
from procurement.facts.subjects import ASSESSMENT
from procurement.facts.values import Value, members
from sandbox.inspection import Inspection

LOW_PRECISION = frozenset({"int8", "uint8", "int4", "uint4", "int2", "uint2", "float8", "4-bit"})
# Scales and offsets of an honest export are a few numbers; a quantised layer is far more.
QUANTISED_FROM = 0.05
ENOUGH_EXAMPLES = 100
LICENCES: Mapping[str, str] = {
    "apache-2.0": "apache_2_0",
    "apache 2.0": "apache_2_0",
    "mit": "mit",
    "llama2": "llama_2",
    "llama3": "llama_3",
    "llama3.1": "llama_3_1",
    "llama3.2": "llama_3_1_plus",
    "llama3.3": "llama_3_1",
    "gemma": "gemma_terms",
    "cc-by-nc-4.0": "cc_by_nc",
}


def of_model(inspection: Inspection) -> list[Observation]:
    """Return what the tested version's file shows."""
    seen = inspection.observations
    found = [
        _seen("file_format", "onnx", Certainty.MEASURED, "the file's content is ONNX"),
        _seen("file_sha256", inspection.sha256, Certainty.MEASURED, "hash of the file"),
        _seen("file_bytes", inspection.bytes, Certainty.MEASURED, "size of the file"),
    ]
    found += [
        _seen(f"model_{key}", _text(seen[key].value), Certainty.MEASURED, seen[key].how)
        for key in ("parameters", "number_formats", "sparsity")
        if key in seen
    ]
    share = _low_precision_share(inspection)
    if share >= QUANTISED_FROM:
        found.append(
            _seen(
                "tier_meaning",
                members("quantised", whole=False),
                Certainty.MEASURED,
                f"{share:.0%} of the numbers in the file are stored in low precision",
            )
        )
    if "base_model" in seen:
        found.append(
            _seen(
                "base_model",
                _text(seen["base_model"].value),
                Certainty.DECLARED,
                seen["base_model"].how,
            )
        )
    if "licence" in seen:
        named = LICENCES.get(_text(seen["licence"].value).strip().casefold())
        if named:
            found.append(_seen("base_licence", named, Certainty.DECLARED, seen["licence"].how))
    return found


def of_test(result: Mapping[str, Any]) -> list[Observation]:
    """Return what a finished test says of itself: that there was one, and on how many examples.

    A sheet's answers were given by others: it is told as a document, never as a measurement.
    """
    n = result["samples"]["n"]
    by_us = result["student"]["isolation"] != "none"
    return [
        _seen(
            "own_trial",
            "done_enough" if n >= ENOUGH_EXAMPLES else "done_small",
            Certainty.MEASURED if by_us else Certainty.DECLARED,
            f"a test on {n:,} examples of your own",
        )
    ]


def _low_precision_share(inspection: Inspection) -> float:
    formats = inspection.observations.get("number_formats")
    if formats is None or not isinstance(formats.value, dict):
        return 0.0
    return sum(
        float(share)
        for name, share in formats.value.items()
        if name in LOW_PRECISION and isinstance(share, int | float)
    )


def _seen(key: str, value: Value, certainty: Certainty, how: str) -> Observation:
    return Observation(ASSESSMENT, key, value, certainty, how)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {share:.1%}" for name, share in value.items())
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)
