"""McNemar's mid-p, against published values and scipy's exact test."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar

from evaluations.statistics.mcnemar import mcnemar_mid_p


def test_cavo_2012_gives_the_published_value():
    # The tests of R's contingencytables: McNemar_midP_test_paired_2x2(cavo_2012) is 0.034690.
    assert mcnemar_mid_p(6, 16).p_value == pytest.approx(0.034690, abs=5e-7)


def test_bentur_2009_gives_the_value_worked_by_hand():
    # Of 8 fair coins: twice (1 + 8) / 256 for one or none, less 8 / 256 for exactly one.
    assert mcnemar_mid_p(1, 7).p_value == pytest.approx(10 / 256)


@given(st.integers(0, 400), st.integers(0, 400))
def test_it_is_the_exact_p_less_the_chance_of_what_was_seen(student_only, teacher_only):
    mid_p = mcnemar_mid_p(student_only, teacher_only).p_value

    if student_only == teacher_only == 0:
        assert mid_p == 1
    elif student_only == teacher_only:
        seen = stats.binom.pmf(student_only, 2 * student_only, 0.5)
        assert mid_p == pytest.approx(1 - seen / 2)
    else:
        exact = mcnemar([[0, student_only], [teacher_only, 0]], exact=True).pvalue
        seen = stats.binom.pmf(student_only, student_only + teacher_only, 0.5)
        assert mid_p == pytest.approx(exact - seen, abs=1e-12)
