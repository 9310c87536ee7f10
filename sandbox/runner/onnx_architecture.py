"""Guesses from a graph what kind of model it is, how deep and how wide. Guesses, and told as such."""

import re
from collections import Counter
from collections.abc import Mapping

import onnx

from sandbox.runner.onnx_graph import nodes

NUMBERED_LAYER = re.compile(r"(?:^|[./_])(?:layers?|blocks?|h)[./_](\d{1,4})(?=[./_]|$)")
NORMALISATION = re.compile(
    r"(?:layer_?norm|norm\d?|ln_\d?|ln)[./_](?:weight|gamma|scale)", re.IGNORECASE
)
TREES = {"TreeEnsembleClassifier", "TreeEnsembleRegressor", "TreeEnsemble"}
RECURRENT = {"LSTM", "GRU", "RNN"}
ATTENTION = {
    "Attention",
    "MultiHeadAttention",
    "GroupQueryAttention",
    "QAttention",
    "PackedAttention",
}
CONVOLUTION = {"Conv", "ConvInteger", "QLinearConv", "FusedConv"}
MULTIPLY = {
    "Gemm", "MatMul", "MatMulInteger", "QLinearMatMul", "MatMulNBits", "DynamicQuantizeMatMul",
    "MatMulIntegerToFloat", "FusedMatMul", "QGemm",
}  # fmt: skip


def describe(model: onnx.ModelProto, operators: Mapping[str, int]) -> dict[str, object]:
    """Return `architecture`, `layers` and `hidden_size`, each only where something can be told.

    `operators` counts the graph's nodes by operator name.
    """
    kind = _kind(model, operators)
    found: dict[str, object] = {}
    if kind is not None:
        found["architecture"] = kind
    layers = _layers(model, operators)
    if layers:
        found["layers"] = layers
    width = _width(model)
    if width:
        found["hidden_size"] = width
    return found


def _kind(model: onnx.ModelProto, operators: Mapping[str, int]) -> str | None:
    words = " on word counts" if "TfIdfVectorizer" in operators else ""
    present = set(operators)
    if present & TREES:
        return f"ensemble of {_trees(model)} decision trees{words}"
    if present & {"SVMClassifier", "SVMRegressor"}:
        return f"support-vector machine{words}"
    if present & {"LinearClassifier", "LinearRegressor"}:
        return f"linear model{words}"
    if present & RECURRENT:
        return "recurrent network"
    if present & ATTENTION or ("Softmax" in present and _attention_like(model)):
        return "transformer"
    if present & CONVOLUTION:
        return "convolutional network"
    if present & MULTIPLY:
        return f"feed-forward network{words}"
    return None


def _trees(model: onnx.ModelProto) -> int:
    count = 0
    for node in nodes(model):
        if node.op_type in TREES:
            for attribute in node.attribute:
                if attribute.name in {"nodes_treeids", "tree_roots"}:
                    count += len(set(attribute.ints))
    return count


def _attention_like(model: onnx.ModelProto) -> bool:
    """Return whether a softmax's result is multiplied with something, which is what attention is."""
    softmaxes = {name for node in nodes(model) if node.op_type == "Softmax" for name in node.output}
    carried = set(softmaxes)
    for node in model.graph.node:
        if node.op_type in MULTIPLY and carried & set(node.input):
            return True
        # What lies between a softmax and its product in exported and in quantised models.
        if node.op_type in {
            "Dropout",
            "Cast",
            "Where",
            "DynamicQuantizeLinear",
            "QuantizeLinear",
        } and (carried & set(node.input)):
            carried |= set(node.output)
    return False


def _layers(model: onnx.ModelProto, operators: Mapping[str, int]) -> int:
    names = [tensor.name for tensor in model.graph.initializer]
    names += [node.name for node in model.graph.node]
    numbers = {int(number) for name in names for number in NUMBERED_LAYER.findall(name)}
    # Layers are numbered without a gap; anything else was no numbering of layers.
    if numbers and numbers == set(range(len(_up_to(numbers)))):
        return len(numbers)
    attention = sum(operators.get(name, 0) for name in ATTENTION)
    return attention or sum(operators.get(name, 0) for name in RECURRENT)


def _up_to(numbers: set[int]) -> range:
    return range(max(numbers) + 1)


def _width(model: onnx.ModelProto) -> int:
    scales = {
        node.input[1]
        for node in nodes(model)
        if node.op_type in {"LayerNormalization", "SkipLayerNormalization", "RMSNormalization"}
        and len(node.input) > 1
    }
    widths = Counter(
        int(tensor.dims[0])
        for tensor in model.graph.initializer
        if len(tensor.dims) == 1 and (tensor.name in scales or NORMALISATION.search(tensor.name))
    )
    return widths.most_common(1)[0][0] if widths else 0
