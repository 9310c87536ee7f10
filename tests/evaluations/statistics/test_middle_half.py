"""A number at a rank is the one that sorting puts there, whatever the numbers and however they are cut."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evaluations.statistics.middle_half import middle_half, middle_half_of_many
from evaluations.statistics.ranked_values import ranked_value, ranked_values

NUMBERS = st.lists(
    st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers(-3, 3).map(float)),
    min_size=1,
    max_size=30,
)


def cut(numbers, size):
    return lambda: (np.array(numbers[at : at + size]) for at in range(0, len(numbers), size))


@given(NUMBERS, st.integers(1, 7), st.data())
def test_the_number_at_a_rank_is_the_one_in_the_sorted_list(numbers, size, data):
    place = data.draw(st.integers(0, len(numbers) - 1))
    assert ranked_value(cut(numbers, size), place) == sorted(numbers)[place]


@given(NUMBERS, st.integers(1, 7), st.data())
def test_several_ranks_are_found_together(numbers, size, data):
    places = data.draw(st.lists(st.integers(0, len(numbers) - 1), min_size=2, max_size=6))
    found = ranked_values(cut(numbers, size), np.array(places).reshape(-1, 1))
    assert found[:, 0].tolist() == [sorted(numbers)[place] for place in places]


@given(NUMBERS, st.integers(1, 7))
def test_the_middle_half_of_many_is_that_of_counted_numbers(numbers, size):
    values, rows = np.unique(numbers, return_counts=True)
    expected = middle_half(values, rows)
    assert middle_half_of_many(cut(numbers, size), len(numbers)) == expected


def test_the_middle_half_of_eight():
    numbers = np.array([8.0, 1, 2, 3, 4, 5, 6, 7])
    assert middle_half(numbers, np.ones(8, dtype=np.int64)) == (2.0, 6.0)
