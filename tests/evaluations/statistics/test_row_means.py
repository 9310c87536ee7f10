"""Means over rows: exact sums that shards add up to, and scipy's t interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evaluations.statistics.clusters import Groups
from evaluations.statistics.row_means import mean_of_rows, row_sum
from tests.evaluations.statistics.reading import ends

values = st.lists(st.floats(0, 21, allow_nan=False), min_size=1, max_size=60)


@given(values, values, st.randoms())
def test_shards_add_up_to_the_whole_bit_for_bit_in_any_order(first, second, random):
    together = first + second
    random.shuffle(together)

    assert row_sum(np.array(first)) + row_sum(np.array(second)) == row_sum(np.array(together))


def test_many_large_values_do_not_overflow():
    sums = row_sum(np.full(1_000_000, 20.7))

    assert sums.mean == pytest.approx(20.7)
    assert sums.standard_error == pytest.approx(0, abs=1e-6)


def test_the_interval_is_scipys_t_interval():
    rows = np.random.default_rng(1).gamma(2.0, 0.3, 200)
    expected = stats.t.interval(0.95, 199, loc=rows.mean(), scale=stats.sem(rows))

    measured = mean_of_rows(rows, level=0.95, what="log loss")
    assert ends(measured) == pytest.approx(expected, rel=1e-9)
    assert measured.method == "log loss, Student's t"


def test_few_rows_have_a_mean_and_no_interval():
    measured = mean_of_rows(np.ones(29), level=0.95, what="any")

    assert (measured.value, measured.low) == (1, None)
    assert "takes 30 examples" in (measured.why or "")


def test_grouped_rows_widen_the_interval():
    own = np.random.default_rng(1).gamma(2.0, 0.3, 50)
    rows, groups = np.repeat(own, 4), Groups(np.repeat(np.arange(50), 4), 50, "group column")
    low, high = ends(mean_of_rows(rows, level=0.95, what="any", groups=groups))
    once = stats.t.interval(0.95, 49, loc=own.mean(), scale=stats.sem(own))

    assert (low, high) == pytest.approx(once, rel=1e-6)
