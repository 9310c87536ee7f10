"""Writes a network as a text bundle: model.onnx, tokenizer.json and config.json, zipped.

The same network gives the same bytes: no time and no name of a machine goes into a bundle.
"""

import io
import json
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from demo.training.networks import Network, Weights

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns of what the next numpy will not do
    from skl2onnx.algebra.onnx_ops import (
        OnnxAdd,
        OnnxCast,
        OnnxDequantizeLinear,
        OnnxDiv,
        OnnxGather,
        OnnxIdentity,
        OnnxMatMul,
        OnnxMul,
        OnnxReduceSum,
        OnnxRelu,
        OnnxSqrt,
        OnnxUnsqueeze,
    )
    from skl2onnx.common.data_types import FloatTensorType, Int64TensorType

OPSET: Final = {"op_version": 15}
FLOAT: Final = 1  # ONNX's number for float32
LONGEST: Final = 256
EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Label:
    """What a vendor writes on a bundle."""

    producer: str
    description: str
    metadata: Mapping[str, str]
    configuration: Mapping[str, str]


def bundle(network: Network, label: Label, *, int8: bool) -> bytes:
    """Return the zip of a network, its weights as float32 or each as one byte."""
    files = {
        "config.json": _configuration(network, label),
        "model.onnx": _graph(network, label, int8=int8),
        "tokenizer.json": network.words.tokenizer(),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()


def quantised(weights: Weights) -> tuple[NDArray[np.int8], Weights]:
    """Return weights as whole numbers from -127 to 127, and each column's scale.

    Symmetric and by column, after training: the weight is nearly the whole number times the scale.
    """
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-12) / 127
    return np.rint(weights / scale).astype(np.int8), scale.astype(np.float32)


def _graph(network: Network, label: Label, *, int8: bool) -> bytes:
    mask = OnnxCast("attention_mask", to=FLOAT, **OPSET)
    words = OnnxGather(_weights(network.embeddings, int8=int8), "input_ids", **OPSET)
    masked = OnnxMul(words, OnnxUnsqueeze(mask, np.array([2]), **OPSET), **OPSET)
    total = OnnxReduceSum(masked, np.array([1]), keepdims=0, **OPSET)
    length = OnnxSqrt(OnnxReduceSum(mask, np.array([1]), keepdims=1, **OPSET), **OPSET)
    held = OnnxAdd(OnnxDiv(total, length, **OPSET), network.first_bias, **OPSET)
    for weights, bias in network.layers:
        product = OnnxMatMul(OnnxRelu(held, **OPSET), _weights(weights, int8=int8), **OPSET)
        held = OnnxAdd(product, bias, **OPSET)
    logits = OnnxIdentity(held, output_names=["logits"], **OPSET)
    shape = [None, None]
    model = logits.to_onnx(
        [("input_ids", Int64TensorType(shape)), ("attention_mask", Int64TensorType(shape))],
        outputs=[("logits", FloatTensorType([None, len(network.kinds)]))],
        target_opset=OPSET["op_version"],
    )
    model.producer_name, model.producer_version = label.producer, "1.4"
    model.doc_string = label.description
    for key, value in label.metadata.items():
        model.metadata_props.add(key=key, value=value)
    content: bytes = model.SerializeToString(deterministic=True)
    return content


def _weights(weights: Weights, *, int8: bool) -> Any:
    """Return weights as they are, or one byte each with what makes numbers of them again."""
    if not int8:
        return weights
    whole, scale = quantised(weights)
    return OnnxDequantizeLinear(whole, scale, np.zeros(len(scale), np.int8), axis=1, **OPSET)


def _configuration(network: Network, label: Label) -> bytes:
    shown = {
        "model_type": "enquirysense",
        "architectures": ["EnquirySenseForSequenceClassification"],
        **label.configuration,
        "hidden_size": int(network.embeddings.shape[1]),
        "id2label": {str(number): kind for number, kind in enumerate(network.kinds)},
        "max_position_embeddings": LONGEST,
        "pad_token_id": 0,
        "vocab_size": len(network.words.words),
    }
    return json.dumps(shown, indent=2).encode()
