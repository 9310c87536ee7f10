"""What a model file shows, line by line, as a person reads it. Terminal and page share these words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from sandbox.inspection import Inspection, TensorShape
from sandbox.plain_words import plain_words

SHOWN = 8
CERTAINTY = {
    "measured": "measured",
    "declared": "declared in the file",
    "inferred": "our guess",
}
FORMATS = {
    "onnx": "ONNX",
    "onnx_text_bundle": "ONNX with a tokenizer, for texts",
    "skops": "skops (scikit-learn)",
    "xgboost_json": "XGBoost (JSON)",
    "xgboost_ubj": "XGBoost (UBJ)",
    "lightgbm_text": "LightGBM (text)",
    "gguf": "GGUF",
    "safetensors": "safetensors",
}
# In the order a reader asks; what is not named here is in the JSON.
TITLES = {
    "architecture": "Kind of model",
    "task": "Answers with",
    "objective": "Trained for",
    "declared_architecture": "Kind, as declared",
    "model_name": "Name",
    "declared_description": "Description",
    "base_model": "Base model",
    "licence": "Licence",
    "producer": "Made with",
    "sklearn_version": "scikit-learn",
    "quantised_by": "Made smaller by",
    "trees": "Decision trees",
    "parameters": "Weights",
    "bytes_per_parameter": "Bytes for each weight",
    "number_formats": "Number formats",
    "quantisation_operators": "Quantising operators",
    "sparsity": "Weights exactly zero",
    "layers": "Layers",
    "declared_layers": "Layers, as declared",
    "hidden_size": "Hidden size",
    "declared_hidden_size": "Hidden size, as declared",
    "inputs": "Reads",
    "outputs": "Gives",
    "labels": "Labels",
    "vocabulary_size": "Vocabulary",
    "maximum_length": "Longest text, in tokens",
    "chat_template": "Chat template",
    "input_style": "How it is fed",
    "types": "Parts",
    "metadata": "Written by its maker",
    "opsets": "ONNX operators",
    "custom_operators": "Operators of its own",
    "external_data": "Weights outside the file",
    "opens_with": "Opens with",
}
SHARES = {"number_formats", "sparsity"}
PLAIN = {
    "task": {"classes": "one of several kinds", "numbers": "a number"},
    "input_style": {
        "dense": "whole columns: a blank is missing, a zero is a zero",
        "sparse": "without zeros: a zero is missing",
    },
    "chat_template": {"present": "there is one; it is never run here"},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: what it is called, what the file shows, how sure that is, and how it was found out."""

    key: str
    title: str
    words: str
    certainty: str
    how: str


def lines_of(found: Inspection) -> list[Line]:
    """Return a line for each thing that a reader asks for and the file shows."""
    lines = []
    for key, title in TITLES.items():
        seen = found.observations.get(key)
        if seen is not None and not (key in {"inputs", "outputs"} and not seen.value):
            words = _words(key, seen.value, found)
            lines.append(Line(key, title, words, CERTAINTY[seen.certainty], seen.how))
    return lines


def _words(key: str, value: JsonValue, found: Inspection) -> str:
    if key in PLAIN:
        return PLAIN[key].get(str(value), str(value))
    if key in {"inputs", "outputs"}:
        tensors = found.inputs if key == "inputs" else found.outputs
        return _few([_tensor(each) for each in tensors])
    if isinstance(value, bool):
        return "yes" if value else "none"
    if isinstance(value, float):
        return _share(value) if key in SHARES else f"{value:.2f}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Mapping):
        if key in SHARES and len(value) == 1:
            return f"all {plain_words(next(iter(value)))}"
        return _few([f"{plain_words(name)} {_count(key, held)}" for name, held in value.items()])
    if isinstance(value, list):
        return _few([plain_words(str(each)) for each in value])
    return plain_words(str(value), 200)


def _count(key: str, held: JsonValue) -> str:
    if isinstance(held, float):
        return _share(held) if key in SHARES else f"{held:.2f}"
    return plain_words(str(held))


def _share(share: float) -> str:
    return f"{100 * share:.1f} of 100"


def _few(parts: Sequence[str]) -> str:
    if not parts:
        return "none"
    more = len(parts) - SHOWN
    return ", ".join(parts[:SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def _tensor(tensor: TensorShape) -> str:
    if tensor.shape is None:
        return f"{plain_words(tensor.name)} ({tensor.type})"
    sizes = ["any" if size is None or isinstance(size, str) else str(size) for size in tensor.shape]
    return f"{plain_words(tensor.name)} ({tensor.type}, {' × '.join(sizes) or 'one'})"
