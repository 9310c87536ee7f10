"""Wilson's interval, against statsmodels and Newcombe's published examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from content.refusal import Refused
from evaluations.statistics.proportions import proportion, wilson_half_width
from tests.evaluations.statistics.reading import ends, parts

counts = st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
levels = st.sampled_from([0.8, 0.9, 0.95, 0.975, 0.99])


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    # The examples of R. G. Newcombe (1998), Statistics in Medicine 17:857, score method; the first
    # three as in the tests of R's ratesci, wilsonci().
    [
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_published_intervals_are_met_to_four_digits(successes, n, low, high):
    share = proportion(successes, n, level=0.95)

    assert [round(end, 4) for end in ends(share)] == [low, high]
    assert share.value == successes / n
    assert share.method == "Wilson score"


@given(counts, levels)
def test_statsmodels_gives_the_same_interval(count, level):
    successes, n = count
    share = proportion(successes, n, level=level)

    expected = proportion_confint(successes, n, alpha=1 - level, method="wilson")
    assert ends(share) == pytest.approx(expected, abs=1e-12)


@given(counts, levels)
def test_the_interval_holds_its_point_and_stays_between_0_and_1(count, level):
    low, value, high = parts(proportion(*count, level=level))

    assert 0 <= low <= value <= high <= 1


def test_no_rows_is_undefined_with_the_reason():
    share = proportion(0, 0, level=0.95, why_empty="No row carries this label.")

    assert (share.value, share.low, share.why) == (None, None, "No row carries this label.")


@pytest.mark.parametrize("level", [0, 1, -0.5, 95])
def test_a_level_outside_0_to_1_is_refused(level):
    with pytest.raises(Refused, match="confidence level"):
        proportion(1, 2, level=level)


def test_half_the_width_is_what_statsmodels_intervals_span():
    low, high = proportion_confint(360, 400, method="wilson")

    assert wilson_half_width(0.9, 400, level=0.95) == pytest.approx((high - low) / 2)
