"""The same rows answered by both models, independent or grouped: difference, ratio and test."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from evaluations.statistics.clusters import Clusters, Groups
from evaluations.statistics.codes import Codes
from evaluations.statistics.estimates import POINT
from evaluations.statistics.measured import Measured
from evaluations.statistics.paired_counts import PairedCounts
from evaluations.statistics.paired_difference import METHOD as TANGO
from evaluations.statistics.paired_difference import (
    accuracy_difference,
    tango_ends,
    tango_statistic,
)
from evaluations.statistics.paired_ratio import METHOD as TANG
from evaluations.statistics.paired_ratio import retention, tang_ends
from evaluations.statistics.tables import Counts, counted

Numbers = NDArray[np.float64]

# The four outcomes of a row, in the order of the fields of PairedCounts.
BOTH, ONLY_TEACHER, ONLY_STUDENT, NEITHER = range(4)
STUDENT_RIGHT = np.array([1.0, 0.0, 1.0, 0.0])
TEACHER_RIGHT = np.array([1.0, 1.0, 0.0, 0.0])


@dataclass(frozen=True, slots=True, eq=False)
class PairedSample:
    """Rows answered by both models, counted by who was right.

    Parameters
    ----------
    counts
        The four counts, at least one row.
    clusters
        The grouping over the four outcomes, where rows belong together.
    """

    counts: PairedCounts
    clusters: Clusters | None = None

    @property
    def design_effect(self) -> float | None:
        """The design effect of the accuracy difference; None for independent rows."""
        if self.clusters is None:
            return None
        return self.clusters.design_effect(STUDENT_RIGHT - TEACHER_RIGHT)

    @property
    def too_few_groups(self) -> str | None:
        """Why no interval can be had; None where it can."""
        return None if self.clusters is None else self.clusters.too_few

    def difference(self, *, level: float) -> Measured:
        """Return student accuracy minus teacher accuracy with its interval at `level`."""
        if self.clusters is None:
            return accuracy_difference(self.counts, level=level)
        value = self.counts.difference
        if self.clusters.too_few:
            return Measured.without_interval(
                value, n=self.clusters.n, method=POINT, why=self.clusters.too_few
            )
        effect = self.clusters.design_effect(STUDENT_RIGHT - TEACHER_RIGHT)
        ends = tango_ends(self.counts.scaled(1 / effect), reach=self.clusters.reach(level))
        method = self.clusters.named(TANGO, effect)
        return Measured.between(
            value, _around(value, ends), level=level, n=self.clusters.n, method=method
        )

    def retention(self, *, level: float) -> Measured:
        """Return student accuracy over teacher accuracy with its interval at `level`."""
        if self.clusters is None or self.counts.teacher_right == 0:
            return retention(self.counts, level=level)
        value = self.counts.student_right / self.counts.teacher_right
        if self.clusters.too_few:
            return Measured.without_interval(
                value, n=self.clusters.n, method=POINT, why=self.clusters.too_few
            )
        effect = self.clusters.design_effect(STUDENT_RIGHT - value * TEACHER_RIGHT)
        ends = tang_ends(self.counts.scaled(1 / effect), reach=self.clusters.reach(level))
        method = self.clusters.named(TANG, effect)
        return Measured.between(
            value, _around(value, ends), level=level, n=self.clusters.n, method=method
        )

    def chance_if_no_worse(self, margin: float) -> float:
        """Return the one-sided p of the score test that the difference is at least -`margin`.

        Small where the rows show the student worse than the margin allows; 1 where too few groups
        allow no test.
        """
        if self.too_few_groups:
            return 1.0
        effect = self.design_effect or 1.0
        counts = self.counts.scaled(1 / effect)
        statistic = float(
            tango_statistic(counts.student_only_right, counts.teacher_only_right, counts.n, -margin)
        )
        if self.clusters is None:
            return float(special.ndtr(statistic))
        return float(special.stdtr(self.clusters.groups - 1, statistic))


def paired_sample(
    outcome: Codes, groups: Groups | None = None, *, counts: Counts | None = None
) -> PairedSample:
    """Count rows by outcome.

    Parameters
    ----------
    outcome
        Who is right on each row, as `row_outcomes` gives.
    groups
        How rows belong together; None where `counts` is given.
    counts
        How many rows each stands for; None for one each.
    """
    found = counted(outcome, 4, counts)
    clusters = None if groups is None else groups.over(outcome, found)
    return PairedSample(PairedCounts(*found.tolist()), clusters)


def row_outcomes(truth: Codes, student: Codes, teacher: Codes) -> Codes:
    """Return for each row `BOTH`, `ONLY_TEACHER`, `ONLY_STUDENT` or `NEITHER` right."""
    outcome: Codes = ONLY_STUDENT * (teacher != truth) + ONLY_TEACHER * (student != truth)
    return outcome


def _around(value: float, ends: tuple[float, float]) -> tuple[float, float]:
    """Return the ends; scaled counts may move a point that is an end by its last digit."""
    return min(ends[0], value), max(ends[1], value)
