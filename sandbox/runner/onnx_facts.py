"""Gathers what an ONNX model's files show by themselves, as plain values under fixed keys."""

import hashlib
import json
from collections import Counter
from typing import Any

import onnx

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.model_files import ModelFiles
from sandbox.runner.onnx_architecture import describe
from sandbox.runner.onnx_graph import nodes
from sandbox.runner.onnx_labels import named_labels
from sandbox.runner.onnx_weights import FORMATS, weigh

QUANTISING = (
    "QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear", "MatMulInteger", "ConvInteger",
    "MatMulNBits", "DynamicQuantizeMatMul", "DynamicQuantizeLSTM", "MatMulIntegerToFloat", "QAttention",
    "QEmbedLayerNormalization", "QGemm", "GatherBlockQuantized",
)  # fmt: skip
BASE_MODEL_KEYS = (
    "base_model",
    "basemodel",
    "base model",
    "teacher",
    "distilled_from",
    "_name_or_path",
)
LICENCE_KEYS = ("license", "licence")
TEXT_MOST = 200
LIST_MOST = 200


def facts_of(model: onnx.ModelProto, files: ModelFiles) -> dict[str, Any]:
    """Return every fact; a key that cannot be told is absent."""
    operators = Counter(node.op_type for node in nodes(model))
    quantising = {
        name: count
        for name, count in sorted(operators.items())
        if name in QUANTISING or name.startswith("QLinear")
    }
    weights = weigh(model)
    facts: dict[str, Any] = {
        "format_version": int(model.ir_version),
        "producer": _text(f"{model.producer_name} {model.producer_version}"),
        "opsets": {
            _domain(each.domain): int(each.version) for each in model.opset_import[:LIST_MOST]
        },
        "operators": dict(operators.most_common(LIST_MOST)),
        "custom_operators": [],
        "external_data": False,
        "parameters": weights.count,
        "weight_bytes": weights.bytes,
        "number_formats": _shares(weights.by_format),
        "quantisation_operators": quantising,
        **describe(model, operators),
        **_declared(model, files),
    }
    if weights.count:
        facts["bytes_per_parameter"] = weights.bytes / weights.count
    if weights.floats:
        facts["sparsity"] = weights.zeros / weights.floats
    if files.tokenizer is not None:
        facts["tokenizer_sha256"] = _tokenizer_hash(files.tokenizer)
    return {key: value for key, value in facts.items() if value not in ("", None)}


def signature_of(model: onnx.ModelProto, files: ModelFiles) -> dict[str, Any]:
    """Return inputs and outputs by name, type and shape, and the labels the file names, or None."""
    given = {tensor.name for tensor in model.graph.initializer}
    lists = named_labels(model, files.config)
    return {
        "inputs": [_value(each) for each in model.graph.input if each.name not in given],
        "outputs": [_value(each) for each in model.graph.output],
        "labels": lists[0] if lists else None,
    }


def _declared(model: onnx.ModelProto, files: ModelFiles) -> dict[str, Any]:
    """Return what the vendor wrote into the files: a claim, however exact it looks."""
    config = files.config or {}
    written = {each.key.lower(): each.value for each in model.metadata_props[:LIST_MOST]}
    said = {**written, **{key: value for key, value in config.items() if isinstance(value, str)}}
    names = config.get("architectures")
    architecture = names[0] if isinstance(names, list) and names else config.get("model_type")
    return {
        "declared_architecture": _text(architecture),
        "declared_layers": _whole(config, "num_hidden_layers", "n_layers", "num_layers", "n_layer"),
        "declared_hidden_size": _whole(config, "hidden_size", "dim", "d_model", "n_embd"),
        "declared_description": _text(model.doc_string),
        "base_model": _text(next((said[key] for key in BASE_MODEL_KEYS if said.get(key)), "")),
        "licence": _text(next((said[key] for key in LICENCE_KEYS if said.get(key)), "")),
        "metadata": {_text(key): _text(value) for key, value in written.items()} or None,
    }


def _value(each: onnx.ValueInfoProto) -> dict[str, Any]:
    kind = each.type.WhichOneof("value")
    shape: list[int | str | None] | None = None
    if kind == "tensor_type" and each.type.tensor_type.HasField("shape"):
        shape = [_size(size) for size in each.type.tensor_type.shape.dim]
    return {"name": each.name, "type": _type(each.type), "shape": shape}


def _size(size: onnx.TensorShapeProto.Dimension) -> int | str | None:
    if size.HasField("dim_value") and size.dim_value >= 0:
        return int(size.dim_value)
    return _text(size.dim_param) or None


def _type(held: onnx.TypeProto) -> str:
    kind = held.WhichOneof("value")
    if kind in {"tensor_type", "sparse_tensor_type"}:
        return _element(getattr(held, kind).elem_type)
    if kind == "map_type":
        return f"map({_element(held.map_type.key_type)},{_type(held.map_type.value_type)})"
    if kind == "sequence_type":
        return f"sequence({_type(held.sequence_type.elem_type)})"
    return "unknown"


def _element(data_type: int) -> str:
    try:
        name = str(onnx.TensorProto.DataType.Name(data_type))
    except ValueError:
        return "unknown"
    return FORMATS.get(name, name.lower())


def _shares(by_format: Counter[str]) -> dict[str, float] | None:
    count = sum(by_format.values())
    return {name: held / count for name, held in by_format.most_common()} if count else None


def _tokenizer_hash(text: str) -> str:
    """Return a hash that two tokenizers share when their files say the same in another order."""
    try:
        same = json.dumps(json.loads(text), sort_keys=True, ensure_ascii=True)
    except (ValueError, RecursionError) as problem:
        raise Trouble(Code.BAD_TOKENIZER) from problem
    return hashlib.sha256(same.encode("ascii")).hexdigest()


def _whole(config: dict[str, Any], *names: str) -> int | None:
    values = (config.get(name) for name in names)
    return next((value for value in values if type(value) is int and 0 < value < 2**31), None)


def _domain(name: str) -> str:
    return _text(name) or "ai.onnx"


def _text(value: object) -> str:
    return value.strip()[:TEXT_MOST] if isinstance(value, str) else ""
