"""How each thing that a model file shows is found out, and how far it can be relied on.

The jail sends values under fixed keys. How sure they are is decided here, by key and format, so that
no file can call its own word a measurement.
"""

from typing import Literal, get_args

Certainty = Literal["measured", "declared", "inferred"]
Format = Literal[
    "onnx", "onnx_text_bundle", "skops", "xgboost_json", "xgboost_ubj", "lightgbm_text", "gguf", "safetensors",
]  # fmt: skip
FORMATS: tuple[Format, ...] = get_args(Format)
Known = tuple[str, Certainty]

# Fact: how it was found out, and how sure it is.
KNOWN: dict[str, Known] = {
    "format_version": ("the version of ONNX written into the file", "declared"),
    "producer": ("the program named in the file as its maker", "declared"),
    "opsets": ("the operator versions the file asks for", "measured"),
    "operators": ("counted in the graph", "measured"),
    "custom_operators": ("every operator is one of ONNX or onnxruntime", "measured"),
    "external_data": ("all weights are in the file", "measured"),
    "parameters": (
        "counted in the file: weights, and what classical models keep in their operators",
        "measured",
    ),
    "weight_bytes": ("the bytes these numbers take in the file", "measured"),
    "bytes_per_parameter": ("bytes of weights divided by their number", "measured"),
    "number_formats": ("the share of the weights stored in each number format", "measured"),
    "quantisation_operators": (
        "operators that work with low-precision numbers, counted in the graph",
        "measured",
    ),
    "sparsity": ("the share of floating-point weights that are exactly zero", "measured"),
    "architecture": ("guessed from the operators in the graph", "inferred"),
    "layers": (
        "counted from the names of the parts, or from attention and recurrent operators",
        "inferred",
    ),
    "hidden_size": ("the usual length of the normalisation weights", "inferred"),
    "declared_architecture": ("written in config.json", "declared"),
    "declared_layers": ("written in config.json", "declared"),
    "declared_hidden_size": ("written in config.json", "declared"),
    "declared_description": ("the description written into the file", "declared"),
    "base_model": ("written into the file's metadata or config.json", "declared"),
    "licence": ("written into the file's metadata or config.json", "declared"),
    "metadata": ("written into the file by whoever made it", "declared"),
    "tokenizer_sha256": ("the hash of tokenizer.json, whatever its order and spacing", "measured"),
    "vocabulary_size": ("counted in tokenizer.json", "measured"),
    "maximum_length": ("the longest text, in tokens, that the files ask for", "declared"),
    "opens_with": ("the file was opened in the jail with this version", "measured"),
    "inputs": ("the graph's inputs", "measured"),
    "outputs": ("the graph's outputs", "measured"),
    "labels": ("the labels named in the graph or in config.json", "declared"),
    "sklearn_version": ("written into the file by scikit-learn", "declared"),
    "types": ("every scikit-learn part in the file, by its full name, counted", "measured"),
    "trees": ("counted in the file", "measured"),
    "objective": ("what the model was trained for, written into the file", "declared"),
    "task": ("what the kind of model gives for each row", "measured"),
    "input_style": ("how we feed it: whole columns, blanks as missing, zeros as zeros", "measured"),
    "model_name": ("the name written into the file", "declared"),
    "quantised_by": ("written into the file by whoever made it smaller", "declared"),
    "chat_template": (
        "a text in the file that shapes conversations; it is never run here",
        "measured",
    ),
    "tensors": ("the arrays of numbers listed in the file's header", "measured"),
}
TREES: dict[str, Known] = {
    "architecture": ("told from the trees in the file", "measured"),
    "parameters": ("the numbers at the nodes of all trees, counted in the file", "measured"),
    "number_formats": ("the number format that this kind of file is read in", "measured"),
    "weight_bytes": ("these numbers in the format they are read in", "measured"),
    "bytes_per_parameter": ("the size of the number format", "measured"),
    "custom_operators": ("this format has none", "measured"),
    "inputs": ("the columns the file lists", "measured"),
    "outputs": ("told from what the model was trained for", "measured"),
    "labels": ("the numbers of the classes; the file holds no names for them", "measured"),
    "producer": ("the program and version written into the file", "declared"),
}
HEADER: dict[str, Known] = {
    "format_version": ("the version of the format written into the file", "declared"),
    "parameters": ("added up from the sizes in the file's header", "measured"),
    "weight_bytes": ("added up from the sizes in the file's header", "measured"),
    "number_formats": (
        "the share of the weights in each number format, from the header",
        "measured",
    ),
    "declared_architecture": ("written in the file's header", "declared"),
    "declared_layers": ("written in the file's header", "declared"),
    "declared_hidden_size": ("written in the file's header", "declared"),
    "declared_description": ("written in the file's header", "declared"),
    "base_model": ("written in the file's header", "declared"),
    "licence": ("written in the file's header", "declared"),
    "layers": ("counted from the names of the parts", "inferred"),
    "vocabulary_size": ("the list of tokens in the file's header, counted", "measured"),
    "maximum_length": ("written in the file's header", "declared"),
}
BY_FORMAT: dict[str, dict[str, Known]] = {
    "skops": {
        "architecture": ("told from the scikit-learn parts in the file", "measured"),
        "parameters": ("the fractions kept in the file's arrays, counted", "measured"),
        "sparsity": ("the share of these that are exactly zero, trees aside", "measured"),
        "producer": ("the program and version written into the file", "declared"),
        "custom_operators": ("every part is one of scikit-learn's that we allow", "measured"),
        "inputs": ("told from the model's first step", "measured"),
        "outputs": ("told from the kind of model", "measured"),
        "labels": ("the classes kept in the model", "measured"),
    },
    "xgboost_json": TREES,
    "xgboost_ubj": TREES,
    "lightgbm_text": TREES,
    "gguf": HEADER,
    "safetensors": HEADER,
}
# Why a format is only looked at.
ONLY_LOOKED_AT: dict[str, str] = {
    "gguf": (
        "This is a GGUF model. Such models write text, one word after another, and there is nothing here "
        "that could run them; we read its header only."
    ),
    "safetensors": (
        "A safetensors file holds the weights and not the program that uses them, so it cannot be run; "
        "we read its header only."
    ),
}
NO_WEIGHTS = "This GGUF file holds a vocabulary and no weights, so there is no model in it to run."
INSTEAD = "Give the answers of this version on your examples as a sheet: no model file is needed."


def how_known(key: str, form: str) -> Known:
    """Return how the fact `key` of a file of this format was found out, and how sure it is."""
    return BY_FORMAT.get(form, {}).get(key, KNOWN[key])


def why_not_run(form: str, parameters: int | None) -> str | None:
    """Return why a file of this format with so many weights is not run, or None where it is."""
    if form == "gguf" and not parameters:
        return NO_WEIGHTS
    return ONLY_LOOKED_AT.get(form)
