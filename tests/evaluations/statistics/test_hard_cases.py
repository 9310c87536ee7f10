"""Slices nobody named favour neither model."""

import numpy as np
import pytest

from evaluations.statistics.hard_cases import hard_cases, length_quarters, made_slices
from evaluations.statistics.predictions import Predictions
from evaluations.statistics.rows import encode_rows
from tests.evaluations.statistics.made_rows import softmax


def two_models_of_equal_skill(n, generator):
    """Return labels and two independent models with the same kind of error."""
    names = np.array(["a", "b"])
    logits = np.column_stack([generator.normal(size=n) * 2, np.zeros(n)])
    truth = (generator.random(n) > softmax(logits)[:, 0]).astype(int)
    models = []
    for _ in range(2):
        chances = softmax(logits + np.column_stack([generator.normal(size=n), np.zeros(n)]))
        models.append(Predictions(names[chances.argmax(axis=1)], chances, ["a", "b"]))
    return names[truth], *models


def hard_rows(student, teacher):
    chosen = hard_cases(student, teacher)
    assert chosen is not None
    return chosen


def test_two_models_of_equal_skill_show_no_difference_in_any_made_slice():
    generator = np.random.default_rng(20261121)
    truth, student, teacher = two_models_of_equal_skill(200_000, generator)
    rows = encode_rows(truth, student, teacher)
    right = [np.asarray(model.labels) == truth for model in (student, teacher)]
    difference = right[0].astype(float) - right[1]

    made = made_slices(rows, generator.integers(1, 200, len(truth)).tolist())
    assert len(made) == 5
    for each in made:
        inside = difference[each.rows]
        assert abs(inside.mean()) < 3 * inside.std() / np.sqrt(len(inside)), each.value

    # The same rows sorted by one model's confidence alone show what the symmetry is for.
    biased = difference[hard_rows(np.max(teacher.probabilities, axis=1), None)]
    assert biased.mean() > 10 * biased.std() / np.sqrt(len(biased))


def test_the_hard_quarter_is_a_quarter_of_distinct_ranks():
    sure = np.arange(100.0)

    assert hard_rows(sure, None).nonzero()[0].tolist() == list(range(25))
    assert hard_rows(sure, sure).sum() == 25


def test_models_always_equally_sure_have_no_hard_cases():
    assert hard_cases(np.full(40, 0.9), np.full(40, 0.8)) is None


def test_hard_cases_need_the_probabilities_of_both_models():
    truth = ["a", "b"] * 20
    sure = Predictions(truth, np.tile([[0.9, 0.1], [0.4, 0.6]], (20, 1)), ["a", "b"])

    assert made_slices(encode_rows(truth, sure, Predictions(truth)), None) == []
    alone = made_slices(encode_rows(truth, sure), None)
    assert [each.value for each in alone] == ["the quarter the model is least sure of"]


@pytest.mark.parametrize(
    ("lengths", "sizes"),
    [(range(100), [25, 25, 25, 25]), ([5] * 10, []), ([1] * 9 + [2], [9, 1])],
)
def test_equal_lengths_stay_together(lengths, sizes):
    quarters = length_quarters(list(lengths))

    assert [int(rows.sum()) for _, rows in quarters] == sizes
