"""Means over rows whose last digit does not depend on the order or the sharding of the rows.

Values are summed as whole multiples of 2^-40, so sums of shards add up exactly.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.clusters import Groups
from evaluations.statistics.levels import two_sided_reach
from evaluations.statistics.measured import SAME, Measured

Numbers = NDArray[np.float64]

STEPS = 1 << 40  # to one
BLOCK = 1 << 12  # rows whose scaled sum surely fits 63 bits, for values up to 2^11
FEWEST_ROWS = 30
ROUNDING = 1e-9  # of a mean


@dataclass(frozen=True, slots=True)
class RowSum:
    """The sum of a value and of its square over rows, as whole multiples of 2^-40."""

    n: int
    total: int
    squares: int

    def __add__(self, other: "RowSum") -> "RowSum":
        """Return the sums over both sets of rows."""
        return RowSum(self.n + other.n, self.total + other.total, self.squares + other.squares)

    @property
    def mean(self) -> float:
        """The mean; there is at least one row."""
        return self.total / STEPS / self.n

    @property
    def standard_error(self) -> float:
        """The standard error of the mean of independent rows; there are at least two."""
        spread = (self.squares * self.n * STEPS - self.total**2) / (STEPS**2 * self.n)
        return math.sqrt(max(spread, 0.0) / (self.n - 1) / self.n)


def row_sum(values: Numbers) -> RowSum:
    """Return the exact sums of finite values of size up to about 40."""
    return RowSum(len(values), _scaled_sum(values), _scaled_sum(values**2))


def mean_of_rows(
    values: Numbers, *, level: float, what: str, groups: Groups | None = None, smallest: float = 0.0
) -> Measured:
    """Return a mean over rows with Student's interval.

    Parameters
    ----------
    values
        One value for each row, shape ``(n,)``, n at least 1.
    level
        Two-sided confidence level.
    what
        The name of the value, for the method.
    groups
        How rows belong together; the error is then cluster-robust.
    smallest
        The smallest value the mean can have; an interval's lower end stops there.
    """
    return mean_of_sums(
        row_sum(values), level=level, what=what, groups=groups, values=values, smallest=smallest
    )


def mean_of_sums(
    sums: RowSum,
    *,
    level: float,
    what: str,
    groups: Groups | None = None,
    values: Numbers | None = None,
    smallest: float = 0.0,
) -> Measured:
    """Return a mean with Student's interval from exact sums.

    Parameters
    ----------
    sums
        Over at least one row.
    level, what, groups, smallest
        As for `mean_of_rows`.
    values
        The rows themselves; needed only where they belong together.
    """
    n, mean = sums.n, max(sums.mean, smallest)
    independent = groups is None or groups.count >= n
    rows = n if groups is None else groups.count
    if rows < FEWEST_ROWS:
        why = f"A range takes {FEWEST_ROWS} examples; there are {rows}."
        if groups is not None:
            why = (
                f"The examples fall into only {rows} groups that belong together;"
                f" a range takes {FEWEST_ROWS}."
            )
        return Measured.without_interval(mean, n=n, method=what, why=why)
    error = sums.standard_error
    if groups is not None and values is not None and not independent:
        error = max(error, groups.mean_error(values))
    if error <= ROUNDING * abs(mean):
        return Measured.without_interval(mean, n=n, method=what, why=SAME)
    half = two_sided_reach(level, degrees_of_freedom=rows - 1) * error
    method = f"{what}, Student's t" + ("" if independent else f", {rows} groups of rows")
    return Measured.between(
        mean, (max(smallest, mean - half), mean + half), level=level, n=n, method=method
    )


def _scaled_sum(values: Numbers) -> int:
    scaled = np.rint(values * STEPS).astype(np.int64)
    starts = np.arange(0, len(scaled), BLOCK)
    return sum(np.add.reduceat(scaled, starts).tolist()) if len(scaled) else 0
