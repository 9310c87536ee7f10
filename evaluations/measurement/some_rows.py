"""Rows that were found among many: how many, and the first few of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

MOST_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class SomeRows:
    """How many rows, and the least `MOST_NAMED` of them, ascending."""

    count: int
    first: tuple[int, ...]


class FoundRows:
    """Rows that are found a few at a time, in any order: counted, and the least of them kept."""

    def __init__(self) -> None:
        """Begin without a row."""
        self.count = 0
        self._first: list[int] = []

    def take(self, rows: Sequence[int] | NDArray[np.int64]) -> None:
        """Take more rows, by their places or their numbers; none comes twice."""
        if len(rows):
            self.count += len(rows)
            least = np.sort(np.asarray(rows, dtype=np.int64))[:MOST_NAMED].tolist()
            self._first = sorted([*self._first, *least])[:MOST_NAMED]

    def told(self) -> SomeRows:
        """Return all that was found."""
        return SomeRows(self.count, tuple(self._first))


def some_of(rows: Sequence[int]) -> SomeRows:
    """Return rows that are all known, by their numbers."""
    found = FoundRows()
    found.take(rows)
    return found.told()


def row_list(rows: SomeRows) -> str:
    """Return "row 3", or "rows 3, 9 and 14", the first of them by number; there is at least one."""
    shown = [f"{row:,}" for row in rows.first]
    if rows.count == 1:
        return f"row {shown[0]}"
    if rows.count > len(shown):
        return f"rows {', '.join(shown)} and {rows.count - len(shown):,} more"
    return f"rows {', '.join(shown[:-1])} and {shown[-1]}"
