"""Counts what a model has learnt: how many numbers, in which formats, and how many are exactly zero."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import onnx

from sandbox.runner.onnx_graph import HALF_BYTES, nodes, tensors

FORMATS = {"FLOAT": "float32", "DOUBLE": "float64"}
# Shapes, indices, words and switches are no weights.
NOT_WEIGHTS = {
    onnx.TensorProto.INT64, onnx.TensorProto.INT32, onnx.TensorProto.INT16, onnx.TensorProto.UINT64,
    onnx.TensorProto.UINT32, onnx.TensorProto.STRING, onnx.TensorProto.BOOL, onnx.TensorProto.UNDEFINED,
}  # fmt: skip
FLOATS = {
    onnx.TensorProto.FLOAT, onnx.TensorProto.DOUBLE, onnx.TensorProto.FLOAT16, onnx.TensorProto.BFLOAT16,
}  # fmt: skip
# Where classical models keep what they learnt: numbers in an operator's attributes.
LEARNT = {
    "coefficients", "intercepts", "rho", "support_vectors", "prob_a", "prob_b", "offset", "scale",
    "imputed_value_floats", "weights",
}  # fmt: skip
# A zero in a tree is a threshold or a leaf's answer, and no sign of pruning.
OF_TREES = {
    "nodes_values", "nodes_splits", "class_weights", "target_weights", "base_values", "leaf_weights",
}  # fmt: skip
PACKED = {"MatMulNBits": ("bits", "K", "N")}


@dataclass(slots=True)
class Weights:
    """Counts over a whole file; `bytes` is what the numbers take in it."""

    by_format: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    floats: int = 0
    zeros: int = 0

    @property
    def count(self) -> int:
        """Return how many numbers were learnt."""
        return sum(self.by_format.values())


def weigh(model: onnx.ModelProto) -> Weights:
    """Return the counts for every tensor and every classical operator in the file."""
    packed = _packed(model)
    found = Weights()
    for tensor in tensors(model):
        if tensor.data_type in NOT_WEIGHTS:
            continue
        stored = math.prod(tensor.dims)
        count, kind = packed.get(tensor.name, (stored, _format(tensor.data_type)))
        found.by_format[kind] += count
        found.bytes += _bytes(tensor, stored)
        if tensor.data_type in FLOATS:
            found.floats += stored
            found.zeros += stored - int(np.count_nonzero(onnx.numpy_helper.to_array(tensor)))
    for name, values in _attributes(model):
        found.by_format["float32"] += len(values)
        found.bytes += 4 * len(values)
        if name not in OF_TREES:
            found.floats += len(values)
            found.zeros += len(values) - int(np.count_nonzero(values))
    return found


def _attributes(model: onnx.ModelProto) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    for node in nodes(model):
        for attribute in node.attribute:
            if attribute.name in LEARNT | OF_TREES and attribute.floats:
                yield attribute.name, np.asarray(attribute.floats, dtype=np.float32)


def _packed(model: onnx.ModelProto) -> dict[str, tuple[int, str]]:
    """Return the tensors that hold several weights a byte, with their true count and format."""
    found = {}
    for node in nodes(model):
        names = PACKED.get(node.op_type)
        if names and len(node.input) > 1:
            held = {attribute.name: attribute.i for attribute in node.attribute}
            bits, rows, columns = (held.get(name, 0) for name in names)
            found[node.input[1]] = (rows * columns, f"int{bits or 4}")
    return found


def _format(data_type: int) -> str:
    name = str(onnx.TensorProto.DataType.Name(data_type))
    return FORMATS.get(name, name.lower())


def _bytes(tensor: onnx.TensorProto, stored: int) -> int:
    if tensor.HasField("raw_data"):
        return len(tensor.raw_data)
    if tensor.data_type in HALF_BYTES:
        return -(-stored // 2)
    return stored * int(onnx.helper.tensor_dtype_to_np_dtype(tensor.data_type).itemsize)
