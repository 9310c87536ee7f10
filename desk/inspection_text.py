"""What a model file shows, as a person reads it on a terminal."""

from collections.abc import Mapping, Sequence
from textwrap import wrap

from pydantic import JsonValue

from sandbox.inspection import Inspection, TensorShape
from sandbox.plain_words import plain_words

WIDTH = 96
COLUMN = 26
SHOWN = 8
CERTAINTY = {
    "measured": "measured",
    "declared": "declared in the file",
    "inferred": "our guess",
}
# In the order a reader asks; what is not named here is in the JSON.
TITLES = {
    "architecture": "Kind of model",
    "declared_architecture": "Kind, as declared",
    "declared_description": "Description",
    "base_model": "Base model",
    "licence": "Licence",
    "producer": "Made with",
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
    "opsets": "ONNX operators",
    "custom_operators": "Operators of its own",
    "external_data": "Weights outside the file",
    "opens_with": "Opens with",
}
SHARES = {"number_formats", "sparsity"}


def as_text(found: Inspection, name: str) -> str:
    """Return a table of what the model called `name` shows, and how sure each line is."""
    lines = [
        f"{name}: {found.format}, {found.bytes:,} bytes",
        f"SHA-256 {found.sha256}",
        "",
    ]
    for key, title in TITLES.items():
        seen = found.observations.get(key)
        if seen is None:
            continue
        words = _words(key, seen.value, found)
        wrapped = wrap(f"{words} ({CERTAINTY[seen.certainty]})", WIDTH - COLUMN)
        lines.append(f"{title:<{COLUMN}}{wrapped[0]}")
        lines += [" " * COLUMN + more for more in wrapped[1:]]
    if found.notes:
        lines += ["", *(line for note in found.notes for line in wrap(note, WIDTH))]
    return "\n".join(lines)


def _words(key: str, value: JsonValue, found: Inspection) -> str:
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
