"""Quantiles: the interval scipy's quantile test inverts to, and its coverage on any distribution."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evaluations.statistics.quantiles import fewest, quantile
from tests.evaluations.statistics.reading import ends

TIMES = np.random.default_rng(8).lognormal(size=500)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95, 0.99])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_the_interval_is_that_of_the_quantile_test_in_scipy(share, level):
    found = ends(quantile(TIMES.tolist(), share, level=level))
    tested = stats.quantile_test(TIMES, p=share).confidence_interval(level)
    assert found == pytest.approx((tested.low, tested.high))


def test_the_median_of_twenty_runs_from_the_sixth_to_the_fifteenth():
    # The textbook case: 1 - 2 P(Binomial(20, 1/2) <= 5) = 0.9586.
    found = quantile(list(range(1, 21)), 0.5, level=0.95)
    assert (found.value, *ends(found)) == (10, 6, 15)


def test_too_few_values_have_no_interval_and_say_how_many_it_takes():
    assert fewest(0.99, level=0.95) == 368
    found = quantile(TIMES[:367].tolist(), 0.99, level=0.95)
    assert found.low is None
    assert "368" in (found.why or "")
    assert quantile(TIMES[:368].tolist(), 0.99, level=0.95).low is not None
    assert quantile([], 0.5, level=0.95).value is None


@given(st.lists(st.floats(0, 1e6), min_size=1), st.sampled_from([0.5, 0.95, 0.99]))
def test_an_interval_holds_its_point_and_order_does_not_matter(values, share):
    found = quantile(values, share, level=0.95)
    assert found == quantile(values[::-1], share, level=0.95)
    assert found.value is not None
    assert np.mean(np.asarray(values) <= found.value) >= share - 1e-12
    if found.low is not None:
        low, high = ends(found)
        assert low <= found.value <= high
