"""Examples are taken as they are, or refused with row and column."""

import pytest

from content.refusal import Refused
from evaluations.measurement.columns import Columns
from tests.evaluations.measurement.examples import samples


def test_what_is_not_label_id_group_or_slice_is_an_input():
    taken = samples(
        columns=Columns("kind", slices=("channel",), group="customer"),
        id=["a", "b"],
        text=["The boiler leaks", "Can I view it?"],
        floor=["1", "2"],
        channel=["mail", "web"],
        customer=["7", "7"],
        kind=["boiler", "viewing"],
    )
    assert taken.inputs == ("text", "floor")
    assert taken.columns.id == "id"
    assert not taken.inputs_named


def test_a_column_named_as_input_stays_one_even_if_it_is_a_slice_too():
    taken = samples(
        columns=Columns("kind", inputs=("text", "channel"), slices=("channel",)),
        text=["a", "b"], channel=["mail", "web"], kind=["x", "y"],
    )  # fmt: skip
    assert taken.inputs == ("text", "channel")


@pytest.mark.parametrize(
    ("columns", "missing"),
    [
        (Columns("lable"), "lable"),
        (Columns("label", inputs=("txt",)), "txt"),
        (Columns("label", slices=("chanel",)), "chanel"),
        (Columns("label", group="who"), "who"),
        (Columns("label", id="number"), "number"),
    ],
)
def test_a_column_that_is_not_there_is_named_with_those_that_are(columns, missing):
    with pytest.raises(Refused) as refusal:
        samples(columns=columns, text=["a"], label=["x"], channel=["mail"])
    assert refusal.value.column == missing
    assert refusal.value.file == "samples.csv"
    assert "text, label, channel" in refusal.value.what_to_do


def test_a_slip_of_the_pen_gets_a_suggestion():
    with pytest.raises(Refused, match=r"Did you mean label\?"):
        samples("lable", text=["a"], label=["x"])


def test_the_label_cannot_be_shown_to_the_model():
    with pytest.raises(Refused, match="the model would see the answer"):
        samples(columns=Columns("label", inputs=("text", "label")), text=["a"], label=["x"])


@pytest.mark.parametrize("blank", ["", "   "])
def test_a_blank_label_is_named_by_its_row(blank):
    with pytest.raises(Refused, match="This row has no label") as refusal:
        samples(text=["a", "b", "c"], label=["x", blank, "y"])
    assert (refusal.value.row, refusal.value.column) == (3, "label")


@pytest.fixture(params=["held", "in files"])
def folder(request, tmp_path):
    return tmp_path if request.param == "in files" else None


def test_an_id_that_stands_twice_is_named_with_both_rows(folder):
    with pytest.raises(Refused, match="The id 1 stands in row 3 already") as refusal:
        samples(id=["2", "1", "3", "1", "2"], text=[*"abcde"], label=[*"xyxyx"], folder=folder)
    assert refusal.value.row == 5


def test_ids_that_only_look_alike_are_different(folder):
    made = samples(
        id=["1", "01", "0001"], text=["a", "b", "c"], label=["x", "y", "x"], folder=folder
    )
    assert len(made) == 3


def test_examples_without_anything_to_answer_on_are_refused():
    with pytest.raises(Refused, match="No column is left"):
        samples(id=["1"], label=["x"])
