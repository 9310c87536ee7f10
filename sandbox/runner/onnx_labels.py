"""Finds the lists of labels that a model's file holds."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.onnx_graph import nodes

MOST = 10_000
NAMED = ("classlabels_strings", "classlabels_int64s", "classlabels_ints")
TEXT_OR_WHOLE = {onnx.TensorProto.STRING, onnx.TensorProto.INT64, onnx.TensorProto.INT32}


def config_labels(config: Mapping[str, Any] | None) -> list[str] | None:
    """Return id2label in the order of its numbers, or None where the configuration names none."""
    named = (config or {}).get("id2label")
    if named is None:
        return None
    try:
        numbered = {int(number): str(label) for number, label in named.items()}
    except (AttributeError, TypeError, ValueError) as problem:
        raise Trouble(Code.BAD_CONFIG, member="config.json") from problem
    if not numbered or sorted(numbered) != list(range(len(numbered))):
        raise Trouble(Code.BAD_CONFIG, member="config.json")
    if len(numbered) > MOST:
        raise Trouble(Code.TOO_MANY_LABELS, limit=MOST)
    return [numbered[number] for number in range(len(numbered))]


def named_labels(model: onnx.ModelProto, config: Mapping[str, Any] | None) -> list[list[str]]:
    """Return the lists that are named as the model's labels, the likeliest first."""
    found = [labels] if (labels := config_labels(config)) else []
    zip_maps: list[list[str]] = []
    classifiers: list[list[str]] = []
    for node in nodes(model):
        for attribute in node.attribute:
            held = _of_attribute(attribute) if attribute.name in NAMED else []
            if held:
                (zip_maps if node.op_type == "ZipMap" else classifiers).append(held)
    return _distinct(found + zip_maps + classifiers)


def label_lists(model: onnx.ModelProto, config: Mapping[str, Any] | None) -> list[list[str]]:
    """Return every list that may name the model's classes: the named ones, then lists of constants."""
    constants = [
        _of_tensor(tensor)
        for tensor in model.graph.initializer
        if tensor.data_type in TEXT_OR_WHOLE
        and len(tensor.dims) == 1
        and 2 <= tensor.dims[0] <= MOST
    ]
    return _distinct(named_labels(model, config) + constants)


def _of_attribute(attribute: onnx.AttributeProto) -> list[str]:
    if attribute.strings:
        return [text.decode("utf-8", "replace") for text in attribute.strings]
    return [str(number) for number in attribute.ints]


def _of_tensor(tensor: onnx.TensorProto) -> list[str]:
    values = onnx.numpy_helper.to_array(tensor)
    if values.dtype == np.object_:
        return [
            text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
            for text in values
        ]
    return [str(number) for number in values.tolist()]


def _distinct(lists: list[list[str]]) -> list[list[str]]:
    """Return each list once; one that names a label twice names no classes."""
    once = [list(each) for each in dict.fromkeys(map(tuple, lists))]
    return [labels for labels in once if len(set(labels)) == len(labels) <= MOST]
