"""A quantile of measured times with an interval that assumes nothing of their distribution."""

from collections.abc import Sequence

import numpy as np
from scipy import stats

from evaluations.statistics.measured import Measured

METHOD = "order statistics"


def quantile(values: Sequence[float], share: float, *, level: float) -> Measured:
    """Return the smallest value that at least a `share` of all values do not exceed.

    Parameters
    ----------
    values
        Finite numbers in one unit, in any order.
    share
        Which quantile: 0.5 is the median, above 0 and below 1.
    level
        Two-sided confidence level of the interval.

    Returns
    -------
    Measured
        Its interval runs between two of the values, in the values' unit; it is missing, with the
        reason, where values are too few for both ends to exist.

    Notes
    -----
    How many of n values lie under the true quantile is binomial, whatever their distribution
    (W. J. Conover 1999, "Practical nonparametric statistics", 3rd edition, section 3.2).
    """
    n = len(values)
    if n == 0:
        return Measured.undefined(n=0, method=METHOD, why="Nothing was timed.")
    ranked = np.sort(np.asarray(values, dtype=np.float64))
    found = float(np.quantile(ranked, share, method="inverted_cdf"))
    tail = (1 - level) / 2
    low = int(stats.binom.ppf(tail, n, share))
    high = int(stats.binom.ppf(1 - tail, n, share)) + 1
    # The smallest counts that leave at most a tail outside; a count of 0 leaves no value below.
    if low < 1 or high > n:
        why = f"An interval of this takes {fewest(share, level=level):,} values; there are {n:,}."
        return Measured.without_interval(found, n=n, method=METHOD, why=why)
    ends = float(ranked[low - 1]), float(ranked[high - 1])
    return Measured.between(found, ends, level=level, n=n, method=METHOD)


def fewest(share: float, *, level: float) -> int:
    """Return how many values it takes before a quantile's interval has both its ends."""
    tail = (1 - level) / 2
    rarer = min(share, 1 - share)
    # All values on one side of the quantile must be rarer than a tail.
    n = max(int(np.floor(np.log(tail) / np.log1p(-rarer))), 1)
    while stats.binom.ppf(tail, n, share) < 1 or stats.binom.ppf(1 - tail, n, share) + 1 > n:
        n += 1
    return n
