"""Plans before a run, held against exact enumeration and simulation."""

import numpy as np
import pytest
from scipy import stats

from content.refusal import Refused
from evaluations.statistics.outcomes import paired_outcomes
from evaluations.statistics.paired_counts import PairedCounts
from evaluations.statistics.paired_sample import PairedSample
from evaluations.statistics.planning import (
    chance_to_settle,
    margin_offers,
    needed_rows,
    smallest_detectable_difference,
)
from evaluations.statistics.verdict import verdict


def test_outcomes_are_the_multinomials_and_their_chances_are_whole():
    outcomes = paired_outcomes(12, 0.2, 0.1)
    tied = 12 - outcomes.student_only - outcomes.teacher_only
    counts = np.column_stack([outcomes.student_only, outcomes.teacher_only, tied])

    assert outcomes.chance.sum() == pytest.approx(1, abs=1e-9)
    assert outcomes.chance == pytest.approx(stats.multinomial.pmf(counts, 12, [0.2, 0.1, 0.7]))


@pytest.mark.parametrize(
    ("n", "margin", "disagreement", "truth"), [(60, 0.1, 0.2, 0.0), (150, 0.05, 0.1, -0.05)]
)
def test_the_chance_to_settle_is_how_often_the_verdict_tells(n, margin, disagreement, truth):
    generator = np.random.default_rng(1)
    shares = [(disagreement + truth) / 2, (disagreement - truth) / 2, 1 - disagreement]
    trials = generator.multinomial(n, shares, size=600)
    told = [
        verdict(PairedSample(PairedCounts(int(tied), int(worse), int(better), 0)), margin).decision
        != "cannot_tell"
        for better, worse, tied in trials
    ]

    chance = chance_to_settle(n, margin, disagreement, true_difference=truth)
    assert np.mean(told) == pytest.approx(chance, abs=3 * np.sqrt(0.25 / 600))


def test_the_approximation_for_many_rows_meets_the_enumeration():
    exact = chance_to_settle(19_000, 0.01, 0.1)
    approximate = chance_to_settle(21_000, 0.01, 0.1)

    assert exact == pytest.approx(approximate, abs=0.03)
    assert exact < approximate


def test_few_rows_and_a_narrow_margin_hardly_ever_settle():
    # What a small firm can label: a verdict alone would say "cannot tell" four times in five.
    assert chance_to_settle(300, 0.02, 0.1) < 0.2
    assert chance_to_settle(300, 0.02, 0.05) < 0.35


@pytest.mark.parametrize("disagreement", [0.05, 0.1, 0.2])
@pytest.mark.parametrize(("margin", "truth"), [(0.05, 0.0), (0.05, -0.025), (0.1, 0.0)])
@pytest.mark.parametrize("look", [1, 2])
def test_the_needed_rows_settle_four_times_in_five(disagreement, margin, truth, look):
    rows = needed_rows(margin, truth, disagreement, look=look)
    assert rows is not None

    chance = chance_to_settle(rows, margin, disagreement, true_difference=truth, look=look)
    assert chance == pytest.approx(0.8, abs=0.06)


@pytest.mark.parametrize(("margin", "truth"), [(0.0, 0.0), (0.02, -0.02), (0.0001, 0.0)])
def test_where_no_realistic_number_settles_it_there_is_none(margin, truth):
    assert needed_rows(margin, truth, 0.1) is None


def test_the_smallest_margin_settled_four_times_in_five_is_proposed():
    offers, proposed = margin_offers(412, 0.09)

    assert [offer.margin for offer in offers] == [0.01, 0.02, 0.05, 0.1]
    assert [offer.chance for offer in offers] == sorted(offer.chance for offer in offers)
    assert proposed == next(offer.margin for offer in offers if offer.chance >= 0.8)
    assert margin_offers(20, 0.3)[1] is None


def test_the_smallest_detectable_difference_is_detected_four_times_in_five():
    n, disagreement = 412, 0.09
    gap = smallest_detectable_difference(n, disagreement)
    outcomes = paired_outcomes(n, (disagreement - gap) / 2, (disagreement + gap) / 2)
    # A difference is seen where the score test of no difference says so (McNemar's statistic).
    with np.errstate(invalid="ignore"):
        statistic = (outcomes.teacher_only - outcomes.student_only) / np.sqrt(
            outcomes.teacher_only + outcomes.student_only
        )

    seen = outcomes.chance[statistic > stats.norm.ppf(1 - 0.025)].sum()
    assert seen == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize(
    ("margin", "disagreement"), [(-0.01, 0.1), (1.0, 0.1), (2, 0.1), (0.02, 1.5)]
)
def test_numbers_that_are_no_fractions_are_refused(margin, disagreement):
    with pytest.raises(Refused, match="cannot be used"):
        needed_rows(margin, 0.0, disagreement)
