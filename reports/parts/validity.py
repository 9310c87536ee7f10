"""How long a report may be relied on, and what ends it. Pure."""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from content.shape import Content

MONTHS = 6


class LastDay(Content):
    """The last day on which a report may be relied on, and what ends it.

    months: so many have passed. rule: `what` comes into force the day after. acceptance: the flag
    `what` opens again the day after. document: `what` holds through that day and no longer.
    """

    on: date
    ends_by: Literal["months", "rule", "acceptance", "document"]
    what: str = ""


def rule_starts(on: date, title: str) -> LastDay:
    """Return the last day before a rule comes into force."""
    return LastDay(on=on - timedelta(days=1), ends_by="rule", what=title)


def acceptance_ends(on: date, title: str) -> LastDay:
    """Return the last day before an accepted flag opens again."""
    return LastDay(on=on - timedelta(days=1), ends_by="acceptance", what=title)


def document_holds_until(on: date, title: str) -> LastDay:
    """Return the last day of a document, which it holds through."""
    return LastDay(on=on, ends_by="document", what=title)


def last_day(frozen_on: date, known: Iterable[LastDay]) -> LastDay:
    """Return six months on, or the first of the known days that comes before; what is over is left out.

    Six months is our own measure of how long a product, its price and its papers stay as they are;
    no law sets it.
    """
    months = LastDay(on=_months_after(frozen_on, MONTHS), ends_by="months")
    # On the same day the reason that is named first counts: six months is the least of them.
    sooner = [each for each in known if frozen_on <= each.on <= months.on]
    return min([*sooner, months], key=lambda each: each.on)


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
