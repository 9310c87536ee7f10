"""One proportion and its Wilson score interval."""

import math

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.levels import two_sided_reach
from evaluations.statistics.measured import Measured

METHOD = "Wilson score"
Numbers = NDArray[np.float64]


def wilson_ends(successes: float, n: float, *, reach: float) -> tuple[float, float]:
    """Return the ends of the Wilson score interval.

    Parameters
    ----------
    successes, n
        Counts, or effective counts of clustered rows; `n` above 0.
    reach
        Standard errors each way, as `two_sided_reach` gives.

    Notes
    -----
    E. B. Wilson (1927), "Probable inference, the law of succession, and statistical inference",
    JASA 22:209.
    """
    share = successes / n
    squared = reach * reach
    middle = (share + squared / (2 * n)) / (1 + squared / n)
    half = reach / (1 + squared / n) * math.sqrt(share * (1 - share) / n + squared / (4 * n * n))
    # Rounding must not push an end past 0 or 1, nor past the point it belongs to.
    low = 0.0 if successes <= 0 else max(0.0, min(middle - half, share))
    high = 1.0 if successes >= n else min(1.0, max(middle + half, share))
    return low, high


def proportion(successes: int, n: int, *, level: float, why_empty: str = "") -> Measured:
    """Return a share of rows with its Wilson interval; undefined when there are no rows.

    Parameters
    ----------
    successes, n
        Rows that count, and all rows.
    level
        Two-sided confidence level.
    why_empty
        The reason given where `n` is 0.
    """
    if n == 0:
        return Measured.undefined(n=0, method=METHOD, why=why_empty or "There are no rows.")
    ends = wilson_ends(successes, n, reach=two_sided_reach(level))
    return Measured.between(successes / n, ends, level=level, n=n, method=METHOD)


def wilson_half_width(share: float, n: int, *, level: float) -> float:
    """Return half the width of the Wilson interval that `n` rows would give at this share."""
    low, high = wilson_ends(share * n, n, reach=two_sided_reach(level))
    return (high - low) / 2
