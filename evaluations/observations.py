"""Turns what a model file and a test show into observations under the keys of the bank's questions.

Only what is measured or declared goes under a question's key; the rest keeps a key of its own and
is shown, but decides nothing.
"""

import re
from collections.abc import Mapping
from typing import Any

from content.words import word
from evaluations.personal_data.scan import Scan
from evaluations.personal_data.shapes import (
    ACCOUNT,
    CARD,
    EMAIL,
    IBAN,
    INSURANCE,
    NAME,
    NHS,
    PHONE,
    POSTCODE,
    SURE,
)
from procurement.facts.sources import Certainty, Observation
from procurement.facts.subjects import ASSESSMENT
from procurement.facts.values import Value, members
from sandbox.inspection import Inspection
from sandbox.inspection_words import FORMATS
from sandbox.model_comparison import compare_models

LOW_PRECISION = frozenset({"int8", "uint8", "int4", "uint4", "int2", "uint2", "float8", "4-bit"})
LOW_BITS = re.compile(r"[1-8]-bit")
# Told under keys of their own: no question of the bank asks for them.
SHOWN = (
    "parameters", "number_formats", "sparsity", "architecture", "layers", "declared_layers", "hidden_size",
    "declared_architecture", "sklearn_version", "trees", "quantisation_operators", "producer",
)  # fmt: skip
CERTAINTY: Mapping[str, Certainty] = {
    "measured": Certainty.MEASURED,
    "declared": Certainty.DECLARED,
    "inferred": Certainty.INFERRED,
}
RUN_CODE = {"pickle", "joblib", "torch", "torchscript", "torchserve"}
# Scales and offsets of an honest export are a few numbers; a quantised layer is far more.
QUANTISED_FROM = 0.05
ENOUGH_EXAMPLES = 100
FILE_FORMATS: Mapping[str, str] = {
    "onnx": "onnx",
    "onnx_text_bundle": "onnx",
    "gguf": "gguf",
    "safetensors": "safetensors",
}
# Which option of the question on personal data a finding is one of.
PERSONAL_DATA: Mapping[str, str] = {
    NAME: "contact", EMAIL: "contact", PHONE: "contact", POSTCODE: "contact",
    INSURANCE: "customer_records", NHS: "customer_records", CARD: "financial", IBAN: "financial",
    ACCOUNT: "financial",
}  # fmt: skip
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
        _seen(
            "file_format",
            FILE_FORMATS.get(inspection.format, "other_format"),
            Certainty.MEASURED,
            f"the file's content is {FORMATS[inspection.format]}",
        ),
        _seen("file_sha256", inspection.sha256, Certainty.MEASURED, "hash of the file"),
        _seen("file_bytes", inspection.bytes, Certainty.MEASURED, "size of the file"),
    ]
    found += [
        _seen(f"model_{key}", _text(seen[key].value), CERTAINTY[seen[key].certainty], seen[key].how)
        for key in SHOWN
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


def of_refused_file(found: str) -> list[Observation]:
    """Return what a file shows that is not opened because it can run code."""
    if found not in RUN_CODE:
        return []
    return [
        _seen("file_format", "pickle", Certainty.MEASURED, "the file's content is a kind of pickle")
    ]


def of_pair(student: Inspection, teacher: Inspection) -> list[Observation]:
    """Return what the tested version's file is to the bigger one's."""
    found = compare_models(student, teacher)
    how = "the two files side by side"
    seen: list[tuple[str, Value | None]] = [
        ("model_size_ratio", _ratio(found.bytes_ratio)),
        ("model_parameters_ratio", _ratio(found.parameters_ratio)),
        ("model_layers_ratio", _ratio(found.layers_ratio)),
        ("model_same_tokenizer", found.same_tokenizer),
        ("model_same_labels", found.same_labels),
    ]
    return [_seen(key, value, Certainty.MEASURED, how) for key, value in seen if value is not None]


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


def of_examples(scanned: Scan) -> list[Observation]:
    """Return what the examples hold about people; a postcode or a firm's number only asks."""
    found = []
    for certainty, sure in ((Certainty.MEASURED, True), (Certainty.INFERRED, False)):
        seen = [each for each in scanned.found if (each.kind in SURE) == sure]
        if seen:
            told = {PERSONAL_DATA[each.kind] for each in seen}
            counts = "; ".join(
                f"{word('personal_data', each.kind)}: {each.cells:,} of {scanned.rows:,}"
                for each in seen
            )
            how = f"looking through your examples. {counts}"
            found.append(_seen("personal_data_types", members(*told, whole=False), certainty, how))
    return found


def of_asking_again(*, changed: bool, told: bool, how: str) -> list[Observation]:
    """Return what asking the same examples again showed; `told` says that it had been announced.

    The firm asked, and we compared answer by answer: it is measured, not told.
    """
    value = ("told" if told else "not_told") if changed else "no_change"
    return [_seen("answers_changed", value, Certainty.MEASURED, how)]


def _low_precision_share(inspection: Inspection) -> float:
    formats = inspection.observations.get("number_formats")
    if formats is None or not isinstance(formats.value, dict):
        return 0.0
    return sum(
        float(share)
        for name, share in formats.value.items()
        if (name in LOW_PRECISION or LOW_BITS.match(name)) and isinstance(share, int | float)
    )


def _ratio(value: float | None) -> str | None:
    return None if value is None else f"{value:.2g}"


def _seen(key: str, value: Value, certainty: Certainty, how: str) -> Observation:
    return Observation(ASSESSMENT, key, value, certainty, how)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {share:.1%}" for name, share in value.items())
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)
