"""Retention, student accuracy over teacher accuracy on the same rows: Tang's score interval.

N.-S. Tang, M.-L. Tang and I. S. F. Chan (2003), "On tests of equivalence via non-unity relative
risk for matched-pair design", Statistics in Medicine 22:1217.
"""

import math

from evaluations.statistics.levels import two_sided_reach
from evaluations.statistics.measured import Measured
from evaluations.statistics.paired_counts import PairedCounts

METHOD = "Tang score"
HALVINGS = 128  # of (0, point]: far below the spacing of doubles for any count


def tang_statistic(counts: PairedCounts, ratio: float) -> float:
    """Return the score statistic of the hypothesis that the true ratio is `ratio`.

    Parameters
    ----------
    counts
        The four counts, whole or effective; the teacher right at least once.
    ratio
        The hypothesis, above 0.

    Returns
    -------
    float
        About standard normal under the hypothesis; falls as `ratio` grows. Infinite where the
        hypothesis allows no chance at all and the counts do not fit it.
    """
    someone_right = counts.both_right + counts.discordant
    a = counts.n * (1 + ratio)
    b = counts.teacher_right * ratio**2 - (counts.student_right + 2 * counts.teacher_only_right)
    c = counts.teacher_only_right * (1 - ratio) * someone_right / counts.n
    root = math.sqrt(max(b * b - 4 * a * c, 0.0))
    # The larger root is the likeliest share of "only the teacher"; this form does not cancel.
    share = (root - b) / (2 * a) if b <= 0 else -2 * c / (root + b)
    share = max(share, 0.0)
    variance = max(counts.n * (1 + ratio) * share + someone_right * (ratio - 1), 0.0)
    distance = counts.student_right - ratio * counts.teacher_right
    if distance == 0:
        return 0.0
    return distance / math.sqrt(variance) if variance > 0 else math.copysign(math.inf, distance)


def tang_ends(counts: PairedCounts, *, reach: float) -> tuple[float, float]:
    """Return the ends of Tang's interval.

    Parameters
    ----------
    counts
        The four counts, whole or effective; the teacher right at least once.
    reach
        Standard errors each way, as `two_sided_reach` gives.
    """
    low = _crossing(counts, reach)
    # With no row right the student's upper end has no mirror image; the statistic still falls.
    high = 1 / _crossing(counts.swapped(), reach) if counts.student_right else _top(counts, reach)
    return low, high


def retention(counts: PairedCounts, *, level: float) -> Measured:
    """Return student accuracy over teacher accuracy with Tang's interval.

    Undefined, with the reason, where the teacher is right on no row.
    """
    n = int(counts.n)
    if counts.teacher_right == 0:
        return Measured.undefined(
            n=n, method=METHOD, why="The teacher is right on no row, so there is nothing to keep."
        )
    ends = tang_ends(counts, reach=two_sided_reach(level))
    value = counts.student_right / counts.teacher_right
    # 1 / (1 / x) may differ from x in the last digit.
    low, high = min(ends[0], value), max(ends[1], value)
    return Measured.between(value, (low, high), level=level, n=n, method=METHOD)


def _crossing(counts: PairedCounts, reach: float) -> float:
    """Return the ratio below the point where the falling statistic passes `reach`."""
    low, high = 0.0, counts.student_right / counts.teacher_right
    if high == 0:
        return 0.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if tang_statistic(counts, middle) > reach:
            low = middle
        else:
            high = middle
    return high


def _top(counts: PairedCounts, reach: float) -> float:
    """Return the ratio above 0 where the statistic of a student never right passes -`reach`."""
    low, high = 0.0, 1.0
    while tang_statistic(counts, high) > -reach:
        low, high = high, 2 * high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if tang_statistic(counts, middle) > -reach:
            low = middle
        else:
            high = middle
    return low
