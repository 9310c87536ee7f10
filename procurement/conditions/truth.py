"""Kleene's three truth values, ordered: false below unknown below true."""

from collections.abc import Iterable
from enum import IntEnum


class Truth(IntEnum):
    """The order makes "every" the lowest and "some" the highest of several."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


def every(truths: Iterable[Truth]) -> Truth:
    """Return true if all are true, false if one is false, else unknown. Of none: true."""
    return min(truths, default=Truth.TRUE)


def some(truths: Iterable[Truth]) -> Truth:
    """Return true if one is true, false if all are false, else unknown. Of none: false."""
    return max(truths, default=Truth.FALSE)
