"""How long a report may be relied on. Pure."""

import calendar
from collections.abc import Iterable
from datetime import date

MONTHS = 6


def valid_until(frozen_on: date, rules_start: Iterable[date]) -> date:
    """Return the last day: six months on, or the day before a rule that is raised comes into force.

    Six months is our own measure of how long a product, its price and its papers stay as they are;
    no law sets it.
    """
    last = _months_after(frozen_on, MONTHS)
    starts = [day for day in rules_start if frozen_on < day <= last]
    return date.fromordinal(min(starts).toordinal() - 1) if starts else last


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
