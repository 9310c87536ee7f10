"""How far the student's probabilities are from the teacher's, and what each is sure of alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.clusters import Groups
from evaluations.statistics.estimates import share
from evaluations.statistics.measured import Measured
from evaluations.statistics.predictions import BLOCK, Scores
from evaluations.statistics.row_means import mean_of_rows

Numbers = NDArray[np.float64]

LEAST = 1e-9  # probabilities below are taken as this, so that a rounded 0 has a logarithm
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Divergence:
    """The distance between two models' probabilities.

    Parameters
    ----------
    kl
        Mean Kullback-Leibler divergence of the student from the teacher, in nats.
    total_variation
        Mean total variation distance, 0 to 1.
    flips_where_teacher_sure
        Of the rows where the teacher gives its answer at least `SURE`, the share on which the
        student answers otherwise.
    flips_where_student_sure
        Its mirror: the student sure, the teacher answering otherwise.
    """

    kl: Measured
    total_variation: Measured
    flips_where_teacher_sure: Measured
    flips_where_student_sure: Measured


def divergence(
    student: Scores,
    teacher: Scores,
    agree: NDArray[np.bool_],
    *,
    level: float,
    groups: Groups | None = None,
) -> Divergence:
    """Compare two models' probabilities row by row.

    Parameters
    ----------
    student, teacher
        Checked probabilities of the same rows; classes only one of them has count as 0 for the
        other.
    agree
        Where both gave the same answer, shape ``(n,)``.
    level
        Two-sided confidence level.
    groups
        How rows belong together.
    """
    kl, total_variation = row_divergences(student, teacher)
    return Divergence(
        mean_of_rows(kl, level=level, what="mean KL divergence, nats", groups=groups),
        mean_of_rows(total_variation, level=level, what="mean total variation", groups=groups),
        _flips(teacher, agree, "teacher", level, groups),
        _flips(student, agree, "student", level, groups),
    )


def row_divergences(student: Scores, teacher: Scores) -> tuple[Numbers, Numbers]:
    """Return KL(teacher || student) in nats and total variation for each row."""
    classes = sorted({*student.classes, *teacher.classes})
    n = len(student.confidence)
    kl, total_variation = np.empty(n), np.empty(n)
    for start in range(0, n, BLOCK):
        rows = slice(start, start + BLOCK)
        ours, theirs = _aligned(student, classes, rows), _aligned(teacher, classes, rows)
        total_variation[rows] = np.abs(ours - theirs).sum(axis=1) / 2
        ours, theirs = np.maximum(ours, LEAST), np.maximum(theirs, LEAST)
        kl[rows] = (theirs * np.log(theirs / ours)).sum(axis=1)
    return kl, total_variation


def _aligned(scores: Scores, classes: Sequence[str], rows: slice) -> Numbers:
    block = scores.probabilities[rows]
    columns = scores.columns_of(classes)
    return np.where(columns < 0, 0.0, block[:, np.maximum(columns, 0)])


def _flips(
    sure_one: Scores, agree: NDArray[np.bool_], who: str, level: float, groups: Groups | None
) -> Measured:
    each = np.ones(len(agree), dtype=np.int64)
    rows = np.arange(len(agree))
    return share(
        each,
        ~agree,
        sure_one.confidence >= SURE,
        level=level,
        clusters=None if groups is None else groups.over(rows, each),
        why_empty=f"The {who} is never sure: it gives no answer {SURE:.0%} or more.",
    )
