"""What a paired test may show: every pair of discordant counts, and its exact chance.

For planning before a run, and for proving coverage by enumeration instead of simulation.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]

NEGLECTED = 1e-12  # chance of counts left out at each end


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """All outcomes of n rows worth counting, flat.

    Parameters
    ----------
    student_only, teacher_only
        Discordant counts of each outcome.
    chance
        Its probability; together 1 but for what was neglected.
    """

    student_only: Integers
    teacher_only: Integers
    chance: Numbers


def paired_outcomes(n: int, student_only: float, teacher_only: float) -> Outcomes:
    """Return every outcome of `n` independent rows and its chance.

    Parameters
    ----------
    n
        Rows.
    student_only, teacher_only
        The true shares of rows that exactly one of the two answers rightly; together at most 1.
    """
    both = student_only + teacher_only
    discordant = _likely(n, both)
    of_student = student_only / both if both > 0 else 0.0
    parts = [_likely(int(count), of_student) for count in discordant]
    sizes = [len(part) for part in parts]
    total = np.repeat(discordant, sizes)
    ours = np.concatenate(parts)
    chance = np.repeat(stats.binom.pmf(discordant, n, both), sizes)
    chance = chance * stats.binom.pmf(ours, total, of_student)
    return Outcomes(ours, total - ours, chance)


def _likely(n: int, share: float) -> Integers:
    """Return the counts that `n` rows show with more than a neglected chance."""
    low = stats.binom.ppf(NEGLECTED, n, share)
    high = stats.binom.ppf(1 - NEGLECTED, n, share)
    return np.arange(int(max(low, 0)), int(high) + 1)
