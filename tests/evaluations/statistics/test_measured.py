"""A number travels with its interval, or with the reason why it has none."""

import math

import numpy as np
import pytest

from evaluations.statistics.measured import Measured


def test_a_whole_number_shows_six_parts_and_no_reason():
    shown = Measured.between(0.5, (0.4, 0.6), level=0.95, n=100, method="Wilson score").as_json()

    assert shown == {
        "value": 0.5, "low": 0.4, "high": 0.6, "level": 0.95, "n": 100, "method": "Wilson score",
    }  # fmt: skip


def test_what_is_undefined_is_null_with_a_reason():
    shown = Measured.undefined(n=0, method="Wilson score", why="There are no rows.").as_json()

    assert shown["value"] is None
    assert shown["low"] is None
    assert shown["why"] == "There are no rows."


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("place", ["value", "low", "high", "level"])
def test_nan_and_infinity_cannot_be_held(place, number):
    parts = {"value": 0.5, "low": 0.4, "high": 0.6, "level": 0.95, place: number}

    with pytest.raises(ValueError, match="finite"):
        Measured(**parts, n=1, method="any")


@pytest.mark.parametrize(
    "parts",
    [
        {"value": 0.5, "low": 0.6, "high": 0.4, "level": 0.95},
        {"value": 0.5, "low": 0.4, "high": None, "level": 0.95},
        {"value": 0.5, "low": 0.4, "high": 0.6, "level": None},
        {"value": None, "low": 0.4, "high": 0.6, "level": 0.95},
        {"value": 0.5, "low": None, "high": None, "level": None},
        {"value": None, "low": None, "high": None, "level": None},
    ],
)
def test_half_an_interval_or_a_silent_gap_cannot_be_held(parts):
    with pytest.raises(ValueError):
        Measured(**parts, n=1, method="any")


def test_numpy_numbers_become_plain_ones():
    number = Measured.between(np.float64(0.5), (0.25, 0.75), level=0.9, n=4, method="any")

    assert type(number.value) is float
