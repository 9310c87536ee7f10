"""Numbers at their ranks, of more numbers than are held: found digit by digit, and never sorted.

Four passes count the numbers by sixteen bits of their order; of several ranks near each other, one
more gathers what lies between the least and the greatest.
"""

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
# Gives the same finite numbers, some at a time, each time it is called.
Blocks = Callable[[], Iterable[Numbers]]

_DIGIT: Final = 16
_SIGN: Final = np.uint64(1 << 63)


def ranked_value(blocks: Blocks, place: int) -> float:
    """Return the number at a place, from 0, of the ascending order of all that `blocks` gives."""
    found = 0
    for shift in range(64 - _DIGIT, -1, -_DIGIT):
        rows: NDArray[np.int64] = np.zeros(1 << _DIGIT, dtype=np.int64)
        for block in blocks():
            digits = _ordered(block) >> np.uint64(shift)
            above = digits >> np.uint64(_DIGIT) == found
            digits = digits[above] & np.uint64((1 << _DIGIT) - 1)
            rows += np.bincount(digits.astype(np.int64), minlength=len(rows))
        upto = np.cumsum(rows)
        digit = int(np.searchsorted(upto, place, side="right"))
        place -= int(upto[digit] - rows[digit])
        found = found << _DIGIT | digit
    bits = np.array([found], dtype=np.uint64)
    back = np.where(bits & _SIGN, bits ^ _SIGN, ~bits)
    return float(back.view(np.float64)[0])


def ranked_values(blocks: Blocks, places: NDArray[np.int64]) -> Numbers:
    """Return the numbers at some places of the ascending order.

    What is held does not grow with the numbers, but with how far the places lie apart.

    Parameters
    ----------
    blocks
        Gives the numbers.
    places
        From 0, of any shape; what comes back has the same.
    """
    least, most = (ranked_value(blocks, int(place)) for place in (places.min(), places.max()))
    below = 0
    rows_of: dict[float, int] = {}
    for block in blocks():
        below += int((block < least).sum())
        values, rows = np.unique(block[(block >= least) & (block <= most)], return_counts=True)
        for value, more in zip(values.tolist(), rows.tolist(), strict=True):
            rows_of[value] = rows_of.get(value, 0) + more
    held = np.array(sorted(rows_of))
    upto = below + np.cumsum([rows_of[value] for value in held.tolist()])
    found: Numbers = held[np.searchsorted(upto, places, side="right")]
    return found


def _ordered(numbers: Numbers) -> NDArray[np.uint64]:
    """Return whole numbers in the same order: the bits, with those of negative numbers turned round."""
    bits = np.ascontiguousarray(numbers, dtype=np.float64).view(np.uint64)
    return np.where(bits & _SIGN, ~bits, bits | _SIGN)
