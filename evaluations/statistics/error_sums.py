"""Exact sums of errors in the label's unit, added up over blocks of rows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.measured import Measured
from evaluations.statistics.number_difference import (
    chance_at,
    difference_of_sums,
    error_of_sums,
    too_few_further_off,
)
from evaluations.statistics.row_means import RowSum, row_sum


@dataclass(frozen=True, slots=True)
class ErrorSums:
    """Sums of one value of independent rows, each divided by a scale, a power of two.

    `differing` of the rows have a value that is not 0.
    """

    scale: float
    sums: RowSum
    differing: int

    def __add__(self, other: "ErrorSums") -> "ErrorSums":
        """Return the sums over both sets of rows; the scale is the same."""
        return ErrorSums(self.scale, self.sums + other.sums, self.differing + other.differing)

    @property
    def mean(self) -> float:
        """The mean, in the label's unit."""
        return self.sums.mean * self.scale

    @property
    def standard_error(self) -> float:
        """The standard error of the mean; 0 of a single row."""
        return self.sums.standard_error * self.scale if self.sums.n > 1 else 0.0

    def difference(self, *, level: float) -> Measured:
        """Return the mean with Student's interval, as `error_difference` does."""
        return difference_of_sums(self.sums, self.scale, self.differing, level=level)

    def error(self, *, level: float) -> Measured:
        """Return the mean of one model's errors, as `mean_error` does."""
        return error_of_sums(self.sums, self.scale, self.differing, level=level)

    def chance_if_no_further_off(self, margin: float) -> float:
        """Return the one-sided p of Student's test, as the function of that name does."""
        if too_few_further_off(self.differing):
            return 1.0
        return chance_at(self.mean - margin, self.standard_error, self.sums.n)


def error_sums(values: NDArray[np.float64], scale: float) -> ErrorSums:
    """Return the sums of values that are no larger than `scale`."""
    return ErrorSums(scale, row_sum(values / scale), int(np.count_nonzero(values)))
