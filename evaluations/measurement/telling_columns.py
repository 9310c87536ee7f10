"""Columns that tell the right answer: no AI should be given one and then be praised for it. Pure.

A column tells the label if its few values go with one label each, or if it says the label itself.
Values that stand in one row only tell nothing: that every text is different is no sign of anything.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from content.shape import Content

# Rows looked at; the shares below are settled long before.
MOST_ROWS: Final = 20_000
# A column may have this many rows to a value on average, or it is no list of a few values.
ROWS_OF_A_VALUE: Final = 3
TELLS_FROM: Final = 0.95
# ... and far better than always answering the commonest label would.
BETTER_BY: Final = 0.9
SAYS_FROM: Final = 0.5


class Told(Content):
    """That a column tells the label `label`.

    Attributes
    ----------
    label : the column it tells.
    share : in which share of the rows.
    says : whether the label itself stands there, in the same words.
    """

    label: str
    share: float
    says: bool


def told_of(cells: NDArray[np.object_], labels: NDArray[np.object_], label: str) -> Told | None:
    """Return that a column tells the label, or None where it does not.

    Parameters
    ----------
    cells, labels
        Text, row by row, of the same length.
    label
        What the column of labels is called.
    """
    kept = looked_at(len(labels))
    coded, named = codes([pd.Series(column[kept], dtype=object) for column in (cells, labels)])
    return told_by_codes(coded, named, label)


def looked_at(rows: int) -> NDArray[np.int64]:
    """Return which rows are looked at: all, or so many at even distances."""
    if rows <= MOST_ROWS:
        return np.arange(rows, dtype=np.int64)
    return np.linspace(0, rows - 1, MOST_ROWS).astype(np.int64)


def codes(columns: Sequence[pd.Series]) -> list[NDArray[np.int64]]:
    """Return each column of text as numbers: the same number for the same text in any of them.

    The difference that capitals and blanks at the ends make is left aside.
    """
    if not columns:
        return []
    together = pd.concat([column.str.strip().str.casefold() for column in columns])
    numbered, _ = pd.factorize(together)
    rows = len(columns[0])
    whole = numbered.astype(np.int64)
    return [whole[at * rows : (at + 1) * rows] for at in range(len(columns))]


def told_by_codes(cells: NDArray[np.int64], labels: NDArray[np.int64], label: str) -> Told | None:
    """Return the same for two columns of `codes`."""
    n = len(labels)
    if not n:
        return None
    said = float((cells == labels).mean())
    if said >= SAYS_FROM:
        by_chance = _agree_by_chance(cells, labels)
        if by_chance < 1 and (said - by_chance) / (1 - by_chance) >= SAYS_FROM:
            return Told(label=label, share=said, says=True)
    share, base = _share_told(cells, labels)
    if base < 1 and share >= TELLS_FROM and (share - base) / (1 - base) >= BETTER_BY:
        return Told(label=label, share=share, says=False)
    return None


def _agree_by_chance(cells: NDArray[np.int64], labels: NDArray[np.int64]) -> float:
    """Return the share of rows that would say the same if both columns were shuffled."""
    size = int(max(cells.max(), labels.max())) + 1
    both = np.bincount(cells, minlength=size) * np.bincount(labels, minlength=size)
    return float(both.sum()) / len(labels) ** 2


def _share_told(cells: NDArray[np.int64], labels: NDArray[np.int64]) -> tuple[float, float]:
    """Return in which share of rows the other rows with the same value give the right label.

    With it comes the share that always answering the commonest label would get right.
    """
    n = len(labels)
    values, distinct = pd.factorize(cells)
    if len(distinct) * ROWS_OF_A_VALUE > n or len(distinct) < 2:
        return 0.0, 1.0
    classes, kinds = pd.factorize(labels)
    pairs, rows = np.unique(values.astype(np.int64) * len(kinds) + classes, return_counts=True)
    value = pairs // len(kinds)
    order = np.lexsort((-rows, value))
    value, rows = value[order], rows[order]
    first = np.r_[True, value[1:] != value[:-1]]
    starts = np.flatnonzero(first)
    most = rows[starts]
    after = np.minimum(starts + 1, len(rows) - 1)
    second = np.where((starts + 1 < len(rows)) & ~first[after], rows[after], 0)
    return float(most[most - 1 > second].sum()) / n, float(np.bincount(classes).max()) / n
