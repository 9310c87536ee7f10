"""A year on, by the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.yearly import due_again, is_old

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("on", "due"),
    [(date(2026, 3, 3), date(2027, 3, 3)), (date(2028, 2, 29), date(2029, 2, 28))],
)
def test_it_is_due_on_the_same_day_next_year(on, due):
    assert due_again(on) == due
    assert not is_old(on, due)
    assert is_old(on, due + timedelta(days=1))


@given(DAYS)
def test_a_year_has_365_or_366_days(on):
    assert (due_again(on) - on).days in (365, 366)
