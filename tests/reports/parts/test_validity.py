"""How long a report holds, by the calendar on the wall."""

from datetime import date

import pytest

from reports.parts.validity import valid_until


@pytest.mark.parametrize(
    ("frozen", "starts", "last"),
    [
        (date(2026, 11, 22), [], date(2027, 5, 22)),
        (date(2026, 8, 31), [], date(2027, 2, 28)),
        (date(2027, 8, 31), [], date(2028, 2, 29)),
        (date(2026, 11, 22), [date(2027, 2, 1), date(2027, 1, 1)], date(2026, 12, 31)),
        (date(2026, 11, 22), [date(2027, 8, 2)], date(2027, 5, 22)),
        (date(2026, 11, 22), [date(2026, 6, 19)], date(2027, 5, 22)),
    ],
)
def test_six_months_or_until_a_rule_starts(frozen, starts, last):
    assert valid_until(frozen, starts) == last
