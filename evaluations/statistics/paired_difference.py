"""Student accuracy minus teacher accuracy on the same rows: Tango's score test and interval.

T. Tango (1998), "Equivalence test and confidence interval for the difference in proportions for
the paired-sample design", Statistics in Medicine 17:891.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evaluations.statistics.levels import two_sided_reach
from evaluations.statistics.measured import Measured
from evaluations.statistics.paired_counts import PairedCounts

METHOD = "Tango score"
HALVINGS = 64  # of an interval of width 2: below the spacing of doubles

Numbers = NDArray[np.float64]


def tango_statistic(
    student_only: ArrayLike, teacher_only: ArrayLike, n: ArrayLike, difference: ArrayLike
) -> Numbers:
    """Return the score statistic of the hypothesis that the true difference is `difference`.

    Parameters
    ----------
    student_only, teacher_only
        Rows that only the student, only the teacher answered rightly; arrays broadcast.
    n
        All rows, above 0.
    difference
        The hypothesis, above -1 and below 1.

    Returns
    -------
    array
        About standard normal under the hypothesis; falls as `difference` grows. 0 where the
        hypothesis fits exactly and allows no chance at all.
    """
    distance = np.asarray(student_only) - np.asarray(teacher_only) - np.multiply(n, difference)
    variance = variance_under(student_only, teacher_only, n, difference)
    with np.errstate(invalid="ignore", divide="ignore"):
        statistic = distance / np.sqrt(variance)
    return np.where(distance == 0, 0.0, statistic)


def variance_under(
    student_only: ArrayLike, teacher_only: ArrayLike, n: ArrayLike, difference: ArrayLike
) -> Numbers:
    """Return the variance of `student_only` - `teacher_only` if the true difference is `difference`.

    Parameters
    ----------
    student_only, teacher_only, n, difference
        As for `tango_statistic`; shares with `n` 1 give the variance of one row.
    """
    ours, theirs = np.asarray(student_only, dtype=float), np.asarray(teacher_only, dtype=float)
    rows, delta = np.asarray(n, dtype=float), np.asarray(difference, dtype=float)
    # The likeliest share of "only the teacher" under the hypothesis: the larger root of
    # 2n q^2 + b q + c = 0, in the form that does not cancel.
    b = -ours - theirs + (2 * rows - ours + theirs) * delta
    c = -theirs * delta * (1 - delta)
    root = np.sqrt(np.maximum(b * b - 8 * rows * c, 0.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(b <= 0, (root - b) / (4 * rows), -2 * c / (root + b))
    # Each share must leave room for the other: q >= 0 and q + delta >= 0.
    share = np.maximum(share, np.maximum(0.0, -delta))
    variance: Numbers = np.maximum(rows * (2 * share + delta * (1 - delta)), 0.0)
    return variance


def tango_ends(counts: PairedCounts, *, reach: float) -> tuple[float, float]:
    """Return the ends of Tango's interval: the differences that `reach` standard errors allow.

    Parameters
    ----------
    counts
        The four counts, whole or effective; at least one row.
    reach
        Standard errors each way, as `two_sided_reach` gives.
    """
    low = _crossing(counts, reach)
    high = -_crossing(counts.swapped(), reach)
    return low, high


def accuracy_difference(counts: PairedCounts, *, level: float) -> Measured:
    """Return student accuracy minus teacher accuracy, as a fraction, with Tango's interval."""
    ends = tango_ends(counts, reach=two_sided_reach(level))
    return Measured.between(counts.difference, ends, level=level, n=int(counts.n), method=METHOD)


def _crossing(counts: PairedCounts, reach: float) -> float:
    """Return the difference below the point where the falling statistic passes `reach`."""
    low, high = -1.0, counts.difference
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        statistic = tango_statistic(
            counts.student_only_right, counts.teacher_only_right, counts.n, middle
        )
        if statistic > reach:
            low = middle
        else:
            high = middle
    return high
