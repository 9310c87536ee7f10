"""The verdict: each word where it belongs, and never more than the rows can tell."""

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from content.refusal import Refused
from evaluations.statistics.clusters import Groups
from evaluations.statistics.paired_counts import PairedCounts
from evaluations.statistics.paired_difference import tango_statistic
from evaluations.statistics.paired_sample import PairedSample, paired_sample
from evaluations.statistics.verdict import boundary_shares, chance_by_luck, verdict
from tests.evaluations.statistics.reading import ends


def sample(both, teacher_only, student_only, neither):
    return PairedSample(PairedCounts(both, teacher_only, student_only, neither))


def needed(found):
    assert found.needed_n is not None
    return found.needed_n


@pytest.mark.parametrize(
    ("counts", "decision", "finer"),
    [
        ((880, 20, 60, 40), "not_inferior", "better"),
        ((4500, 100, 100, 300), "not_inferior", "about_as_good"),
        ((9000, 300, 210, 490), "not_inferior", "slightly_worse_within_margin"),
        ((800, 120, 30, 50), "inferior", "worse"),
        ((270, 15, 12, 3), "cannot_tell", "unclear"),
    ],
)
def test_each_word_has_its_case(counts, decision, finer):
    found = verdict(sample(*counts), 0.02)

    assert (found.decision, found.finer) == (decision, finer)


@given(
    st.tuples(*[st.integers(0, 400)] * 4).filter(any),
    st.sampled_from([0.0, 0.01, 0.05, 0.2]),
    st.integers(1, 5),
)
@settings(deadline=None, max_examples=150)
def test_it_is_what_the_two_one_sided_score_tests_say(counts, margin, look):
    both, teacher_only, student_only, neither = counts
    found = verdict(sample(*counts), margin, look=look).decision
    reach = stats.norm.isf(0.025 if look == 1 else 0.0125 / (look * (look + 1)))
    statistic = tango_statistic(
        student_only, teacher_only, both + teacher_only + student_only + neither, -margin
    )

    expected = (
        "not_inferior" if statistic > reach else "inferior" if statistic < -reach else "cannot_tell"
    )
    by_luck = sum(counts) <= 100 and expected == "not_inferior" and found == "cannot_tell"
    if abs(abs(statistic) - reach) > 1e-6 and not by_luck:
        assert found == expected


@pytest.mark.parametrize("counts", [(880, 20, 60, 40), (270, 15, 12, 3), (800, 120, 30, 50)])
def test_it_turns_exactly_where_a_bound_meets_the_margin(counts):
    low, high = ends(verdict(sample(*counts), 0.5).bounds)

    for end, above, below in (
        (low, "not_inferior", "cannot_tell"),
        (high, "cannot_tell", "inferior"),
    ):
        if end < -1e-6:
            assert verdict(sample(*counts), -end + 1e-6).decision == above
            assert verdict(sample(*counts), -end - 1e-6).decision == below


def test_the_bounds_it_was_read_from_travel_with_it():
    found = verdict(sample(4500, 100, 100, 300), 0.02, look=2)
    assert found.bounds is not None

    assert found.bounds.level == pytest.approx(1 - 2 * 0.0125 / 6)
    assert ends(found.bounds)[0] > -0.02


def test_a_later_look_needs_more():
    # At the first look this is enough, at the third it no longer is.
    counts = (930, 22, 25, 23)

    assert verdict(sample(*counts), 0.014).decision == "not_inferior"
    assert verdict(sample(*counts), 0.014, look=3).decision == "cannot_tell"


def test_cannot_tell_says_how_many_rows_might():
    likely, cautious = needed(verdict(sample(270, 15, 12, 3), 0.02))

    # Disagreement 27 of 300, the next look at 0.0125 / 6, 80 % power: about
    # (z_alpha + z_beta)^2 x disagreement / margin^2, and four times that at half the margin.
    rough = (stats.norm.isf(0.0125 / 6) + stats.norm.ppf(0.8)) ** 2 * 0.09 / 0.02**2
    assert likely == pytest.approx(rough, rel=0.05)
    assert cautious == pytest.approx(4 * rough, rel=0.05)


def test_a_limit_no_number_settles_is_told_so():
    shown = verdict(sample(270, 15, 12, 3), 0.0).as_json()

    assert shown["needed_n"] == [None, None]
    assert shown["needed_n_why"] == "No realistic number of samples settles this limit."


def test_groups_widen_the_bounds_and_raise_the_number_needed():
    outcome = [0] * 270 + [1] * 15 + [2] * 12 + [3] * 3
    codes = [row // 5 for row in range(300)]
    alone = paired_sample(_codes(outcome))
    grouped = paired_sample(_codes(outcome), Groups(_codes(codes), 60, "group column"))
    first, second = needed(verdict(alone, 0.02)), needed(verdict(grouped, 0.02))

    assert second[0] / first[0] == pytest.approx(grouped.design_effect, rel=1e-3)
    assert second[0] / first[0] > 2


def test_too_few_groups_cannot_tell():
    outcome = _codes([0] * 900 + [1] * 10)
    groups = Groups(_codes([row % 4 for row in range(910)]), 4, "group column")
    found = verdict(paired_sample(outcome, groups), 0.1)

    assert (found.decision, found.needed_n) == ("cannot_tell", None)
    assert "only 4 groups" in (found.why or "")


def test_without_a_margin_there_is_no_verdict():
    found = verdict(sample(1, 0, 0, 0), None)

    assert found.decision is None
    assert found.as_json()["verdict_why"] == "No margin was set before the run."


@pytest.mark.parametrize("margin", [-0.1, 1, 2])
def test_a_margin_in_points_is_refused(margin):
    with pytest.raises(Refused, match="margin"):
        verdict(sample(1, 0, 0, 0), margin)


def _codes(values):
    return np.array(values, dtype=np.int64)


def test_thirty_rows_do_not_settle_a_margin_of_one_by_luck():
    # The range alone would be wrong in up to 29 of 1,000 tests at a disagreement of 0.3.
    lucky = [
        (lost, won)
        for lost in range(15)
        for won in range(16)
        if verdict(sample(30 - lost - won, lost, won, 0), 0.01).decision == "not_inferior"
    ]
    for disagreement in (0.05, 0.1, 0.2, 0.3):
        shares = [(disagreement + 0.01) / 2, (disagreement - 0.01) / 2, 1 - disagreement]
        chance = sum(
            stats.multinomial.pmf([lost, won, 30 - lost - won], 30, shares) for lost, won in lucky
        )
        assert chance <= 0.027


LIMITS = [0.001, 0.004, 0.01, 0.02, 0.04, 0.05, 0.06, 0.09, 0.1, 0.11, 0.12, 0.2, 0.25]
LIMITS += [0.3, 0.32, 0.33, 0.43, 0.5]


def test_versions_that_never_differ_are_judged_by_the_chance_of_never_differing():
    # Worse by 4 in 100 they never differ in 0.96^100 = 1.69 % of tests, by 6 in 100 on 70 rows in
    # 0.94^70 = 1.31 %: both under 2.7 %. On 80 rows it is 0.96^80 = 3.8 %, and that is too often.
    assert chance_by_luck(sample(100, 0, 0, 0), 0.04) == pytest.approx(0.96**100)
    assert chance_by_luck(sample(70, 0, 0, 0), 0.06) == pytest.approx(0.94**70)
    assert verdict(sample(100, 0, 0, 0), 0.04).decision == "not_inferior"
    assert verdict(sample(70, 0, 0, 0), 0.06).decision == "not_inferior"
    assert verdict(sample(80, 0, 0, 0), 0.04).decision == "cannot_tell"


def test_few_rows_on_any_edge_get_a_word():
    # A limit of its own for each n, so that all limits meet all remainders.
    for n in range(1, 121):
        for lost, won in {(0, 0), (0, 1), (1, 0), (n // 4, n - n // 4)}:
            found = verdict(sample(n - lost - won, lost, won, 0), LIMITS[n % len(LIMITS)])

            assert found.decision in ("not_inferior", "inferior", "cannot_tell")


@given(st.integers(1, 120), st.integers(0, 120), st.integers(0, 120), st.sampled_from(LIMITS))
@settings(deadline=None, max_examples=150)
def test_few_rows_and_any_limit_get_a_word(n, lost, won, limit):
    lost = min(lost, n)
    won = min(won, n - lost)

    assert verdict(sample(n - lost - won, lost, won, 0), limit).decision is not None


def test_shares_on_the_limit_are_shares_whatever_the_rows():
    for n, limit in product(range(1, 121), LIMITS):
        lost, won = np.meshgrid(np.arange(n + 1), np.arange(n + 1))
        lost, won = lost[lost + won <= n], won[lost + won <= n]
        ours, theirs = boundary_shares(won, lost, n, limit)

        assert min(ours.min(), theirs.min()) >= 0
        assert (ours + theirs).max() <= 1
        assert np.abs(theirs - ours - limit).max() < 1e-9


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_the_chance_by_luck_is_the_sum_over_every_table_that_looks_as_good(data):
    n = data.draw(st.integers(1, 14))
    lost = data.draw(st.sampled_from([0, 0, 1, n // 4, n]).filter(lambda each: each <= n))
    won = data.draw(st.sampled_from([0, 0, 1, n - lost]).filter(lambda each: each <= n - lost))
    limit = data.draw(st.sampled_from(LIMITS))

    # The likeliest share of "only this one right" on the limit, found by a search of our own.
    def likelihood(ours):
        shares = (ours, ours + limit, max(1 - 2 * ours - limit, 0.0))
        return np.prod(np.power(shares, (won, lost, n - won - lost)))

    most = (1 - limit) / 2
    between = np.linspace(0.0, most, 2_001)
    near = between[np.argmax([likelihood(each) for each in between])]
    ends = (max(near - most / 1_000, 0.0), min(near + most / 1_000, most))
    searched = optimize.minimize_scalar(
        lambda each: -likelihood(each), bounds=ends, method="bounded", options={"xatol": 1e-12}
    ).x
    ours = max((0.0, most, searched), key=likelihood)

    seen = float(tango_statistic(won, lost, n, -limit))
    expected = sum(
        comb(n, i) * comb(n - i, j) * ours**i * (ours + limit) ** j
        * max(1 - 2 * ours - limit, 0.0) ** (n - i - j)
        for i in range(n + 1)
        for j in range(n + 1 - i)
        if float(tango_statistic(i, j, n, -limit)) >= seen - 1e-9
    )  # fmt: skip

    found = chance_by_luck(sample(n - won - lost, lost, won, 0), limit)
    assert found == pytest.approx(expected, abs=1e-6)
