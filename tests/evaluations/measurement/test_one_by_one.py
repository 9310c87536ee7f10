"""A model made to look at its whole batch is told from one that does not."""

import numpy as np
import onnx
import pyarrow as pa
import pytest
from onnx import TensorProto, helper

from evaluations.measurement.one_by_one import MOST_COMPARED, MOST_TIMED, ask_one_by_one
from evaluations.measurement.progress import Silent
from sandbox.candidates import find_jail
from sandbox.model_source import ModelSource
from sandbox.predicting import predict

ROWS = 250


def model(path, *, looks_at_batch):
    """Write a model that says 1 where its number is above the batch's mean, or above nothing."""
    border = (
        helper.make_node("ReduceMean", ["X", "axes"], ["border"], keepdims=1)
        if looks_at_batch
        else helper.make_node("Identity", ["nothing"], ["border"])
    )
    nodes = [
        border,
        helper.make_node("Greater", ["X", "border"], ["above"]),
        helper.make_node("Cast", ["above"], ["column"], to=TensorProto.INT64),
        helper.make_node("Squeeze", ["column", "second"], ["label"]),
    ]
    held = [
        helper.make_tensor("axes", TensorProto.INT64, [1], [0]),
        helper.make_tensor("second", TensorProto.INT64, [1], [1]),
        helper.make_tensor("nothing", TensorProto.FLOAT, [1, 1], [0.0]),
    ]
    graph = helper.make_graph(
        nodes,
        "made",
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, 1])],
        [helper.make_tensor_value_info("label", TensorProto.INT64, [None])],
        held,
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.save(made, path)
    return path


@pytest.fixture(scope="module")
def jail(tmp_path_factory):
    return find_jail(run_dir=tmp_path_factory.mktemp("runs"))


def asked(jail, path):
    """Return the numbers the model was asked about, and what asking one by one showed."""
    numbers = np.random.default_rng(6).normal(3, 1, ROWS).astype(np.float32)
    features = pa.table({"X": pa.array(numbers)})
    source = ModelSource(path, path.name)
    batched = predict(jail, source, features)
    return numbers, ask_one_by_one(jail, source, features, batched, Silent())


def test_answers_that_depend_on_the_batch_are_counted_and_told(jail, tmp_path):
    numbers, found = asked(jail, model(tmp_path / "m.onnx", looks_at_batch=True))
    # Alone, no number is above its own mean; in the batch those above the mean of all are.
    expected = int((numbers[:MOST_COMPARED] > numbers.mean()).sum())
    assert (found.compared, found.changed) == (MOST_COMPARED, expected)
    assert f"{expected} of 200 were different" in found.note
    share = found.batch_dependence()
    assert share["value"] == expected / MOST_COMPARED
    assert share["low"] is not None


def test_a_steady_model_is_timed_answer_by_answer(jail, tmp_path):
    _, found = asked(jail, model(tmp_path / "m.onnx", looks_at_batch=False))
    assert (found.changed, found.note) == (0, "")
    assert len(found.seconds) == MOST_TIMED
    # No two answers arrive together: the model waits until each is taken.
    assert min(found.seconds) > 0
    times = found.quantiles()
    assert 0 < times["p50_ms"]["value"] <= times["p95_ms"]["value"] <= times["p99_ms"]["value"]
    assert times["p99_ms"]["high"] is not None
