"""Whatever a model answers with, each row's label is that answer as text, and scores stay its own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.runner.answers import Answers
from sandbox.runner.codes import Code, Trouble

KINDS = [np.int8, np.uint8, np.int16, np.int32, np.uint32, np.int64, np.uint64, np.bool_]


@st.composite
def whole_numbers(draw):
    kind = np.dtype(draw(st.sampled_from(KINDS)))
    if kind == np.bool_:
        return np.array(draw(st.lists(st.booleans(), min_size=1)))
    bounds = np.iinfo(kind)
    few = st.integers(0, 4) | st.sampled_from([int(bounds.min), int(bounds.max)])
    cells = draw(st.lists(few | st.integers(int(bounds.min), int(bounds.max)), min_size=1))
    return np.array(cells, kind)


texts = st.lists(st.text(max_size=3), min_size=1).map(lambda cells: np.array(cells, object))
mixed = st.lists(st.sampled_from([1, True, "1", 1.0, None]), min_size=1).map(
    lambda cells: np.array(cells, object)
)


@given(st.lists(whole_numbers() | texts | mixed, min_size=1, max_size=3))
def test_each_row_is_labelled_with_its_answer_as_text(batches):
    answers = Answers([], softmax=False)

    found = [answers.read([batch], len(batch))[0] for batch in batches]

    for batch, numbers in zip(batches, found, strict=True):
        assert [answers.names[number] for number in numbers] == [str(v) for v in batch.tolist()]
    assert answers.names == list(dict.fromkeys(str(v) for batch in batches for v in batch.tolist()))


def test_texts_as_bytes_that_are_no_utf_8_are_one_label():
    answers = Answers([], softmax=False)

    numbers, _ = answers.read([np.array([b"a", b"\xff", b"\xfe"])], 3)

    assert [answers.names[number] for number in numbers] == ["a", "�", "�"]


@pytest.mark.parametrize("classes", [["no", "yes"], [7, 8, 9]])
def test_scores_in_maps_keep_their_places(classes):
    drawn = np.random.default_rng(1).dirichlet(np.ones(len(classes)), 20)
    maps = [dict(zip(classes, row, strict=True)) for row in drawn.tolist()]
    maps[3] = dict(reversed(maps[3].items()))
    answers = Answers([], softmax=False)

    _, scores = answers.read([maps], 20)

    assert scores is not None
    np.testing.assert_allclose(scores, drawn, rtol=1e-6)


@pytest.mark.parametrize("other", [{"a": 1.0}, {"a": 0.5, "c": 0.5}])
def test_maps_with_different_keys_are_refused(other):
    with pytest.raises(Trouble) as refused:
        Answers([], softmax=False).read([[{"a": 0.5, "b": 0.5}, other]], 2)

    assert refused.value.code is Code.UNSUPPORTED_OUTPUT


def test_maps_of_one_class_alone_are_refused():
    with pytest.raises(Trouble) as refused:
        Answers([], softmax=False).read([[{"a": 0.5}, {"a": 1.0}]], 2)

    assert refused.value.code is Code.UNSUPPORTED_OUTPUT


@pytest.mark.parametrize(("shifted", "expected"), [(0, ("b", "a")), (1, None)])
def test_a_list_names_the_classes_where_the_highest_scores_agree_with_the_labels(shifted, expected):
    drawn = np.random.default_rng(2).dirichlet(np.ones(2), 200).astype(np.float32)
    labels = np.array(["b", "a"], object)[(drawn.argmax(axis=1) + shifted) % 2]
    answers = Answers([["b", "a"]], softmax=False)

    numbers, _ = answers.read([labels, drawn], 200)

    assert answers.classes == (list(expected) if expected else None)
    assert [answers.names[number] for number in numbers] == labels.tolist()
