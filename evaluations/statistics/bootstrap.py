"""The bootstrap of rows, done on cells: a multinomial draw of the counted table.

Resampling n rows with replacement gives every cell of the table a multinomial count, so a
replicate costs as many draws as there are cells, whatever n is. Intervals are BCa (B. Efron 1987,
"Better bootstrap confidence intervals", JASA 82:171) with the jackknife over rows, which the cells
give exactly; where BCa is not defined they are percentile intervals, and say so.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse, special

from evaluations.statistics.measured import SAME, Measured
from evaluations.statistics.tables import Counts

Numbers = NDArray[np.float64]
Statistic = Callable[[Counts], Numbers]

FEWEST_ERRORS = 5
ROUNDING = 1e-9  # of a number
FEWEST_DEFINED = 0.99  # share of replicates in which a statistic must exist
MOST_AT_ONCE = 1 << 22  # numbers in one block of draws
MOST_JACKKNIFED = 1 << 24


@dataclass(frozen=True, slots=True, eq=False)
class Resampled:
    """A vector of statistics with its bootstrap replicates.

    Parameters
    ----------
    point
        The statistics of the table itself, shape ``(statistics,)``; NaN where undefined.
    replicates
        The same of each resample, shape ``(replicates, statistics)``.
    acceleration
        BCa's acceleration, shape ``(statistics,)``; NaN where it is not defined.
    n
        Rows behind them.
    seed
        The seed the resamples were drawn from.
    """

    point: Numbers
    replicates: Numbers
    acceleration: Numbers
    n: int
    seed: int

    def measured(self, place: int, *, level: float, errors: int, why_undefined: str) -> Measured:
        """Return statistic number `place` with its interval.

        Parameters
        ----------
        place
            Position in `point`.
        level
            Two-sided confidence level.
        errors
            Observed errors; under `FEWEST_ERRORS` a resample cannot tell how many there might
            have been, and the interval is left out with that reason.
        why_undefined
            The reason given where the statistic is 0/0.
        """
        value = float(self.point[place])
        if not np.isfinite(value):
            return Measured.undefined(n=self.n, method="none", why=why_undefined)
        if errors < FEWEST_ERRORS:
            return Measured.without_interval(
                value, n=self.n, method="point estimate", why=too_few_errors(errors)
            )
        drawn = self.replicates[:, place]
        defined = drawn[np.isfinite(drawn)]
        if len(defined) < FEWEST_DEFINED * len(drawn):
            why = "In too many resamples of these rows the number is not defined."
            return Measured.without_interval(value, n=self.n, method="point estimate", why=why)
        if all_alike(defined):
            return Measured.without_interval(value, n=self.n, method="point estimate", why=SAME)
        tails, name = bca_tails(value, defined, float(self.acceleration[place]), level=level)
        low, high = np.quantile(defined, tails)
        method = f"multinomial bootstrap, {name}, {len(drawn)} replicates, seed {self.seed}"
        return Measured.between(value, (low, high), level=level, n=self.n, method=method)


def resample(
    counts: Counts, to_sums: sparse.csr_array, statistic: Statistic, *, replicates: int, seed: int
) -> Resampled:
    """Return a statistic of a table with its bootstrap replicates.

    Parameters
    ----------
    counts
        Rows in each cell, cells in their sorted order, shape ``(cells,)``.
    to_sums
        The linear part, from cell counts to sums, shape ``(cells, sums)``.
    statistic
        The rest: takes ``(tables, sums)`` to ``(tables, statistics)``.
    replicates
        Number of resamples.
    seed
        Seed of the draws; the same seed, table and NumPy version give the same numbers.
    """
    n = int(counts.sum())
    sums = (counts @ to_sums)[None, :]
    point = statistic(sums)[0]
    generator = np.random.default_rng(seed)
    block = max(1, MOST_AT_ONCE // max(len(counts), 1))
    shares = counts / n
    drawn = [
        statistic(generator.multinomial(n, shares, size=min(block, replicates - start)) @ to_sums)
        for start in range(0, replicates, block)
    ]
    influence = influences(counts, to_sums, statistic)
    return Resampled(point, np.concatenate(drawn), _acceleration(counts, influence), n, seed)


def influences(counts: Counts, to_sums: sparse.csr_array, statistic: Statistic) -> Numbers:
    """Return what one row of each cell adds to the statistics, by leaving it out.

    Returns
    -------
    array
        The jackknife's ``(n - 1) (whole - without)``, centred over rows, shape
        ``(cells, statistics)``; NaN where leaving the row out leaves the statistic undefined.
    """
    n = int(counts.sum())
    sums = counts @ to_sums
    point = statistic(sums[None, :])[0]
    if len(counts) * len(point) > MOST_JACKKNIFED:
        return np.full((len(counts), len(point)), np.nan)
    block = max(1, MOST_AT_ONCE // max(len(sums), 1))
    without = [
        statistic(sums[None, :] - to_sums[start : start + block].toarray())
        for start in range(0, len(counts), block)
    ]
    raw = (n - 1) * (point - np.concatenate(without))
    centred: Numbers = raw - (counts @ raw) / n
    return centred


def bca_tails(
    value: float, replicates: Numbers, acceleration: float, *, level: float
) -> tuple[tuple[float, float], str]:
    """Return the tail probabilities whose quantiles are the interval, and the method's name."""
    plain = ((1 - level) / 2, (1 + level) / 2)
    below = (np.sum(replicates < value) + np.sum(replicates == value) / 2) / len(replicates)
    bias = special.ndtri(below)
    if not (np.isfinite(bias) and np.isfinite(acceleration)):
        return plain, "percentile"
    reach = bias + special.ndtri(np.array(plain))
    stretch = 1 - acceleration * reach
    if (stretch <= 0).any():
        return plain, "percentile"
    low, high = special.ndtr(bias + reach / stretch)
    return (float(low), float(high)), "BCa"


def all_alike(drawn: Numbers) -> bool:
    """Return whether resamples give one number but for rounding: they then show no spread at all."""
    least, most = float(drawn.min()), float(drawn.max())
    return most - least <= ROUNDING * max(abs(least), abs(most))


def _acceleration(counts: Counts, influence: Numbers) -> Numbers:
    second = counts @ influence**2
    third = counts @ influence**3
    with np.errstate(invalid="ignore", divide="ignore"):
        acceleration: Numbers = third / (6 * second**1.5)
    return acceleration


def too_few_errors(errors: int) -> str:
    """Return the sentence why so few observed errors allow no interval."""
    found = "no error was" if errors == 0 else f"only {errors} were" if errors > 1 else "only 1 was"
    return f"Too few errors for a range: {found} observed, and it takes {FEWEST_ERRORS}."
