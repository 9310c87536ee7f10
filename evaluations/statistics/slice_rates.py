"""Inside one slice: labels the model never finds there, and how often it says yes.

Accuracy hides both: where few rows of a group carry a label, a model that never gives it there is
still mostly right.
"""

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.clusters import Groups
from evaluations.statistics.codes import Codes
from evaluations.statistics.estimates import share
from evaluations.statistics.label_checks import FEWEST_OF_A_CLASS
from evaluations.statistics.measured import Measured
from evaluations.statistics.tables import Counts, counted

Chosen = NDArray[np.bool_]

CHANCE: Final = 0.001  # of finding none, at the rate found elsewhere, over all labels of a slice
NEWCOMBE: Final = "Newcombe's score interval from both Wilson intervals"
NOBODY_ELSE: Final = "Every row is of this kind, so there is nothing to set it against."


@dataclass(frozen=True, slots=True)
class SliceRates:
    """How often the models say yes in a slice, for tasks with two classes.

    Parameters
    ----------
    positive
        The class that counts as yes.
    student_rate, teacher_rate
        The share of the slice's rows that got it as their answer; teacher None without one.
    student_recall, teacher_recall
        The share of the slice's rows carrying it that were found.
    rate_gap, recall_gap
        The student's share in this slice minus that in all other rows.
    """

    positive: str
    student_rate: Measured
    teacher_rate: Measured | None
    student_recall: Measured
    teacher_recall: Measured | None
    rate_gap: Measured
    recall_gap: Measured

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        teacher = (self.teacher_rate, self.teacher_recall)
        rate, recall = (None if each is None else each.as_json() for each in teacher)
        return {
            "positive": self.positive,
            "student_rate": self.student_rate.as_json(),
            "teacher_rate": rate,
            "student_recall": self.student_recall.as_json(),
            "teacher_recall": recall,
            "rate_gap": self.rate_gap.as_json(),
            "recall_gap": self.recall_gap.as_json(),
        }


@dataclass(frozen=True, slots=True, eq=False)
class AnswersWithin:
    """The rows of a run as their slices are looked into.

    Parameters
    ----------
    labels
        The labels that codes point into.
    truth, student, teacher
        Codes of each row, shape ``(n,)``; teacher None without one.
    positive
        The positive class of a task with two classes; None for other tasks.
    counts
        How many rows each of them stands for, shape ``(n,)``; None for one each.
    """

    labels: tuple[str, ...]
    truth: Codes
    student: Codes
    teacher: Codes | None
    positive: str | None
    counts: Counts | None = None

    def never_found(self, chosen: Chosen) -> tuple[str, ...]:
        """Return the labels that the student never finds in a slice though it does elsewhere.

        A label is named where at least 10 rows of the slice carry it, none of them got it, and at
        the rate it is found in all other rows that would happen less than once in 1,000 times
        (Bonferroni over the slice's labels).
        """
        size = len(self.labels)
        right = self.truth == self.student

        def carrying(rows: Chosen) -> Counts:
            return counted(self.truth[rows], size, _of(self.counts, rows))

        within, found = carrying(chosen), carrying(chosen & right)
        elsewhere, found_elsewhere = carrying(~chosen), carrying(~chosen & right)
        suspects = (within >= FEWEST_OF_A_CLASS) & (found == 0) & (elsewhere > 0)
        held = max(int((within > 0).sum()), 1)
        named = []
        for place in np.flatnonzero(suspects).tolist():
            rate = float(found_elsewhere[place] / elsewhere[place])
            if (1 - rate) ** float(within[place]) < CHANCE / held:
                named.append(self.labels[place])
        return tuple(named)

    def rates(self, chosen: Chosen, *, level: float, groups: Groups | None) -> SliceRates | None:
        """Return how often the models say yes in a slice; None where the task has not two classes."""
        if self.positive is None:
            return None
        yes = self.labels.index(self.positive) if self.positive in self.labels else -1
        carry = self.truth == yes

        def rate(answers: Codes, rows: Chosen) -> Measured:
            return _rate(answers == yes, rows, self.counts, level=level, groups=groups)

        rest = ~chosen
        ours, others = rate(self.student, chosen), rate(self.student, rest)
        found, found_else = rate(self.student, chosen & carry), rate(self.student, rest & carry)
        teacher = self.teacher
        return SliceRates(
            positive=self.positive,
            student_rate=ours,
            teacher_rate=None if teacher is None else rate(teacher, chosen),
            student_recall=found,
            teacher_recall=None if teacher is None else rate(teacher, chosen & carry),
            rate_gap=gap(ours, others, level=level),
            recall_gap=gap(found, found_else, level=level),
        )


def gap(one: Measured, other: Measured, *, level: float) -> Measured:
    """Return the difference of two shares of separate rows, one minus other.

    Parameters
    ----------
    one, other
        Shares with their Wilson intervals at `level`.
    level
        Two-sided confidence level.

    Notes
    -----
    R. G. Newcombe (1998), "Interval estimation for the difference between independent
    proportions: comparison of eleven methods", Statistics in Medicine 17:873, method 10. Where rows
    belong together the two intervals are those of the effective numbers of rows.
    """
    n = one.n + other.n
    if one.value is None or other.value is None:
        why = NOBODY_ELSE if other.n == 0 and one.value is not None else one.why or other.why
        return Measured.undefined(n=n, method=NEWCOMBE, why=why or NOBODY_ELSE)
    value = one.value - other.value
    if one.low is None or one.high is None or other.low is None or other.high is None:
        why = one.why or other.why or NOBODY_ELSE
        return Measured.without_interval(value, n=n, method="point estimate", why=why)
    low = value - math.hypot(one.value - one.low, other.high - other.value)
    high = value + math.hypot(one.high - one.value, other.value - other.low)
    return Measured.between(value, (low, high), level=level, n=n, method=NEWCOMBE)


def _of(counts: Counts | None, rows: Chosen) -> Counts | None:
    return None if counts is None else counts[rows]


def _rate(
    yes: Chosen, rows: Chosen, held: Counts | None, *, level: float, groups: Groups | None
) -> Measured:
    cells = yes[rows].astype(np.int64)  # 0 no, 1 yes
    counts = counted(cells, 2, _of(held, rows))
    within = None if groups is None or not len(cells) else groups.of(rows)
    return share(
        counts,
        np.array([False, True]),
        np.array([True, True]),
        level=level,
        clusters=None if within is None else within.over(cells, counts),
        why_empty="No row of this kind carries the label.",
    )
