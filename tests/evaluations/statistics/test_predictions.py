"""Predictions are checked once on the way in."""

import numpy as np
import pytest

from content.refusal import Refused
from evaluations.statistics.predictions import Predictions
from evaluations.statistics.rows import encode_rows

GOOD = [[0.9, 0.1], [0.2, 0.8], [0.5, 0.5]]
LABELS = ["a", "b", "a"]


def student_scores(probabilities, classes=("a", "b"), answers=LABELS):
    given = Predictions(answers, np.array(probabilities), list(classes))
    return encode_rows(LABELS, given).student.scores


def test_confidence_is_what_the_answer_itself_was_given():
    assert student_scores(GOOD, answers=["a", "a", "b"]).confidence.tolist() == [0.9, 0.2, 0.5]


def test_an_answer_outside_the_classes_has_no_confidence():
    assert student_scores(GOOD, answers=["a", "other", "a"]).confidence.tolist() == [0.9, 0.0, 0.5]


def test_rounded_probabilities_are_taken():
    assert student_scores([[0.333, 0.666], [0.2, 0.8], [0.504, 0.5]]) is not None


@pytest.mark.parametrize(
    "bad_row", [[0.9, 0.3], [-0.1, 1.1], [float("nan"), 0.5], [float("inf"), 0.0], [3.2, -1.7]]
)
def test_a_row_of_anything_else_is_refused_by_its_number(bad_row):
    with pytest.raises(Refused, match="no probabilities") as refusal:
        student_scores([GOOD[0], bad_row, GOOD[2]])
    assert refusal.value.row == 3


def test_a_negative_number_is_refused_though_the_row_adds_up():
    with pytest.raises(Refused, match="no probabilities"):
        student_scores([[0.6, 0.5, -0.1]] * 3, classes="abc")


@pytest.mark.parametrize(
    ("probabilities", "classes"),
    [(GOOD[:2], "ab"), (GOOD, "abc"), (GOOD, "aa"), ([0.9, 0.2, 0.5], "ab"), (GOOD, "")],
)
def test_a_shape_that_does_not_fit_is_refused(probabilities, classes):
    with pytest.raises(Refused, match="student's probabilities do not fit"):
        student_scores(probabilities, classes)


def test_columns_of_unequal_length_are_refused_by_name():
    with pytest.raises(Refused) as refusal:
        encode_rows(LABELS, Predictions(["a"]))
    assert refusal.value.column == "student"

    with pytest.raises(Refused) as refusal:
        encode_rows(LABELS, Predictions(LABELS), groups=["x"])
    assert refusal.value.column == "groups"


def test_no_rows_are_refused():
    with pytest.raises(Refused, match="no rows"):
        encode_rows([], Predictions([]))
