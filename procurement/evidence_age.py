"""How old a document is on a day, and whether it still holds. Pure."""

from datetime import date
from enum import StrEnum


class Age(StrEnum):
    """Whether a document still says something about today."""

    CURRENT = "current"
    EXPIRED = "expired"
    OLD = "old"


def age_on(
    today: date,
    *,
    received_on: date,
    issued_on: date | None = None,
    seen_on: date | None = None,
    expires_on: date | None = None,
) -> Age:
    """Return how a document stands on `today`.

    Its own expiry decides where it names one: it holds through that day. Otherwise it is old when
    twelve months have passed since it was issued, or else seen, or else received.
    """
    if expires_on is not None:
        return Age.EXPIRED if expires_on < today else Age.CURRENT
    since = issued_on or seen_on or received_on
    return Age.OLD if a_year_after(since) < today else Age.CURRENT


def a_year_after(day: date) -> date:
    """Return the same day of the next year; 1 March for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
