"""How many different cells a column has, and the first that stands twice, without holding the column."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluations.measurement.hashed_rows import ROWS_AT_ONCE, HashedRows, hashes_of_texts


@dataclass(frozen=True, slots=True)
class Distinct:
    """What a column came to.

    Attributes
    ----------
    count : different cells.
    repeat, repeat_of : the place of the first cell that stood further up already, and where it stood
        first; None where all differ.
    """

    count: int
    repeat: int | None = None
    repeat_of: int | None = None


class DistinctCells:
    """Hashes of a column's cells, taken in block by block."""

    def __init__(self, folder: Path, rows: int, *, at_once: int = ROWS_AT_ONCE) -> None:
        """Keep hashes of about so many rows in a folder."""
        self._hashed = HashedRows(folder, rows, [("place", "<i8")], at_once=at_once)
        self._repeats: list[tuple[int, int]] = []

    def take(
        self, codes: NDArray[np.int64], texts: NDArray[np.object_], places: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Take one block; return where in it each of its different cells stands first.

        Parameters
        ----------
        codes, texts
            The block's cells as `pandas.factorize` gives them.
        places
            The place of each among all rows, ascending and after those of the block before.
        """
        first = np.unique(codes, return_index=True)[1].astype(np.int64)
        again = np.ones(len(codes), dtype=bool)
        again[first] = False
        at = int(np.argmax(again)) if again.any() else None
        if at is not None and not self._repeats:
            # Of a later block's it would be a later one.
            self._repeats.append((int(places[at]), int(places[first[codes[at]]])))
        self._hashed.append(hashes_of_texts(texts), place=places[first])
        return first

    def told(self) -> Distinct:
        """Return what the cells came to; nothing can be added afterwards."""
        count = 0
        repeats = self._repeats
        for rows, starts in self._hashed.parts():
            count += len(starts)
            second = starts[np.diff(np.append(starts, len(rows))) > 1] + 1
            if len(second):
                at = int(second[np.argmin(rows["place"][second])])
                repeats.append((int(rows["place"][at]), int(rows["place"][at - 1])))
        return Distinct(count, *min(repeats, default=()))
