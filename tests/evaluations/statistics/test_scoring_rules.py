"""Brier score and log loss are scikit-learn's."""

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, log_loss

from evaluations.statistics.predictions import Scores
from evaluations.statistics.scoring_rules import brier_rows, log_loss_rows
from tests.evaluations.statistics.made_rows import softmax


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_means_are_scikit_learns(classes):
    generator = np.random.default_rng(classes)
    probabilities = softmax(generator.normal(size=(200, classes)))
    labels = generator.integers(0, classes, 200)
    names = tuple("abcdef"[:classes])
    scores = Scores(probabilities, names, probabilities.max(axis=1))

    assert log_loss_rows(scores, labels).mean() == pytest.approx(log_loss(labels, probabilities))
    given = probabilities[:, 1] if classes == 2 else probabilities
    assert brier_rows(scores, labels).mean() == pytest.approx(brier_score_loss(labels, given))


def test_a_label_the_model_does_not_know_costs_what_a_zero_costs():
    scores = Scores(np.array([[0.5, 0.5], [1.0, 0.0]]), ("a", "b"), np.array([0.5, 1.0]))

    assert log_loss_rows(scores, np.array([-1, 1])) == pytest.approx(-np.log([1e-9, 1e-9]))
    assert brier_rows(scores, np.array([-1, 1])) == pytest.approx([0.75, 1.0])
