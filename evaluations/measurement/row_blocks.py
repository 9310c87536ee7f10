"""Many rows a block at a time: where blocks begin and end, some rows of a column, and an array that grows."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from numpy.typing import NDArray

from sandbox.spill import SpilledArray, let_go

# So many rows are looked at together where a file may hold millions.
ROWS_AT_ONCE: Final = 1 << 14
# Up to so many rows are held whole; above, nothing is kept that grows with them.
MOST_WHOLE: Final = 1 << 17


def blocks(rows: int) -> Iterator[tuple[int, int]]:
    """Yield where blocks of so many rows begin and end; what was read before one is let go."""
    for start in range(0, rows, ROWS_AT_ONCE):
        yield start, min(start + ROWS_AT_ONCE, rows)
        let_go()


def picked(column: pd.Series, rows: Sequence[int] | NDArray[np.int64]) -> pd.Series:
    """Return some cells of a column, in the order named.

    They are taken block by block: at once, the whole column would be read into memory.
    """
    wanted = np.asarray(rows, dtype=np.int64)
    order = np.argsort(wanted, kind="stable")
    ranked = wanted[order]
    parts = []
    for start in (np.unique(ranked // ROWS_AT_ONCE) * ROWS_AT_ONCE).tolist():
        stop = start + ROWS_AT_ONCE
        here = ranked[slice(*np.searchsorted(ranked, [start, stop]))]
        parts.append(column.iloc[start:stop].iloc[here - start])
        let_go()
    found: pd.Series = pd.concat(parts, ignore_index=True)
    return found.iloc[np.argsort(order, kind="stable")]


class HeldArray:
    """An array that grows in memory, as `sandbox.spill.SpilledArray` does in a file."""

    def __init__(self, dtype: npt.DTypeLike) -> None:
        """Make it for items of one type."""
        self._dtype = np.dtype(dtype)
        self._pieces: list[NDArray[Any]] = []

    def append(self, items: NDArray[Any]) -> None:
        """Add items at the end."""
        self._pieces.append(np.asarray(items, dtype=self._dtype))

    def array(self, *shape: int) -> NDArray[Any]:
        """Return all of it, of this shape."""
        return np.concatenate([np.empty((0, *shape[1:]), self._dtype), *self._pieces])


def growing(folder: Path | None, dtype: npt.DTypeLike) -> HeldArray | SpilledArray:
    """Return an array that grows in a folder, or in memory without one."""
    return HeldArray(dtype) if folder is None else SpilledArray(folder, dtype)
