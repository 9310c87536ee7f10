"""Kleene's three truth values, ordered: false below unknown below true."""

from collections.abc import Iterable
from enum import IntEnum
from typing import Final


class Truth(IntEnum):
    """The order makes "every" the lowest and "some" the highest of several."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


# The same by plain names: before Python 3.12 to reach a member through its class takes ten times as
# long, and one screening does so some ten thousand times.
FALSE: Final = Truth.FALSE
UNKNOWN: Final = Truth.UNKNOWN
TRUE: Final = Truth.TRUE


def true_if(holds: bool) -> Truth:
    """Return true or false, of what is known either way."""
    return TRUE if holds else FALSE


def every(truths: Iterable[Truth]) -> Truth:
    """Return true if all are true, false if one is false, else unknown. Of none: true."""
    return min(truths, default=TRUE)


def some(truths: Iterable[Truth]) -> Truth:
    """Return true if one is true, false if all are false, else unknown. Of none: false."""
    return max(truths, default=FALSE)
