"""Tang's interval, against published examples, R packages, statsmodels and brute force."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize
from statsmodels.stats.proportion import _confint_riskratio_paired_nam as nam_interval

from evaluations.statistics.paired_counts import PairedCounts
from evaluations.statistics.paired_ratio import retention, tang_statistic
from tests.evaluations.statistics.reading import ends, parts

quads = st.tuples(*[st.integers(0, 300)] * 4).filter(lambda four: sum(four) > 0)


def counted(both, student_only, teacher_only, neither):
    """Take the four counts in the order of the published tables."""
    return PairedCounts(both, teacher_only, student_only, neither)


PUBLISHED = [
    # Bentur 2009 in M. W. Fagerland, S. Lydersen, P. Laake (2014), Statistics in Medicine 33:2850;
    # the digits from DelRocco et al. (2022), as quoted in the tests of R's ratesci.
    ((1, 1, 7, 12), 0.95, 0.0653, 0.9069, 4),
    # Cavo 2012 in the same paper; the digits as in the tests of R's contingencytables,
    # Tang_asymptotic_score_CI_paired_2x2(cavo_2012).
    ((59, 6, 16, 80), 0.95, 0.7476, 0.9876, 4),
    # N.-S. Tang et al. (2003), Statistics in Medicine 22:1217, at 90 %; R's ratesci.
    ((446, 5, 16, 690), 0.90, 0.958, 0.992, 3),
    ((43, 0, 1, 0), 0.90, 0.904, 1.039, 3),
    # M.-L. Tang et al. (2010), as quoted in the tests of R's ratesci.
    ((8, 3, 1, 2), 0.95, 0.776, 2.033, 3),
]


@pytest.mark.parametrize(("table", "level", "low", "high", "digits"), PUBLISHED)
def test_published_intervals_are_met_to_every_published_digit(table, level, low, high, digits):
    ratio = retention(counted(*table), level=level)

    assert [round(end, digits) for end in ends(ratio)] == [low, high]
    assert ratio.method == "Tang score"


@given(st.tuples(*[st.integers(1, 200)] * 4))
@settings(deadline=None, max_examples=60)
def test_statsmodels_polynomial_has_the_same_ends(four):
    # J. Nam and W. C. Blackwelder (2002) solve the same score equation as a quartic.
    expected = nam_interval(four, alpha=0.05).confint
    ratio = retention(counted(*four), level=0.95)

    assert ends(ratio) == pytest.approx([end.real for end in expected], rel=1e-5)


def maximised_statistic(four, ratio):
    """Score statistic with the two free shares of the likelihood maximised numerically."""
    both, student_only, teacher_only, neither = four
    n = both + student_only + teacher_only + neither

    def shares(free):
        p_both, p_teacher_only = free
        p_student_only = ratio * p_teacher_only + (ratio - 1) * p_both
        return np.array(
            [p_both, p_student_only, p_teacher_only, 1 - p_both - p_student_only - p_teacher_only]
        )

    counts = np.array([both, student_only, teacher_only, neither], dtype=float)

    def unlikeliness(free):
        chances = shares(free)
        return np.inf if chances.min() <= 0 else -(counts * np.log(chances)).sum()

    top = 0.9 / (1 + ratio)
    start = [top / 2, top / 2] if ratio >= 1 else [ratio * top / 2, (1 - ratio / 2) * top]
    found = optimize.minimize(
        unlikeliness,
        start,
        method="Nelder-Mead",
        options={"xatol": 1e-12, "fatol": 1e-13, "maxiter": 9000},
    )
    p_both, p_student_only, p_teacher_only, _ = shares(found.x)
    variance = n * ((1 - ratio) ** 2 * p_both + p_student_only + ratio**2 * p_teacher_only)
    return (both + student_only - ratio * (both + teacher_only)) / np.sqrt(variance)


@pytest.mark.parametrize(
    "four", [(1, 1, 7, 12), (59, 6, 16, 80), (8, 3, 1, 2), (300, 11, 4, 40), (20, 12, 2, 16)]
)
@pytest.mark.parametrize("ratio", [0.5, 0.8, 0.95, 1.0, 1.1, 1.6])
def test_the_closed_form_equals_a_likelihood_maximised_numerically(four, ratio):
    expected = maximised_statistic(four, ratio)

    assert tang_statistic(counted(*four), ratio) == pytest.approx(expected, rel=1e-4, abs=1e-6)


@given(quads)
@settings(deadline=None, max_examples=100)
def test_the_interval_holds_its_point_or_says_why_there_is_none(four):
    both, _, teacher_only, _ = four
    ratio = retention(counted(*four), level=0.95)

    if both + teacher_only == 0:
        assert ratio.value is None
        assert ratio.why
    else:
        low, value, high = parts(ratio)
        assert 0 <= low <= value <= high


def test_a_student_never_right_keeps_nothing_but_the_upper_end_stays_honest():
    low, value, high = parts(retention(counted(0, 0, 3, 2), level=0.95))

    assert (low, value) == (0, 0)
    assert tang_statistic(counted(0, 0, 3, 2), high) == pytest.approx(-1.959964, rel=1e-5)
