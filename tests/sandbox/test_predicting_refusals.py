"""A model that cannot be run on these columns, or does not answer as agreed, is refused in a sentence."""

import json
import struct
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper

from content.refusal import Refused
from sandbox.contract import GIB, ChannelBroken, Ending
from sandbox.limits import PREDICTING
from sandbox.model_source import ModelSource
from sandbox.predicting import _Taken, predict
from sandbox.runner.frames import Kind
from tests.sandbox import models
from tests.sandbox.fake_jail import FakeJail

TWO = pa.table({"a": [1.0, 2.0], "b": [3.0, 4.0]})
TEXT = pa.table({"t": ["good", "bad"]})
FLOAT, STRING = TensorProto.FLOAT, TensorProto.STRING
SHORT = replace(PREDICTING, memory=2 * GIB, wall=60.0)
SHORTEST = replace(SHORT, wall=4.0)


def softmax(width=2, name="x", kind=FLOAT, shape=None):
    return models.graph(
        [helper.make_node("Softmax", [name], ["y"])],
        [(name, kind, shape or [None, width])],
        [("y", kind, shape or [None, width])],
    )


def endless():
    """Return a loop of 2**62 turns."""
    body = helper.make_graph(
        [helper.make_node("Identity", ["go"], ["on"]), helper.make_node("Identity", ["v"], ["w"])],
        "body",
        [
            helper.make_tensor_value_info("i", TensorProto.INT64, []),
            helper.make_tensor_value_info("go", TensorProto.BOOL, []),
            helper.make_tensor_value_info("v", FLOAT, None),
        ],
        [
            helper.make_tensor_value_info("on", TensorProto.BOOL, []),
            helper.make_tensor_value_info("w", FLOAT, None),
        ],
    )
    return models.graph(
        [helper.make_node("Loop", ["turns", "yes", "x"], ["y"], body=body)],
        [("x", FLOAT, [None, 2])],
        [("y", FLOAT, [None, 2])],
        [(np.array(2**62), "turns"), (np.array(True), "yes")],
    )


def far_too_large():
    return models.graph(
        [
            helper.make_node("ConstantOfShape", ["size"], ["huge"]),
            helper.make_node("ReduceMean", ["huge"], ["m"], keepdims=0),
            helper.make_node("Add", ["x", "m"], ["y"]),
        ],
        [("x", FLOAT, [None, 2])],
        [("y", FLOAT, [None, 2])],
        [(np.array([2**40]), "size")],
    )


def one_answer_in_all():
    return models.graph(
        [helper.make_node("ReduceMean", ["x"], ["y"], axes=[0], keepdims=1)],
        [("x", FLOAT, [None, 2])],
        [("y", FLOAT, [1, 2])],
    )


def logarithm():
    return models.graph(
        [helper.make_node("Log", ["x"], ["y"])],
        [("x", FLOAT, [None, 2])],
        [("y", FLOAT, [None, 2])],
    )


def two_inputs(kind=FLOAT, width=1):
    return models.graph(
        [helper.make_node("Concat", ["a", "other"], ["y"], axis=1)],
        [("a", kind, [None, width]), ("other", kind, [None, width])],
        [("y", kind, [None, 2 * width])],
    )


OUT_OF_RANGE = models.tokenizer().replace('"good": 2', '"good": 2000000000')
SLOW_SPLIT = {
    "type": "Split",
    "pattern": {"Regex": "(x+x+)+y"},
    "behavior": "Isolated",
    "invert": False,
}


@pytest.mark.parametrize(
    ("model", "features", "piece"),
    [
        (softmax(3), TWO, "input ‘x’ takes 3 columns, and 2 are given"),
        (softmax(2, shape=[None, 3, 8, 8]), TWO, "‘x’ of shape any × 3 × 8 × 8"),
        (two_inputs(), TWO, "reads a column ‘other’, and the samples have none of that name"),
        (two_inputs(width=2), TWO, "‘a’ of shape any × 2"),
        (softmax(1), TEXT, "reads numbers here, and this column holds text"),
        (models.word_counts()[0], TWO, "reads one text, and 2 columns are given"),
        (models.word_counts()[0], TWO.select(["a"]), "reads text here, and this column holds numbers"),
        (softmax(2, kind=TensorProto.INT64), TWO, "cannot be opened: "),
        (models.linear([[1.0], [1.0]], [5.0]), TWO, "neither labels nor a probability"),
        (one_answer_in_all(), TWO, "gave 1 answers to 2 examples"),
        (logarithm(), pa.table({"a": [1.0, -1.0], "b": [1.0, 1.0]}), "1 of the first 2 examples"),
        (endless(), TWO, "did not finish within 4 seconds"),
        (far_too_large(), TWO, "needs more memory than it is given"),
        (models.bundle(), TWO, "reads one text, and 2 columns are given"),
        (models.bundle(tokenizer_json=OUT_OF_RANGE), TEXT, "could not be run on these examples"),
        (models.bundle(tokenizer_json="{"), TEXT, "tokenizer.json cannot be used"),
        (models.bundle(config=[1]), TEXT, "config.json is not valid JSON, or does not hold"),
        (models.bundle(config={"id2label": {"0": "a", "7": "b"}}), TEXT, "does not hold what it should"),
        (b"", TWO, "is empty"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)  # fmt: skip
def test_what_stands_in_the_way_is_named(jail, tmp_path, model, features, piece):
    limits = SHORTEST if "did not finish" in piece else SHORT
    with pytest.raises(Refused) as caught:
        predict(jail, models.laid_out(model, tmp_path), features, limits=limits)

    assert piece in caught.value.sentence
    assert caught.value.file in {"vendor.bin", "bundle"}
    assert caught.value.what_to_do
    assert {path.name for path in jail.run_dir.iterdir()} <= {"locales", "code"}


def test_fractions_do_not_pass_for_whole_numbers(jail, tmp_path):
    cast = helper.make_node("Cast", ["x"], ["y"], to=FLOAT)
    model = models.graph([cast], [("x", TensorProto.INT64, [None, 2])], [("y", FLOAT, [None, 2])])

    for value in (1.5, float("nan"), 1e30):
        with pytest.raises(Refused, match="reads whole numbers here") as caught:
            predict(
                jail,
                models.laid_out(model, tmp_path),
                pa.table({"a": [1.0], "b": [value]}),
                limits=SHORT,
            )
        assert caught.value.column == "b"


def test_a_tokenizer_that_panics_is_a_sentence(jail, tmp_path):
    files = models.bundle(tokenizer_json=models.tokenizer(pre_tokenizer=SLOW_SPLIT))

    with pytest.raises(Refused, match=r"made the program that runs them give up|did not finish"):
        predict(jail, models.laid_out(files, tmp_path), pa.table({"t": ["x" * 60]}), limits=SHORT)


@pytest.mark.parametrize(
    ("ending", "piece"),
    [
        (Ending.CRASHED, "made the program that runs it crash"),
        (Ending.MEMORY, "more memory"),
        (Ending.OUTPUT, "far more than predictions"),
    ],
)
def test_a_run_that_ends_otherwise_has_its_sentence(tmp_path, ending, piece):
    jail = FakeJail(tmp_path / "runs", good_frames(), ending=ending)

    with pytest.raises(Refused, match=piece):
        predict(jail, models.laid_out(softmax(), tmp_path), TWO)


def names(classes=("no", "yes"), labels=("no", "yes")):
    return Kind.NAMES, json.dumps(
        {"classes": classes and list(classes), "names": list(labels)}
    ).encode()


def batch(codes, scores=(), *, rows=None, width=None):
    scores = (
        np.asarray(scores, "<f4").reshape(len(codes), -1)
        if len(scores)
        else np.empty((0, 0), "<f4")
    )
    head = struct.pack(
        "<II", len(codes) if rows is None else rows, scores.shape[1] if width is None else width
    )
    return Kind.BATCH, head + np.asarray((codes), "<i4").tobytes() + scores.tobytes()


BEGIN = [(Kind.READY, b"{}"), (Kind.OPENED, b"{}")]
GOOD_END = {"cut": 0, "scored": True, "fed": "", "compared": 0, "otherwise": 0}


def end(**other):
    return (Kind.DONE, json.dumps({**GOOD_END, **other}).encode())


END = end()
SCORES = [[0.9, 0.1], [0.2, 0.8]]


def good_frames():
    return [*BEGIN, names(), batch([0, 1], SCORES), END]


def told(tmp_path, frames):
    (tmp_path / "m").write_bytes(b"any")
    return predict(FakeJail(tmp_path, frames), ModelSource(tmp_path / "m"), TWO)


def test_a_child_that_keeps_to_the_agreement_is_believed(tmp_path):
    found = told(tmp_path, good_frames())

    assert found.labels == ["no", "yes"]
    np.testing.assert_array_equal(found.probabilities, np.array(SCORES, np.float32))


@pytest.mark.parametrize(
    "frames",
    [
        [],
        [*BEGIN, END],
        [*BEGIN, names(), END],
        [*BEGIN, names(), batch([0], SCORES[:1]), END],
        [*BEGIN, names(), batch([0, 1, 1], [*SCORES, SCORES[0]]), END],
        [*BEGIN, names(), batch([0, 1], SCORES), batch([0], SCORES[:1]), END],
        [*BEGIN, batch([0, 1], SCORES), END],
        [*BEGIN[:1], names(), batch([0, 1], SCORES), END],
        [*BEGIN, *BEGIN, names(), batch([0, 1], SCORES), END],
        [*BEGIN, names(), batch([0, 2], SCORES), END],
        [*BEGIN, names(), batch([0, -1], SCORES), END],
        [*BEGIN, names(), batch([0, 1], [[0.9, 0.1, 0], [0, 0, 1]]), END],
        [*BEGIN, names(), batch([0, 1]), END],
        [*BEGIN, names(None), batch([0, 1], SCORES), END],
        [*BEGIN, names(), batch([0, 1], SCORES, rows=2**31), END],
        [*BEGIN, names(), batch([0, 1], SCORES, width=2**31), END],
        [*BEGIN, names(), batch([], SCORES[:0]), END],
        [*BEGIN, names(), (Kind.BATCH, b"\x01"), END],
        [*BEGIN, names(labels=["no", "no"]), batch([0, 1], SCORES), END],
        [*BEGIN, names(classes=["no", "no"]), batch([0, 1], SCORES), END],
        [*BEGIN, names(labels=[]), batch([0, 1], SCORES), END],
        [*BEGIN, names(labels=["x" * 2000, "y"]), batch([0, 1], SCORES), END],
        [*BEGIN, names(labels=["a\x00", "y"]), batch([0, 1], SCORES), END],
        [*BEGIN, names(labels=[str(number) for number in range(10_001)]), batch([0, 1], SCORES), END],
        [*BEGIN, names(), batch([0], SCORES[:1]), names(("x", "z"), ("q",)), batch([1], SCORES[1:]), END],
        [*BEGIN, (Kind.NAMES, b'{"classes": null, "names": [1]}'), batch([0, 1]), END],
        [*BEGIN, (Kind.NAMES, b'{"names": ["a"]}'), batch([0, 0]), END],
        [*BEGIN, names(), batch([0, 1], SCORES), (Kind.DONE, b"{}")],
        [*BEGIN, names(), batch([0, 1], SCORES), end(cut=3)],
        [*BEGIN, names(), batch([0, 1], SCORES), end(scored=1)],
        [*BEGIN, names(), batch([0, 1], SCORES), end(fed="by hand")],
        [*BEGIN, names(), batch([0, 1], SCORES), end(otherwise=1)],
        [*BEGIN, names(), batch([0, 1], SCORES), (Kind.NUMBERS, bytes(16)), END],
        [(Kind.FACTS, b"{}"), *BEGIN, names(), batch([0, 1], SCORES), END],
    ],
)  # fmt: skip
def test_a_child_that_says_something_else_is_refused_in_a_sentence(tmp_path, frames):
    with pytest.raises(
        Refused, match=r"came back from the model cannot be used|ended without an answer"
    ):
        told(tmp_path, frames)


def test_more_answers_than_rows_are_refused_as_they_come(tmp_path):
    taken = _Taken(2, "m", lambda *_: None, folder=tmp_path)
    for each in [*BEGIN, names()]:
        taken.receive(*each, 0.0)

    with pytest.raises(ChannelBroken):
        taken.receive(*batch([0, 1, 1], [*SCORES, SCORES[0]]), 0.0)


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), float("-inf")])
def test_scores_that_are_no_numbers_are_counted(tmp_path, odd):
    with pytest.raises(Refused, match="1 of the first 2 examples with something that is no number"):
        told(tmp_path, [*BEGIN, names(), batch([0, 1], [[odd, 0.1], [0.2, 0.8]]), END])


@pytest.mark.parametrize("odd", [1.7e308, -1e200, 1.1e100])
def test_amounts_too_large_to_reckon_with_are_counted(tmp_path, odd):
    taken = _Taken(2, "m", lambda *_: None, "numbers", folder=tmp_path)
    for each in BEGIN:
        taken.receive(*each, 0.0)

    with pytest.raises(
        Refused, match="1 of the first 2 examples with an amount too large to reckon with"
    ):
        taken.receive(Kind.NUMBERS, np.array([3.0, odd], "<f8").tobytes(), 0.0)
    taken.receive(Kind.NUMBERS, np.array([1e100, -1e100], "<f8").tobytes(), 0.0)
    assert taken.done == 2


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(list(Kind)), st.binary(max_size=60)), max_size=6))
def test_frames_of_any_kind_are_believed_or_refused_and_never_crash_the_parent(
    tmp_path_factory, frames
):
    taken = _Taken(2, "m", lambda *_: None, folder=tmp_path_factory.getbasetemp())
    try:
        for kind, payload in [*BEGIN, names(), *frames]:
            taken.receive(kind, payload, 0.0)
    except (ChannelBroken, Refused):
        return
    assert taken.done <= 2


@settings(max_examples=300)
@given(st.integers(0, 30), st.integers(0, 255))
def test_one_wrong_byte_in_a_batch_is_at_most_a_wrong_prediction(tmp_path_factory, place, value):
    kind, payload = batch([0, 1], SCORES)
    changed = bytearray(payload)
    changed[place % len(changed)] = value
    taken = _Taken(2, "m", lambda *_: None, folder=tmp_path_factory.getbasetemp())
    for each in [*BEGIN, names()]:
        taken.receive(*each, 0.0)
    try:
        taken.receive(kind, bytes(changed), 0.0)
    except (ChannelBroken, Refused):
        return
    assert set(taken.codes.array(taken.done).tolist()) <= {0, 1}
    assert np.isfinite(taken.scores.array(taken.done, -1)).all()
