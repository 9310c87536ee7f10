"""Columns that tell the right answer: no AI should be given one and then be praised for it. Pure.

A column tells the label if its few values go with one label each, or if it says the label itself.
Values that stand in one row only tell nothing: that every text is different is no sign of anything.
"""

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
    return told_by_codes(_folded(cells[kept]), _folded(labels[kept]), label)


def looked_at(rows: int) -> NDArray[np.int64]:
    """Return which rows are looked at: all, or so many at even distances."""
    if rows <= MOST_ROWS:
        return np.arange(rows, dtype=np.int64)
    return np.linspace(0, rows - 1, MOST_ROWS).astype(np.int64)


def told_by_codes(cells: pd.Series, labels: pd.Series, label: str) -> Told | None:
    """Return the same for text that is folded already (`folded`)."""
    n = len(labels)
    if not n:
        return None
    said = float((cells.to_numpy() == labels.to_numpy()).mean())
    by_chance = _agree_by_chance(cells, labels)
    if by_chance < 1 and said >= SAYS_FROM and (said - by_chance) / (1 - by_chance) >= SAYS_FROM:
        return Told(label=label, share=said, says=True)
    share = _share_told(cells, labels)
    base = float(labels.value_counts().iloc[0]) / n
    if base < 1 and share >= TELLS_FROM and (share - base) / (1 - base) >= BETTER_BY:
        return Told(label=label, share=share, says=False)
    return None


def _agree_by_chance(cells: pd.Series, labels: pd.Series) -> float:
    """Return the share of rows that would say the same if both columns were shuffled."""
    shares = cells.value_counts(normalize=True)
    return float((shares * labels.value_counts(normalize=True)).sum())


def _share_told(cells: pd.Series, labels: pd.Series) -> float:
    """Return in which share of rows the other rows with the same value give the right label."""
    n = len(labels)
    values, distinct = pd.factorize(cells)
    classes, kinds = pd.factorize(labels)
    if len(distinct) * ROWS_OF_A_VALUE > n or len(distinct) < 2:
        return 0.0
    pairs, rows = np.unique(values.astype(np.int64) * len(kinds) + classes, return_counts=True)
    value = pairs // len(kinds)
    order = np.lexsort((-rows, value))
    value, rows = value[order], rows[order]
    first = np.r_[True, value[1:] != value[:-1]]
    starts = np.flatnonzero(first)
    most = rows[starts]
    after = np.minimum(starts + 1, len(rows) - 1)
    second = np.where((starts + 1 < len(rows)) & ~first[after], rows[after], 0)
    return float(most[most - 1 > second].sum()) / n


def _folded(cells: NDArray[np.object_]) -> pd.Series:
    return folded(pd.Series(cells, dtype=object))


def folded(cells: pd.Series) -> pd.Series:
    """Return text without the difference that capitals and blanks at the ends make."""
    return cells.str.strip().str.casefold()
