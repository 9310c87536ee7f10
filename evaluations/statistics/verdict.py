"""The verdict against a margin frozen before the run, and nothing beyond what the rows can tell.

Absence of a significant difference is never taken for sameness: *not inferior* needs the whole
one-sided interval above -margin.
"""

import math
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evaluations.statistics.levels import one_sided_level
from evaluations.statistics.measured import Measured
from evaluations.statistics.outcomes import paired_outcomes
from evaluations.statistics.paired_difference import tango_statistic, variance_under
from evaluations.statistics.paired_sample import PairedSample
from evaluations.statistics.planning import (
    MOST_REALISTIC,
    NO_REALISTIC_NUMBER,
    check_margin,
    needed_rows,
)

Numbers = NDArray[np.float64]

Decision = Literal["not_inferior", "inferior", "cannot_tell"]
Finer = Literal["better", "about_as_good", "slightly_worse_within_margin", "worse", "unclear"]

TEACHER_LABELLED: Final = (
    "The teacher made these labels itself, so they show agreement with the teacher and no verdict."
)
NOT_ENOUGH: Final = "The range of the difference reaches both sides of your limit."
SO_FEW: Final = (
    "The range stays within your limit, but with so few examples luck alone does that too often."
)
MOST_BY_LUCK: Final = 1.08  # times the level: 2.7 % at one look
MOST_ENUMERATED: Final = 100  # rows
ROUNDING: Final = 1e-9
NO_MARGIN: Final = "No margin was set before the run."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rows say about the student against the margin.

    Parameters
    ----------
    decision, finer
        The verdict and its finer word; None where none may be given.
    bounds
        The accuracy difference between the two one-sided bounds the verdict was read from; its
        level is the two-sided one, 1 - 2 x the look's one-sided level. None where no verdict
        may be given.
    needed_n
        Where it cannot tell: rows in all that would probably settle it at the next look, if the
        models are truly equal, and if the student is worse by half the margin. None inside for
        no realistic number.
    why
        Why there is no verdict, or none yet.
    """

    decision: Decision | None
    finer: Finer | None = None
    bounds: Measured | None = None
    needed_n: tuple[int | None, int | None] | None = None
    why: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the published keys of a comparison that this verdict fills."""
        shown: dict[str, Any] = {
            "verdict": self.decision,
            "finer": self.finer,
            "verdict_bounds": None if self.bounds is None else self.bounds.as_json(),
            "needed_n": None if self.needed_n is None else list(self.needed_n),
        }
        if self.why is not None:
            shown["verdict_why"] = self.why
        if self.needed_n is not None and None in self.needed_n:
            shown["needed_n_why"] = NO_REALISTIC_NUMBER
        return shown


def verdict(sample: PairedSample, margin: float | None, *, look: int = 1) -> Verdict:
    """Return the verdict of these rows.

    Parameters
    ----------
    sample
        The rows, counted by who was right.
    margin
        How many more wrong answers are acceptable, as a fraction of rows, set before the run.
    look
        Which look at this pair of product and sample set this is, from 1.

    Raises
    ------
    Refused
        If the margin is no fraction, or looks are not counted from 1.
    """
    if margin is None:
        return Verdict(None, why=NO_MARGIN)
    check_margin(margin)
    bounds = sample.difference(level=1 - 2 * one_sided_level(look))
    if bounds.low is None or bounds.high is None:
        return Verdict("cannot_tell", "unclear", bounds, why=bounds.why)
    if bounds.low > -margin:
        if chance_by_luck(sample, margin) > MOST_BY_LUCK * one_sided_level(look):
            return Verdict("cannot_tell", "unclear", bounds, why=SO_FEW)
        return Verdict("not_inferior", _finer(bounds.low, bounds.high), bounds)
    if bounds.high < -margin:
        return Verdict("inferior", "worse", bounds)
    needed = tuple(
        _needed(sample, margin, true_difference, look + 1) for true_difference in (0.0, -margin / 2)
    )
    return Verdict("cannot_tell", "unclear", bounds, (needed[0], needed[1]), NOT_ENOUGH)


def chance_by_luck(sample: PairedSample, margin: float) -> float:
    """Return how often a student worse by the margin would look at least this good.

    Enumerated exactly, at the share of disagreement that fits these rows best (C. J. Lloyd 2008,
    "Exact p-values for discrete models obtained by estimation and maximization", Australian and New
    Zealand Journal of Statistics 50:329), for up to 100 independent rows; 0 for more, where the
    score interval holds what it promises.
    """
    counts = sample.counts
    n = int(counts.n)
    if n > MOST_ENUMERATED or sample.clusters is not None:
        return 0.0
    ours, theirs = counts.student_only_right, counts.teacher_only_right
    shares = boundary_shares(ours, theirs, n, margin)
    outcomes = paired_outcomes(n, float(shares[0]), float(shares[1]))
    seen = float(tango_statistic(ours, theirs, n, -margin))
    reached = tango_statistic(outcomes.student_only, outcomes.teacher_only, n, -margin)
    return float(outcomes.chance[reached >= seen - ROUNDING].sum())


def boundary_shares(
    student_only: ArrayLike, teacher_only: ArrayLike, n: int, margin: float
) -> tuple[Numbers, Numbers]:
    """Return the likeliest true shares of rows only one is right on, were the student worse by the margin.

    Parameters
    ----------
    student_only, teacher_only
        Rows of `n` that only the student, only the teacher answered rightly; arrays broadcast.
    n
        All rows, above 0.
    margin
        How much worse the student is taken to be, as a fraction of rows.
    """
    rows = np.asarray(student_only) / n, np.asarray(teacher_only) / n
    disagreement = variance_under(*rows, 1.0, -margin) + margin**2
    # Rounding may carry a share of nothing below 0, and two that fill all rows above 1.
    ours = np.maximum((disagreement - margin) / 2, 0.0)
    return ours, np.minimum((disagreement + margin) / 2, 1.0 - ours)


def _finer(low: float, high: float) -> Finer:
    if low > 0:
        return "better"
    return "slightly_worse_within_margin" if high < 0 else "about_as_good"


def _needed(sample: PairedSample, margin: float, true_difference: float, look: int) -> int | None:
    disagreement = sample.counts.discordant / sample.counts.n
    rows = needed_rows(margin, true_difference, disagreement, look=look)
    if rows is None:
        return None
    grouped = math.ceil(rows * (sample.design_effect or 1.0))
    return grouped if grouped <= MOST_REALISTIC else None
