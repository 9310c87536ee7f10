"""Two models on the same rows: scikit-learn's points, and no interval from next to no differences."""

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score, f1_score

from evaluations.statistics.predictions import Predictions
from evaluations.statistics.summary import summarise
from tests.evaluations.statistics.made_rows import made_labels
from tests.evaluations.statistics.reading import parts


def compared(truth, student, teacher):
    summary = summarise(truth, Predictions(student), Predictions(teacher), replicates=400)
    assert summary.comparison is not None
    return summary.comparison


def test_points_are_scikit_learns():
    truth, student, teacher = made_labels(500, classes=5)
    numbers = compared(truth, student, teacher).numbers
    macro = [f1_score(truth, answers, average="macro") for answers in (student, teacher)]

    assert numbers["macro_f1_difference"].value == pytest.approx(macro[0] - macro[1])
    assert numbers["kappa"].value == pytest.approx(cohen_kappa_score(student, teacher))
    assert numbers["agreement"].value == pytest.approx((student == teacher).mean())
    for name in ("macro_f1_difference", "kappa", "agreement"):
        low, value, high = parts(numbers[name])
        assert low < value < high


@pytest.mark.parametrize(("differing", "shown"), [(4, False), (5, True)])
def test_models_that_hardly_ever_differ_get_no_bootstrap_interval(differing, shown):
    truth = list("ab" * 50)
    teacher = list("ba" * 20) + truth[40:]
    student = teacher[: 100 - differing] + ["c"] * differing
    numbers = compared(truth, student, teacher).numbers

    for name in ("macro_f1_difference", "kappa"):
        assert numbers[name].value is not None
        assert (numbers[name].low is not None) == shown
    assert numbers["accuracy_difference"].low is not None


def test_models_that_always_say_one_word_have_no_kappa():
    numbers = compared(["a", "b"] * 20, ["a"] * 40, ["a"] * 40).numbers

    assert numbers["kappa"].value is None
    assert "one and the same answer" in (numbers["kappa"].why or "")


def test_without_probabilities_of_both_there_is_no_distance():
    numbers = compared(["a", "b"] * 20, ["a"] * 40, ["b"] * 40).numbers

    told = Predictions(["a"] * 40, probabilities=np.array([[0.9, 0.1]] * 40), classes=["a", "b"])
    with_both = summarise(["a", "b"] * 20, told, told).comparison
    assert numbers.keys() == with_both.numbers.keys()
    assert numbers["kl_teacher_student"].value is None
    assert "no probabilities" in (numbers["total_variation"].why or "")
