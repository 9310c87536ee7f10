"""Answer sheets are matched to the examples or refused, row by row."""

import numpy as np
import pytest

from content.refusal import Refused
from evaluations.measurement.answer_sheets import take_sheet
from tests.evaluations.measurement.examples import samples, table


@pytest.fixture
def examples():
    return samples(
        id=["e1", "e2", "e3"],
        text=["boiler", "viewing", "damp"],
        label=["repair", "visit", "repair"],
    )


def sheet(examples, **columns):
    frame, rows = table(**columns)
    return take_sheet(frame, rows, examples, name="turbo.csv")


@pytest.mark.parametrize(
    "column", ["answer", "Prediction", "predicted label", "label", "y_pred", "their_word"]
)
def test_the_answers_are_found_under_any_usual_name(examples, column):
    taken = sheet(examples, id=["e1", "e2", "e3"], **{column: ["repair", "visit", "visit"]})
    assert taken.answers.tolist() == ["repair", "visit", "visit"]


def test_answers_in_another_order_are_put_in_order_by_id(examples):
    taken = sheet(examples, id=["e3", "e1", "e2"], answer=["c", "a", "b"])
    assert taken.answers.tolist() == ["a", "b", "c"]


def test_answers_without_ids_go_by_order_and_say_so(examples):
    taken = sheet(examples, answer=["a", "b", "c"])
    assert taken.answers.tolist() == ["a", "b", "c"]
    assert "by order" in taken.notes[0]


def test_answers_without_ids_must_be_as_many(examples):
    with pytest.raises(Refused, match="2 answers for 3 examples"):
        sheet(examples, answer=["a", "b"])


def test_an_example_without_answer_is_named(examples):
    with pytest.raises(
        Refused,
        match=r"no answer for the example with id e2 \(row 3 of samples\.csv\)\. 2 examples",
    ):
        sheet(examples, id=["e1", "e9"], answer=["a", "b"])


def test_an_id_answered_twice_is_named(examples):
    with pytest.raises(Refused, match="e1 is answered twice") as refusal:
        sheet(examples, id=["e1", "e2", "e3", "e1"], answer=["a", "b", "c", "d"])
    assert refusal.value.row == 5


def test_answers_to_nothing_are_left_out_and_counted(examples):
    taken = sheet(examples, id=["e1", "e2", "e3", "e4"], answer=["a", "b", "c", "d"])
    assert taken.answers.tolist() == ["a", "b", "c"]
    assert "1 answers belong to no example" in taken.notes[0]


def test_a_blank_answer_is_named(examples):
    with pytest.raises(Refused, match="no answer") as refusal:
        sheet(examples, id=["e1", "e2", "e3"], answer=["a", " ", "c"])
    assert (refusal.value.row, refusal.value.column) == (3, "answer")


def test_a_sheet_that_answers_another_text_is_found_out(examples):
    with pytest.raises(Refused, match="the text differs") as refusal:
        sheet(
            examples,
            id=["e1", "e2", "e3"],
            text=["boiler", "viewing!", "damp"],
            answer=["a", "b", "c"],
        )
    assert refusal.value.row == 3


def test_a_sheet_without_answers_says_what_to_call_them(examples):
    with pytest.raises(Refused, match="Call it answer"):
        sheet(examples, id=["e1", "e2", "e3"], first=["a", "b", "c"], second=["a", "b", "c"])


def test_probabilities_are_taken_by_label_and_by_prefix(examples):
    by_label = sheet(
        examples, id=["e1", "e2", "e3"], answer=["repair", "visit", "visit"],
        repair=["0.9", "0.2", "0.4"], visit=["0.1", "0.8", "0.6"],
    )  # fmt: skip
    assert by_label.classes == ("repair", "visit")
    assert np.allclose(by_label.probabilities, [[0.9, 0.1], [0.2, 0.8], [0.4, 0.6]])
    by_prefix = sheet(
        examples, id=["e1", "e2", "e3"],
        p_visit=["0.1", "0.8", "0.6"], p_repair=["0.9", "0.2", "0.4"],
    )  # fmt: skip
    assert by_prefix.answers.tolist() == ["repair", "visit", "visit"]
    assert "likeliest" in by_prefix.notes[-1]


@pytest.mark.parametrize(
    ("cells", "words"),
    [(["0.9", "1.2", "0.4"], "not a probability"), (["0.9", "x", "0.4"], "not a probability"), (["0.9", "0.9", "0.4"], "add up to 1.7")],
)  # fmt: skip
def test_what_is_no_probability_is_named(examples, cells, words):
    with pytest.raises(Refused, match=words) as refusal:
        sheet(
            examples, id=["e1", "e2", "e3"], answer=["repair", "visit", "visit"],
            repair=cells, visit=["0.1", "0.8", "0.6"],
        )  # fmt: skip
    assert refusal.value.row == 3
