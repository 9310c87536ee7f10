"""Reads an ONNX file's structure and refuses what must not or cannot be run. No model is run here."""

import math
from collections.abc import Iterator
from typing import Any

import onnx
from google.protobuf.message import DecodeError

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.content_types import HEAD
from sandbox.runner.model_files import looks_like

# Operators whose code is in onnxruntime itself.
KNOWN_DOMAINS = {"", "ai.onnx", "ai.onnx.ml", "com.microsoft"}
EXTERNAL = onnx.TensorProto.EXTERNAL
HALF_BYTES = {onnx.TensorProto.INT4, onnx.TensorProto.UINT4, onnx.TensorProto.FLOAT4E2M1}
LONGEST_WALK = 2_000_000


def parse(content: bytes) -> onnx.ModelProto:
    """Return the parsed model, its structure checked. Trouble for anything that will not be run."""
    try:
        model = onnx.load_model_from_string(content)
    except (DecodeError, ValueError, TypeError) as problem:
        raise _not_onnx(content) from problem
    if not model.HasField("graph") or not model.graph.node:
        raise _not_onnx(content)
    _check_operators(model)
    for tensor in tensors(model):
        _check_tensor(tensor)
    return model


def nodes(model: onnx.ModelProto) -> Iterator[onnx.NodeProto]:
    """Yield every node of the graph, of graphs inside nodes, and of the model's own functions."""
    waiting: list[Any] = [model.graph, *model.functions]
    seen = 0
    while waiting:
        graph = waiting.pop()
        for node in graph.node:
            seen += 1
            if seen > LONGEST_WALK:
                raise Trouble(Code.TOO_DEEP)
            yield node
            for attribute in node.attribute:
                if attribute.HasField("g"):
                    waiting.append(attribute.g)
                waiting.extend(attribute.graphs)


def tensors(model: onnx.ModelProto) -> Iterator[onnx.TensorProto]:
    """Yield every tensor of numbers the file holds: initializers, and those inside nodes."""
    yield from _of_graph(model.graph)
    for node in nodes(model):
        for attribute in node.attribute:
            if attribute.HasField("t"):
                yield attribute.t
            yield from attribute.tensors
            if attribute.HasField("sparse_tensor"):
                yield attribute.sparse_tensor.values
            for graph in ([attribute.g] if attribute.HasField("g") else []) + list(
                attribute.graphs
            ):
                yield from _of_graph(graph)


def _of_graph(graph: onnx.GraphProto) -> Iterator[onnx.TensorProto]:
    yield from graph.initializer
    for sparse in graph.sparse_initializer:
        yield sparse.values


def _not_onnx(content: bytes) -> Trouble:
    # A model's first field is nearly always its version: the byte 8, then a small number.
    if content[:1] == b"\x08" and len(content) > 1 and content[1] < 32:
        return Trouble(Code.BROKEN_ONNX)
    return Trouble(Code.NOT_A_MODEL, found=looks_like(content[:HEAD]))


def _check_operators(model: onnx.ModelProto) -> None:
    own = {(function.domain, function.name) for function in model.functions}
    for node in nodes(model):
        if node.domain not in KNOWN_DOMAINS and (node.domain, node.op_type) not in own:
            raise Trouble(Code.CUSTOM_OPERATOR, operator=node.op_type, domain=node.domain)
    newest = onnx.defs.onnx_opset_version()
    for opset in model.opset_import:
        if opset.domain in {"", "ai.onnx"} and opset.version > newest:
            raise Trouble(Code.TOO_NEW, found=opset.version, limit=newest)


def _check_tensor(tensor: onnx.TensorProto) -> None:
    if tensor.data_location == EXTERNAL or tensor.external_data:
        raise Trouble(Code.EXTERNAL_DATA, tensor=tensor.name or "a constant")
    if any(size < 0 for size in tensor.dims):
        raise Trouble(Code.WEIGHTS_DO_NOT_FIT, tensor=tensor.name)
    count = math.prod(tensor.dims)
    if tensor.HasField("raw_data"):
        held, wanted = len(tensor.raw_data), _raw_bytes(tensor.data_type, count)
    else:
        held = max(
            len(tensor.float_data), len(tensor.int32_data), len(tensor.int64_data),
            len(tensor.double_data), len(tensor.uint64_data), len(tensor.string_data),
        )  # fmt: skip
        wanted = -(-count // 2) if tensor.data_type in HALF_BYTES else count
    if wanted is not None and held != wanted:
        raise Trouble(Code.WEIGHTS_DO_NOT_FIT, tensor=tensor.name or "a constant")


def _raw_bytes(data_type: int, count: int) -> int | None:
    if data_type in HALF_BYTES:
        return -(-count // 2)
    try:
        return count * int(onnx.helper.tensor_dtype_to_np_dtype(data_type).itemsize)
    except (KeyError, ValueError, TypeError):
        return None
