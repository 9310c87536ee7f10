"""Divergences against scipy, and flips while one model was sure."""

import numpy as np
import pytest
from scipy.stats import entropy

from evaluations.statistics.divergence import divergence, row_divergences
from evaluations.statistics.predictions import Scores
from tests.evaluations.statistics.made_rows import softmax


def scores(probabilities, classes="abc"):
    probabilities = np.asarray(probabilities, dtype=float)
    return Scores(probabilities, tuple(classes), probabilities.max(axis=1))


def test_row_divergences_are_scipys():
    generator = np.random.default_rng(1)
    ours, theirs = (softmax(generator.normal(size=(50, 3))) for _ in range(2))
    kl, total_variation = row_divergences(scores(ours), scores(theirs))

    assert kl == pytest.approx(entropy(theirs, ours, axis=1))
    assert total_variation == pytest.approx(np.abs(ours - theirs).sum(axis=1) / 2)


def test_columns_are_matched_by_class_and_not_by_place():
    kl, total_variation = row_divergences(
        scores([[0.7, 0.2, 0.1]], "abc"), scores([[0.1, 0.7, 0.2]], "cab")
    )

    assert kl == pytest.approx([0])
    assert total_variation == pytest.approx([0])


def test_a_class_one_model_lacks_counts_as_next_to_nothing_there():
    kl, total_variation = row_divergences(scores([[1.0]], "a"), scores([[0.5, 0.5]], "ab"))

    expected = 0.5 * np.log(0.5) + 0.5 * np.log(0.5 / 1e-9)
    assert kl == pytest.approx([expected])
    assert total_variation == pytest.approx([0.5])


def test_flips_are_counted_among_the_rows_where_one_model_was_sure():
    ours = scores([[0.95, 0.05], [0.6, 0.4], [0.2, 0.8], [0.05, 0.95]], "ab")
    theirs = scores([[0.05, 0.95], [0.92, 0.08], [0.1, 0.9], [0.1, 0.9]], "ab")
    agree = np.array([False, True, True, True])
    found = divergence(ours, theirs, agree, level=0.95)

    # The teacher is sure on all four rows, the student on the first and the last.
    assert (found.flips_where_teacher_sure.value, found.flips_where_teacher_sure.n) == (0.25, 4)
    assert (found.flips_where_student_sure.value, found.flips_where_student_sure.n) == (0.5, 2)


def test_a_model_that_is_never_sure_has_no_such_share():
    unsure = scores([[0.6, 0.4]], "ab")

    found = divergence(unsure, unsure, np.array([True]), level=0.95)
    assert found.flips_where_teacher_sure.value is None
    assert "never sure" in (found.flips_where_teacher_sure.why or "")
