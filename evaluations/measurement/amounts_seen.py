"""Whether cells look like amounts, told as `are_numbers` does, of cells that come some at a time. Pure."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.number_summary import SEVERAL, read_number


class AmountsSeen:
    """What is kept of cells to tell whether they are amounts; it does not grow with them."""

    def __init__(self) -> None:
        """Begin without a cell."""
        self._all_numbers, self._whole = True, True
        self._few: set[float] = set()
        self._low, self._high = np.inf, -np.inf

    def take(self, texts: Iterable[str]) -> None:
        """Take some of the different cells; one that comes twice changes nothing."""
        if not self._all_numbers:
            return
        numbers = numbers_of(texts)
        if not np.isfinite(numbers).all():
            self._all_numbers = False
        elif len(numbers):
            self._whole = self._whole and bool((numbers == np.floor(numbers)).all())
            self._low = min(self._low, float(numbers.min()))
            self._high = max(self._high, float(numbers.max()))
            if len(self._few) < SEVERAL:
                self._few.update(np.unique(numbers)[:SEVERAL].tolist())

    def are_amounts(self, distinct: int, again: Iterable[Iterable[str]]) -> bool:
        """Return what `are_numbers` says of all that was taken.

        Parameters
        ----------
        distinct
            How many different cells there are, or more.
        again
            The same cells once more, some at a time; gone through only where they may be codes, whole
            numbers without a gap. A byte is then held for each of those.
        """
        if not self._all_numbers or len(self._few) < SEVERAL:
            return False
        span = self._high - self._low + 1
        if not self._whole or span > distinct:
            return True
        met = np.zeros(int(span), dtype=bool)
        for texts in again:
            met[(numbers_of(texts) - self._low).astype(np.int64)] = True
        return not met.all()


def numbers_of(texts: Iterable[str]) -> NDArray[np.float64]:
    """Return texts as `read_number` reads them; NaN for what is no number."""
    return np.array([read_number(text) for text in texts], dtype=np.float64)
