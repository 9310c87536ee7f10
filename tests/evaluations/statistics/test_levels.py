"""Reaches are scipy's quantiles, and looking again spends a fixed budget."""

import pytest
from scipy import stats

from content.refusal import Refused
from evaluations.statistics.levels import one_sided_level, two_sided_reach


@pytest.mark.parametrize("level", [0.8, 0.95, 0.9875])
def test_a_reach_is_the_distributions_quantile(level):
    assert two_sided_reach(level) == pytest.approx(stats.norm.ppf((1 + level) / 2))
    assert two_sided_reach(level, degrees_of_freedom=12) == pytest.approx(
        stats.t.ppf((1 + level) / 2, 12)
    )


def test_the_first_look_is_read_from_the_shown_interval_and_later_ones_pay():
    spent = [one_sided_level(look) for look in range(1, 2_001)]

    assert spent[:3] == pytest.approx([0.025, 0.0125 / 6, 0.0125 / 12])
    assert sum(spent[1:]) == pytest.approx(0.00625, abs=1e-4)


def test_looks_are_counted_from_1():
    with pytest.raises(Refused, match="from 1"):
        one_sided_level(0)
