"""The two-tier option: worked by hand, and held to what must be true of any split."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.statistics.clusters import groups_from
from evaluations.statistics.estimates import Precision
from evaluations.statistics.paired_difference import accuracy_difference
from evaluations.statistics.paired_sample import paired_sample
from evaluations.statistics.two_tier import SHARES, smallest_within, two_tiers
from tests.evaluations.statistics.reading import ends

QUICK = Precision(replicates=200)
BOTH, ONLY_TEACHER, ONLY_STUDENT, NEITHER = range(4)


def rows(n, seed, hard=0.25):
    """Return confidence and outcome where the student is worse only on the least sure rows."""
    generator = np.random.default_rng(seed)
    sure = generator.random(n)
    outcome = np.where(generator.random(n) < 0.05, NEITHER, BOTH)
    lost = (sure < hard) & (generator.random(n) < 0.5)
    return sure, np.where(lost, ONLY_TEACHER, outcome)


def test_sending_the_least_sure_one_by_hand():
    # Twenty rows: the student loses the two least sure, wins the surest, both miss the next.
    sure = np.linspace(0.5, 0.975, 20)
    outcome = np.array([ONLY_TEACHER] * 2 + [BOTH] * 16 + [NEITHER, ONLY_STUDENT])
    tiers = two_tiers(sure, outcome, QUICK)
    assert [tier.sent.value for tier in tiers] == list(SHARES)
    wrong = [round(tier.wrong.value * 20) for tier in tiers]
    # none sent: 3 wrong; one row in twenty: 2; two: 1; then 1 until the surest goes too: 2.
    assert wrong == [3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2]
    assert [round(tier.difference.value * 20) for tier in tiers] == [-1, 0, *[1] * 8, 0]
    assert (tiers[0].below, tiers[-1].below) == (0.0, None)
    assert tiers[1].below == pytest.approx(0.525)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(5, 200), st.integers(1, 40))
def test_no_case_sent_is_the_student_and_all_sent_is_the_teacher(seed, n, steps):
    generator = np.random.default_rng(seed)
    sure = generator.integers(0, steps, n) / steps
    outcome = generator.integers(0, 4, n)
    tiers = two_tiers(sure, outcome, QUICK)
    headline = accuracy_difference(paired_sample(outcome).counts, level=0.95)
    assert tiers[0].difference == headline
    assert tiers[0].wrong.value == pytest.approx(np.isin(outcome, (ONLY_TEACHER, NEITHER)).mean())
    assert tiers[-1].wrong.value == pytest.approx(np.isin(outcome, (ONLY_STUDENT, NEITHER)).mean())
    assert tiers[-1].difference.value == 0
    sent = [tier.sent.value or 0.0 for tier in tiers]
    assert sent == sorted(set(sent))
    assert sent[0] == 0
    assert sent[-1] == 1
    for tier in tiers[:-1]:
        assert tier.sent.value == pytest.approx((sure < tier.below).mean())
        assert tier.difference.value == pytest.approx(
            np.isin(outcome, (ONLY_STUDENT, NEITHER)).mean() - tier.wrong.value
        )


def test_equally_sure_rows_leave_only_none_and_all():
    tiers = two_tiers(np.full(50, 0.9), np.arange(50) % 4, QUICK)
    assert [tier.sent.value for tier in tiers] == [0, 1]


def test_the_bootstrap_of_a_share_is_as_wide_as_wilson():
    sure, outcome = rows(2_000, 5)
    tier = two_tiers(sure, outcome, Precision(replicates=4_000))[3]
    low, high = ends(tier.wrong)
    n, share = 2_000, tier.wrong.value
    assert high - low == pytest.approx(2 * 1.96 * np.sqrt(share * (1 - share) / n), rel=0.1)
    assert "bootstrap" in tier.wrong.method


def test_a_student_worse_only_where_it_is_unsure_needs_only_those_sent_on():
    sure, outcome = rows(4_000, 7)
    tiers = two_tiers(sure, outcome, QUICK)
    found = smallest_within(tiers, 0.02)
    assert found is not None
    assert 0.15 <= found.sent.value <= 0.3
    assert ends(tiers[0].difference)[1] < -0.02


def test_nothing_smaller_than_all_is_named_where_no_split_is_good_enough():
    outcome = np.array([ONLY_TEACHER, BOTH] * 100)
    assert smallest_within(two_tiers(np.linspace(0, 1, 200), outcome, QUICK), 0.02) is None


def test_rows_that_belong_together_widen_every_interval_and_move_no_point():
    sure, outcome = rows(400, 3)
    sure, outcome = np.repeat(sure, 4), np.repeat(outcome, 4)
    groups = groups_from(np.repeat(np.arange(400), 4).tolist(), None)
    alone, together = (two_tiers(sure, outcome, QUICK, groups=each) for each in (None, groups))
    for one, other in zip(alone, together, strict=True):
        for name in ("sent", "wrong", "difference"):
            apart, held = getattr(one, name), getattr(other, name)
            assert apart.value == pytest.approx(held.value)
    for name in ("wrong", "difference"):
        apart, held = ends(getattr(alone[4], name)), ends(getattr(together[4], name))
        assert held[1] - held[0] > 1.5 * (apart[1] - apart[0])
