"""Rows that belong together say less than as many rows apart: variances from sums of groups.

The design effect is how many times larger the variance is than if the rows were independent; n
divided by it is the number of independent rows that would say as much. Score intervals are taken
at that effective number, with Student's quantile for the number of groups (J. N. K. Rao and
A. J. Scott 1992, "A simple method for the analysis of clustered binary data", Biometrics 48:577).
Points never move, and an interval is never narrower than with independent rows.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from evaluations.statistics.codes import Codes, Keys, encode_keys
from evaluations.statistics.levels import two_sided_reach
from evaluations.statistics.tables import Counts

Numbers = NDArray[np.float64]

FEWEST_GROUPS = 10
MOST_DUPLICATES = 1 / 20  # a larger share of repeated rows makes them groups


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Which row belongs to which group.

    Parameters
    ----------
    codes
        The group of each row, 0 to `count` - 1, shape ``(n,)``.
    count
        The number of groups.
    reason
        Why rows are grouped: "group column" or "exact duplicates".
    """

    codes: Codes
    count: int
    reason: str

    def of(self, rows: NDArray[np.bool_]) -> "Groups":
        """Return the grouping of these rows only; groups without a row are gone."""
        kept, codes = np.unique(self.codes[rows], return_inverse=True)
        return Groups(codes, len(kept), self.reason)

    def mean_error(self, values: Numbers) -> float:
        """Return the cluster-robust standard error of the mean of one value for each row."""
        order = np.argsort(values)  # the order of the rows leaves no trace in the last digit
        ranked = values[order]
        sums = np.bincount(self.codes[order], weights=ranked - ranked.mean(), minlength=self.count)
        correction = self.count / max(self.count - 1, 1)
        return float(np.sqrt(correction * np.sort(sums**2).sum())) / len(values)

    def over(self, cell_of_row: Codes, counts: Counts) -> "Clusters":
        """Return the same grouping over the cells of a counted table."""
        ones = np.ones(len(cell_of_row), dtype=np.int64)
        shape = (self.count, len(counts))
        rows = sparse.csr_array(sparse.coo_array((ones, (self.codes, cell_of_row)), shape=shape))
        return Clusters(rows, counts, self.reason)


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """A grouping of rows, as counts of groups by cells of a table.

    Parameters
    ----------
    rows
        Rows of each group in each cell, shape ``(groups, cells)``.
    counts
        Rows in each cell, shape ``(cells,)``.
    reason
        Why rows are grouped.
    """

    rows: sparse.csr_array
    counts: Counts
    reason: str

    @property
    def n(self) -> int:
        """The number of rows."""
        return int(self.counts.sum())

    @property
    def groups(self) -> int:
        """The number of groups."""
        return int(self.rows.shape[0])

    @property
    def too_few(self) -> str | None:
        """Why no interval can be had from so few groups; None where it can."""
        if self.groups >= FEWEST_GROUPS:
            return None
        return (
            f"The examples fall into only {self.groups} groups that belong together;"
            f" a range takes {FEWEST_GROUPS}."
        )

    def reach(self, level: float) -> float:
        """Return how many standard errors an interval at `level` reaches with these groups."""
        return two_sided_reach(level, degrees_of_freedom=max(self.groups - 1, 1))

    def standard_error(self, influence: Numbers) -> float:
        """Return the cluster-robust standard error of the mean of `influence` over rows.

        Parameters
        ----------
        influence
            What one row of each cell adds, shape ``(cells,)``.
        """
        # Sorted, so that the order of the rows leaves no trace in the last digit.
        squares = np.sort((self.rows @ self._centred(influence)) ** 2)
        correction = self.groups / max(self.groups - 1, 1)
        return float(np.sqrt(correction * squares.sum())) / self.n

    def design_effect(self, influence: Numbers) -> float:
        """Return the design effect of the mean of `influence`, at least 1.

        Where all rows are alike nothing can be learnt of how alike groups are; a group then
        counts as one row, the most cautious answer.
        """
        independent = self.independent_error(influence)
        if independent == 0:
            return max(self.n / self.groups, 1.0)
        return max((self.standard_error(influence) / independent) ** 2, 1.0)

    def independent_error(self, influence: Numbers) -> float:
        """Return the standard error there would be if the rows were independent."""
        squares = self.counts @ self._centred(influence) ** 2
        return float(np.sqrt(squares / (self.n * max(self.n - 1, 1))))

    def named(self, method: str, effect: float) -> str:
        """Return a method's name with the grouping it took into account."""
        return f"{method}, {self.groups} groups of rows ({self.reason}), design effect {effect:.2f}"

    def _centred(self, influence: Numbers) -> Numbers:
        centred: Numbers = influence - (self.counts @ influence) / self.n
        return centred


def groups_from(groups: Keys | None, duplicates: Keys | None) -> Groups | None:
    """Return how rows belong together, or None where each stands alone.

    Parameters
    ----------
    groups
        The group of each row, from the buyer's column.
    duplicates
        A key for each row that is equal for exact duplicates. Without `groups`, repeated rows
        become groups where they are more than 1 row in 20.
    """
    if groups is not None:
        codes, count = encode_keys(groups)
        return Groups(codes, count, "group column")
    if duplicates is not None:
        codes, count = encode_keys(duplicates)
        if len(codes) - count > MOST_DUPLICATES * len(codes):
            return Groups(codes, count, "exact duplicates")
    return None
