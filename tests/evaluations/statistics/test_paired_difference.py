"""Tango's interval, against published examples, R packages and a likelihood maximised by hand."""

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from evaluations.statistics.paired_counts import PairedCounts
from evaluations.statistics.paired_difference import accuracy_difference, tango_statistic
from tests.evaluations.statistics.reading import ends, parts

quads = st.tuples(*[st.integers(0, 300)] * 4).filter(lambda four: sum(four) > 0)


def counted(both, student_only, teacher_only, neither):
    """Take the four counts in the order of the published tables."""
    return PairedCounts(both, teacher_only, student_only, neither)


# Each row: the table as published, the level, the interval, and who published it.
PUBLISHED = [
    # Bentur 2009 in M. W. Fagerland, S. Lydersen, P. Laake (2014), Statistics in Medicine 33:2850;
    # the digits as in the tests of R's ratesci, pairbinci(c(1, 1, 7, 12), "RD").
    ((1, 1, 7, 12), 0.95, -0.517, -0.026, 3),
    # Cavo 2012 in the same paper; the digits as in the tests of R's contingencytables,
    # Tango_asymptotic_score_CI_paired_2x2(cavo_2012).
    ((59, 6, 16, 80), 0.95, -0.1240, -0.0054, 4),
    # T. Tango (1998), Statistics in Medicine 17:891; R's ratesci, pairbinci(c(4, 9, 3, 16)).
    ((4, 9, 3, 16), 0.95, -0.027, 0.390, 3),
    # T. Tango (1998), the example with an empty cell, at 90 %; R's ratesci.
    ((43, 0, 1, 0), 0.90, -0.096, 0.037, 3),
    # A. Agresti and Y. Min (2005), Statistics in Medicine 24:729; R's ratesci.
    ((53, 16, 8, 9), 0.95, -0.020, 0.207, 3),
    # M.-L. Tang et al. (2010), as quoted in the tests of R's ratesci.
    ((8, 3, 1, 2), 0.95, -0.1670, 0.4327, 4),
    # P. Chang et al. (2024), as quoted in the tests of R's ratesci.
    ((7, 25, 2, 68), 0.95, 0.139, 0.321, 3),
]


@pytest.mark.parametrize(("table", "level", "low", "high", "digits"), PUBLISHED)
def test_published_intervals_are_met_to_every_published_digit(table, level, low, high, digits):
    difference = accuracy_difference(counted(*table), level=level)

    assert [round(end, digits) for end in ends(difference)] == [low, high]
    assert difference.method == "Tango score"


def maximised_statistic(four, delta):
    """Score statistic with the likelihood of all four shares maximised numerically."""
    both, student_only, teacher_only, neither = four
    n = both + student_only + teacher_only + neither
    tied = both + neither

    def unlikeliness(share):
        parts = [
            (student_only, share + delta),
            (teacher_only, share),
            (tied, 1 - 2 * share - delta),
        ]
        return -sum(count * np.log(chance) for count, chance in parts if count)

    least, most = max(0.0, -delta), (1 - delta) / 2
    found = optimize.minimize_scalar(
        unlikeliness,
        bounds=(least + 1e-13, most - 1e-13),
        method="bounded",
        options={"xatol": 1e-13},
    )
    variance = (2 * found.x + delta - delta**2) / n
    return ((student_only - teacher_only) / n - delta) / np.sqrt(variance)


@given(st.tuples(*[st.integers(1, 120)] * 4), st.floats(-0.9, 0.9))
@example((1, 1, 7, 12), -0.5172322764)
@settings(deadline=None, max_examples=150)
def test_the_closed_form_equals_a_likelihood_maximised_numerically(four, delta):
    _, student_only, teacher_only, _ = four
    n = sum(four)
    assume(abs((student_only - teacher_only) / n - delta) > 1e-3)

    expected = maximised_statistic(four, delta)
    assert tango_statistic(student_only, teacher_only, n, delta) == pytest.approx(
        expected, rel=1e-4
    )


@given(quads)
@settings(deadline=None, max_examples=60)
def test_both_ends_are_where_the_statistic_reaches_the_normal_quantile(four):
    _, student_only, teacher_only, _ = four
    low, high = ends(accuracy_difference(counted(*four), level=0.95))
    reach = stats.norm.ppf(0.975)

    for end, sign in ((low, 1), (high, -1)):
        if abs(end) < 1 - 1e-9:
            at_end = tango_statistic(student_only, teacher_only, sum(four), end)
            assert sign * at_end == pytest.approx(reach, rel=1e-5)


@given(quads)
@settings(deadline=None, max_examples=60)
def test_swapping_student_and_teacher_negates_the_difference(four):
    counts = counted(*four)
    low, value, high = parts(accuracy_difference(counts, level=0.95))

    swapped = parts(accuracy_difference(counts.swapped(), level=0.95))

    assert swapped == (-high, -value, -low)


@given(quads)
@settings(deadline=None, max_examples=60)
def test_the_interval_holds_its_point_and_stays_between_minus_1_and_1(four):
    low, value, high = parts(accuracy_difference(counted(*four), level=0.95))

    assert -1 <= low <= value <= high <= 1


def test_two_models_that_never_differ_still_have_an_honest_interval():
    # With no discordant row the equation is |d| sqrt(n / (|d| (1 - |d|))) = z.
    squared = stats.norm.ppf(0.975) ** 2
    low, value, high = parts(accuracy_difference(counted(90, 0, 0, 10), level=0.95))

    assert value == 0
    assert high == pytest.approx(squared / (100 + squared))
    assert low == -high
