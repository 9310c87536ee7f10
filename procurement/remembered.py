"""Keeps what was worked out and is asked for again: the newest few thousand, in this process. Pure."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class Remembered(Generic[Kept]):
    """Values under keys that say all they depend on. The oldest go first."""

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._kept: dict[Hashable, Kept] = {}

    def under(self, key: Hashable, work_out: Callable[[], Kept]) -> Kept:
        """Return what is kept under a key, worked out now if it is not there."""
        try:
            return self._kept[key]
        except KeyError:
            pass
        found = work_out()
        while len(self._kept) >= self._at_most:
            # Another thread may have been here first.
            self._kept.pop(next(iter(self._kept), None), None)
        self._kept[key] = found
        return found
