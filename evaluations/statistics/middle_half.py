"""Where the middle half of some numbers lies: the least that a quarter, and three quarters, do not exceed."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.ranked_values import Blocks, ranked_value

Numbers = NDArray[np.float64]

QUARTERS: Final = (0.25, 0.75)


def middle_half(values: Numbers, rows: NDArray[np.int64]) -> tuple[float, float]:
    """Return where the middle half of the rows lies.

    Parameters
    ----------
    values, rows
        Different numbers, and how many rows carry each, shape ``(k,)``.
    """
    order = np.argsort(values)
    upto = np.cumsum(rows[order]) / rows.sum()
    low, high = (float(values[order][np.searchsorted(upto, at)]) for at in QUARTERS)
    return low, high


def middle_half_of_many(blocks: Blocks, n: int) -> tuple[float, float]:
    """Return the same of `n` numbers, finite, that `blocks` gives anew each time it is called."""
    low, high = (ranked_value(blocks, max(math.ceil(n * at) - 1, 0)) for at in QUARTERS)
    return low, high
