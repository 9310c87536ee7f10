"""How long a report holds, by the calendar on the wall."""

from datetime import date

import pytest

from reports.parts.validity import acceptance_ends, document_holds_until, last_day, rule_starts

NOV = date(2026, 11, 22)


def rules(*days):
    return [rule_starts(day, "The rule") for day in days]


@pytest.mark.parametrize(
    ("frozen", "known", "last", "ends_by"),
    [
        (NOV, [], date(2027, 5, 22), "months"),
        (date(2026, 8, 31), [], date(2027, 2, 28), "months"),
        (date(2027, 8, 31), [], date(2028, 2, 29), "months"),
        (NOV, rules(date(2027, 2, 1), date(2027, 1, 1)), date(2026, 12, 31), "rule"),
        (NOV, rules(date(2027, 8, 2)), date(2027, 5, 22), "months"),
        (NOV, rules(date(2026, 6, 19)), date(2027, 5, 22), "months"),
        # On the day an acceptance ends the flag is open; a document holds through its day.
        (NOV, [acceptance_ends(date(2026, 12, 5), "x")], date(2026, 12, 4), "acceptance"),
        (NOV, [acceptance_ends(date(2026, 11, 23), "x")], NOV, "acceptance"),
        (NOV, [acceptance_ends(NOV, "x")], date(2027, 5, 22), "months"),
        (NOV, [document_holds_until(date(2026, 12, 5), "x")], date(2026, 12, 5), "document"),
        (NOV, [document_holds_until(NOV, "x")], NOV, "document"),
        (NOV, [document_holds_until(date(2026, 11, 21), "x")], date(2027, 5, 22), "months"),
        (NOV, [document_holds_until(date(2027, 5, 22), "x")], date(2027, 5, 22), "document"),
        (NOV, [document_holds_until(date(2027, 2, 1), "x"), *rules(date(2027, 1, 1))], date(2026, 12, 31), "rule"),
    ],
)  # fmt: skip
def test_six_months_or_the_first_known_day_that_ends_it(frozen, known, last, ends_by):
    found = last_day(frozen, known)
    assert (found.on, found.ends_by) == (last, ends_by)
