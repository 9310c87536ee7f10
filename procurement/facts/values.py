"""What a fact may say: an option, a set, a number, a date, a text, or that nobody says.

"Don't know" and "won't say" are values of their own, never an empty one. So is "does not apply",
said by hand: it clears nothing, because nobody has shown that it is so.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from math import isfinite
from typing import Final

# The largest whole number that every program reads from JSON as it was written (RFC 8259, section 6; RFC
# 8785 refuses any larger).
LARGEST_NUMBER: Final = (1 << 53) - 1


class NonAnswer(Enum):
    """An answer that was given and tells nothing. It is no string: it never passes for an option."""

    VENDOR_UNKNOWN = "vendor_unknown"
    VENDOR_REFUSED = "vendor_refused"
    UNDER_NDA = "under_nda"
    NOT_IN_CONTRACT = "not_in_contract"
    NOT_SURE = "not_sure"
    DOES_NOT_APPLY = "does_not_apply"


NON_ANSWERS = frozenset(answer.value for answer in NonAnswer)


class ValueKind(StrEnum):
    """What sort of value a key holds."""

    OPTION = "option"
    OPTIONS = "options"
    COUNTRIES = "countries"
    COUNTRY = "country"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    FILE = "file"
    TRUTH = "truth"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Members:
    """A set of options or country codes.

    `whole` is False for "at least these, maybe more". `untold` holds what was said about members
    nobody named: a list of places of which one is refused is `known` plus `untold`.
    """

    known: frozenset[str]
    whole: bool = True
    untold: frozenset[NonAnswer] = frozenset()

    @property
    def exact(self) -> bool:
        """Return whether these are all members there are."""
        return self.whole and not self.untold


@dataclass(frozen=True, slots=True)
class Span:
    """A count that is not settled yet: at least `low`, at most `high`."""

    low: int
    high: int


Value = bool | int | float | str | date | Members | Span | NonAnswer
Plain = bool | int | float | str | list[str] | None


def members(*known: str, whole: bool = True, untold: Collection[NonAnswer] = ()) -> Members:
    """Return a set value written as it is said."""
    return Members(frozenset(known), whole, frozenset(untold))


def plain(value: Value) -> Plain:
    """Return `value` as JSON can hold it; sets are sorted, an endless number is "never"."""
    if isinstance(value, NonAnswer):
        return str(value.value)
    if isinstance(value, Members):
        words = sorted(value.known) + sorted(answer.value for answer in value.untold)
        return words[0] if not value.known and len(words) == 1 else words
    if isinstance(value, Span):
        return value.low if value.low == value.high else f"{value.low} to {value.high}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return "never"
    return value


def sort_key(value: Value) -> tuple[str, str, bool]:
    """Return a key that orders values of any kind, so that no order of telling shows.

    Never `repr`: that of a set differs from one run to the next.
    """
    if isinstance(value, Members):
        words = [*sorted(value.known), "|", *sorted(answer.value for answer in value.untold)]
        return ("Members", " ".join(words), value.whole)
    return (type(value).__name__, str(plain(value)), True)
