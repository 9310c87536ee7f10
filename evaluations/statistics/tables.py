"""Counts of labels against answers: all that class statistics need of the rows.

Tables of integers add up exactly, so shards merge into the same table as one pass over all rows.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.codes import Codes

Counts = NDArray[np.int64]

MOST_DENSE_CELLS = 1 << 22


@dataclass(frozen=True, slots=True, eq=False)
class CellTable:
    """Rows counted by a tuple of labels, sparse, cells in ascending order.

    Parameters
    ----------
    labels
        The labels that positions point into, sorted.
    cells
        Positions in `labels`, shape ``(cells, width)``, sorted by row; no cell twice.
    counts
        Rows in each cell, shape ``(cells,)``, all at least 1.
    """

    labels: tuple[str, ...]
    cells: Counts
    counts: Counts

    @property
    def n(self) -> int:
        """The number of rows counted."""
        return int(self.counts.sum())

    def __add__(self, other: "CellTable") -> "CellTable":
        """Return the table of both tables' rows; their labels are united."""
        labels = tuple(sorted({*self.labels, *other.labels}))
        position = {label: number for number, label in enumerate(labels)}
        parts = [
            np.array([position[label] for label in table.labels], dtype=np.int64)[table.cells]
            for table in (self, other)
        ]
        counts = np.concatenate([self.counts, other.counts])
        return _collected(labels, np.concatenate(parts), counts)

    def marginal(self, *places: int) -> "CellTable":
        """Return the table of only these places of the tuple, in the order named."""
        return _collected(self.labels, self.cells[:, places], self.counts)

    def seen(self) -> "CellTable":
        """Return the same table with only the labels that occur in some cell."""
        used = np.unique(self.cells)
        place = np.zeros(len(self.labels), dtype=np.int64)
        place[used] = np.arange(len(used))
        return CellTable(
            tuple(self.labels[label] for label in used), place[self.cells], self.counts
        )

    def dense(self) -> Counts:
        """Return a table of pairs as a square: label down, answer across."""
        square = np.zeros((len(self.labels), len(self.labels)), dtype=np.int64)
        square[self.cells[:, 0], self.cells[:, 1]] = self.counts
        return square


def counted(cells: Codes, size: int, counts: Counts | None = None) -> Counts:
    """Return how many rows stand in each of `size` cells.

    Parameters
    ----------
    cells
        The cell of each row, shape ``(n,)``.
    size
        One more than the largest.
    counts
        How many rows each of them stands for, shape ``(n,)``; None for one each.
    """
    found: Counts = np.bincount(cells, weights=counts, minlength=size).astype(np.int64)
    return found


def count_cells(labels: tuple[str, ...], *columns: Codes) -> tuple[CellTable, Codes]:
    """Count rows by their codes in all columns.

    Returns
    -------
    table
        The counted table; one place of the tuple for each column.
    cell_of_row
        For each row, the position of its cell in the table, shape ``(n,)``.
    """
    radix = max(len(labels), 1)
    keys = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        keys = keys * radix + column
    size = radix ** len(columns)
    if size <= MOST_DENSE_CELLS:
        every = np.bincount(keys, minlength=size)
        occupied = np.flatnonzero(every)
        counts = every[occupied].astype(np.int64)
        place = np.zeros(size, dtype=np.int64)
        place[occupied] = np.arange(len(occupied))
        cell_of_row = place[keys]
    else:
        occupied, cell_of_row, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return CellTable(labels, _digits(occupied, radix, len(columns)), counts), cell_of_row


def _digits(keys: Counts, radix: int, width: int) -> Counts:
    powers = radix ** np.arange(width - 1, -1, -1, dtype=np.int64)
    return (keys[:, None] // powers) % radix


def _collected(labels: tuple[str, ...], cells: Counts, counts: Counts) -> CellTable:
    """Return the table of these cells, sorted, with equal cells counted together."""
    order = np.lexsort(cells.T[::-1])
    cells, counts = cells[order], counts[order]
    new = np.ones(len(cells), dtype=bool)
    new[1:] = (cells[1:] != cells[:-1]).any(axis=1)
    starts = np.flatnonzero(new)
    if len(starts) == 0:
        return CellTable(labels, cells, counts)
    return CellTable(labels, cells[starts], np.add.reduceat(counts, starts))
