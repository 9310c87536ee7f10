"""ROC AUC and average precision: scikit-learn's points, DeLong's error."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score

from evaluations.statistics.clusters import Groups
from evaluations.statistics.estimates import Precision
from evaluations.statistics.ranking import average_precision, rank_rows, roc_auc
from tests.evaluations.statistics.reading import ends, parts

rows = st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=2, max_size=80).filter(
    lambda pairs: 0 < sum(label for _, label in pairs) < len(pairs)
)
QUICK = Precision(replicates=100)


def made(n, seed, rounding=3):
    generator = np.random.default_rng(seed)
    positive = generator.random(n) < 0.3
    scores = np.round(generator.normal(size=n) + positive, rounding)
    return scores, positive


@given(rows)
@settings(deadline=None, max_examples=80)
def test_points_are_scikit_learns_with_ties_too(pairs):
    scores, positive = (np.array(column) for column in zip(*pairs, strict=True))
    ranking = rank_rows(scores.astype(float), positive)

    assert roc_auc(ranking, level=0.95).value == pytest.approx(roc_auc_score(positive, scores))
    assert average_precision(ranking.counts, QUICK).value == pytest.approx(
        average_precision_score(positive, scores)
    )


def standard_error(measured):
    """Take the standard error of the area back out of the logit interval."""
    low, value, _ = parts(measured)
    logit = math.log(value / (1 - value)) - math.log(low / (1 - low))
    return logit / 1.959964 * value * (1 - value)


def test_hanley_and_mcneils_images_give_the_published_area_and_error():
    # J. A. Hanley and B. J. McNeil (1982), Radiology 143:29, table I: 58 normal and 51 abnormal
    # images in five ratings. Stata's manual, [R] roctab: area 0.8932, DeLong standard error 0.0307.
    ratings = np.arange(5.0)
    normal, abnormal = np.repeat(ratings, [33, 6, 6, 11, 2]), np.repeat(ratings, [3, 2, 2, 11, 33])
    scores, positive = np.concatenate([normal, abnormal]), np.repeat([False, True], [58, 51])
    area = roc_auc(rank_rows(scores, positive), level=0.95)

    assert area.value == pytest.approx(0.8932, abs=5e-5)
    assert standard_error(area) == pytest.approx(0.0307, abs=5e-5)


def test_the_error_is_delongs_from_every_pair_of_rows():
    scores, positive = made(120, seed=1, rounding=1)
    above, below = scores[positive][:, None], scores[~positive][None, :]
    wins = (above > below) + 0.5 * (above == below)
    expected = math.sqrt(
        wins.mean(axis=1).var(ddof=1) / positive.sum()
        + wins.mean(axis=0).var(ddof=1) / (~positive).sum()
    )

    assert standard_error(roc_auc(rank_rows(scores, positive), level=0.95)) == pytest.approx(
        expected, rel=1e-5
    )


def test_one_class_only_is_undefined():
    ranking = rank_rows(np.arange(30.0), np.ones(30, dtype=bool))

    assert roc_auc(ranking, level=0.95).value is None
    assert average_precision(ranking.counts, QUICK).value is None
    assert "same label" in (roc_auc(ranking, level=0.95).why or "")


@pytest.mark.parametrize(
    ("scores", "positives", "why"),
    [(np.arange(40.0), 9, "Too few rows"), (np.arange(40.0), 20, "no error")],
)
def test_a_perfect_or_scanty_ranking_has_a_value_and_no_interval(scores, positives, why):
    area = roc_auc(rank_rows(scores, scores >= 40 - positives), level=0.95)

    assert area.value == 1
    assert area.low is None
    assert why in (area.why or "")


def test_average_precision_has_an_interval_around_it():
    scores, positive = made(300, seed=2)
    low, value, high = parts(average_precision(rank_rows(scores, positive).counts, Precision()))
    # The standard deviation over scikit-learn's own row resamples, label by label.
    generator = np.random.default_rng(1)
    ours, theirs = np.flatnonzero(positive), np.flatnonzero(~positive)
    drawn = [
        average_precision_score(positive[chosen], scores[chosen])
        for chosen in (
            np.concatenate(
                [generator.choice(ours, len(ours)), generator.choice(theirs, len(theirs))]
            )
            for _ in range(500)
        )
    ]

    assert low < value < high
    assert (low, high) == pytest.approx(np.quantile(drawn, [0.025, 0.975]), abs=0.025)


def test_many_distinct_scores_are_resampled_in_runs_with_the_same_point():
    scores, positive = made(5_000, seed=3, rounding=12)
    counts = rank_rows(scores, positive).counts
    coarse = counts.coarse(2_048)

    assert len(counts.positives) > 2_048 >= len(coarse.positives) > 1_500
    assert coarse.totals == counts.totals
    low, value, high = parts(average_precision(counts, Precision(replicates=200)))
    assert value == pytest.approx(average_precision_score(positive, scores))
    assert low < value < high


def test_rows_that_belong_together_widen_the_area_and_take_the_other_interval_away():
    scores, positive = made(100, seed=5)
    repeated = rank_rows(np.repeat(scores, 4), np.repeat(positive, 4))
    groups = Groups(np.repeat(np.arange(100), 4), 100, "group column")
    once = roc_auc(rank_rows(scores, positive), level=0.95)

    assert ends(roc_auc(repeated, level=0.95, groups=groups)) == pytest.approx(ends(once), abs=4e-3)
    assert average_precision(repeated.counts, QUICK, groups=groups).low is None
    few = Groups(np.repeat(np.arange(4), 100), 4, "group column")
    assert roc_auc(repeated, level=0.95, groups=few).low is None
