"""What a run needs to keep of rows it has seen: counts, exact sums, and the surest few flips.

Rows come in batches and leave nothing behind but this. Everything kept is a whole number, or picked
by an order that does not depend on how rows were cut, so tallies of shards add up to the tally of
the whole bit for bit; and it does not grow with the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from typing import Final

import numpy as np

from content.refusal import Refused
from evaluations.statistics.codes import Codes, encode_labels
from evaluations.statistics.divergence import SURE, row_divergences
from evaluations.statistics.flips import MOST_FLIPS, Flip
from evaluations.statistics.paired_sample import row_outcomes
from evaluations.statistics.predictions import Predictions, Scores, checked_scores
from evaluations.statistics.row_means import RowSum, row_sum
from evaluations.statistics.rows import Answered, check_lengths
from evaluations.statistics.score_histogram import STEPS, count_scores, steps_of
from evaluations.statistics.scoring_rules import brier_rows, log_loss_rows
from evaluations.statistics.tables import CellTable, Counts, count_cells
from evaluations.statistics.two_tier import OUTCOMES

KINDS: Final = ("teacher_only_right", "student_only_right")


@dataclass(frozen=True, slots=True, eq=False)
class ScoreTally:
    """What is kept of one model's probabilities.

    Parameters
    ----------
    classes
        The class of each column, the same in every batch.
    confidence
        How many answers were given with each confidence, wrong and right, shape ``(2, STEPS)``.
    by_class
        For a task with two classes, how many rows got each score for each class, those not carrying
        it first, shape ``(2, 2, STEPS)``; None for other tasks.
    brier, log_loss
        Exact sums over rows.
    without_class
        Rows whose label is no class of the model.
    """

    classes: tuple[str, ...]
    confidence: Counts
    by_class: Counts | None
    brier: RowSum
    log_loss: RowSum
    without_class: int

    def __iadd__(self, other: "ScoreTally") -> "ScoreTally":
        """Return the tally of both sets of rows, in the place of this one's counts."""
        if self.classes != other.classes:
            raise Refused("The classes changed between two batches of answers.")
        self.confidence[...] += other.confidence
        if self.by_class is not None and other.by_class is not None:
            self.by_class[...] += other.by_class
        return replace(
            self,
            brier=self.brier + other.brier,
            log_loss=self.log_loss + other.log_loss,
            without_class=self.without_class + other.without_class,
        )

    def copied(self) -> "ScoreTally":
        """Return the same with counts of its own."""
        return replace(
            self,
            confidence=self.confidence.copy(),
            by_class=None if self.by_class is None else self.by_class.copy(),
        )


@dataclass(frozen=True, slots=True, eq=False)
class DistanceTally:
    """What is kept of two models' probabilities beside each other."""

    kl: RowSum
    total_variation: RowSum
    teacher_sure: tuple[int, int]
    student_sure: tuple[int, int]

    def __add__(self, other: "DistanceTally") -> "DistanceTally":
        """Return the tally of both sets of rows; sure rows, and those of them that flip."""
        return DistanceTally(
            self.kl + other.kl,
            self.total_variation + other.total_variation,
            _pair(self.teacher_sure, other.teacher_sure),
            _pair(self.student_sure, other.student_sure),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What is kept of the rows of a run.

    Parameters
    ----------
    cells
        Rows by (label, student, teacher), or by (label, student) without a teacher.
    student, teacher
        What is kept of their probabilities; None without.
    distance
        What is kept of both together; None unless both give probabilities.
    flips
        The surest flips of each kind, at most `most`, as (minus how sure, flip).
    most
        How many of each kind are kept.
    outcomes
        Rows by the student's confidence and by who was right, shape ``(STEPS, 4)``; None without a
        teacher or the student's probabilities.
    """

    cells: CellTable
    student: ScoreTally | None
    teacher: ScoreTally | None
    distance: DistanceTally | None
    flips: dict[str, list[tuple[float, Flip]]]
    most: int = MOST_FLIPS
    outcomes: Counts | None = None

    @property
    def n(self) -> int:
        """Return the number of rows."""
        return self.cells.n

    def __add__(self, other: "Tally") -> "Tally":
        """Return the tally of both sets of rows, whichever came first."""
        mine = replace(
            self,
            student=self.student and self.student.copied(),
            teacher=self.teacher and self.teacher.copied(),
            outcomes=None if self.outcomes is None else self.outcomes.copy(),
        )
        mine += other
        return mine

    def __iadd__(self, other: "Tally") -> "Tally":
        """Return the tally of both sets of rows, in the place of this one's counts."""
        if self.outcomes is not None and other.outcomes is not None:
            self.outcomes[...] += other.outcomes
        return Tally(
            self.cells + other.cells,
            _joined(self.student, other.student),
            _joined(self.teacher, other.teacher),
            _together(self.distance, other.distance),
            {
                kind: nsmallest(self.most, self.flips[kind] + other.flips[kind], key=_rank)
                for kind in KINDS
            },
            self.most,
            self.outcomes,
        )


def tally(
    truth: Sequence[str],
    student: Predictions,
    teacher: Predictions | None = None,
    *,
    first_row: int = 0,
    most: int = MOST_FLIPS,
) -> Tally:
    """Return what is kept of one batch of rows.

    Parameters
    ----------
    truth, student, teacher
        As for `summarise`, for the rows of this batch; at least one.
    first_row
        The place of its first row among all rows, from 0.
    most
        How many flips of each kind to keep.

    Raises
    ------
    Refused
        If columns differ in length, a cell is no label, or a row is no set of probabilities.
    """
    columns = {"label": truth, "student": student.labels}
    if teacher is not None:
        columns["teacher"] = teacher.labels
    check_lengths(len(truth), columns)
    labels, codes = encode_labels(**columns)
    cells, _ = count_cells(labels, *codes.values())
    ours = Answered(
        codes["student"], checked_scores(student, labels, codes["student"], whose="student")
    )
    theirs = None
    if teacher is not None:
        scores = checked_scores(teacher, labels, codes["teacher"], whose="teacher")
        theirs = Answered(codes["teacher"], scores)
    found = _flips(labels, codes["label"], ours, theirs, first_row, most)
    return Tally(
        cells,
        _scored(labels, codes["label"], ours),
        None if theirs is None else _scored(labels, codes["label"], theirs),
        _distance(ours, theirs),
        found,
        most,
        _outcomes(codes["label"], ours, theirs),
    )


def _outcomes(truth: Codes, student: Answered, teacher: Answered | None) -> Counts | None:
    if teacher is None or student.scores is None:
        return None
    outcome = row_outcomes(truth, student.codes, teacher.codes)
    cells = steps_of(student.scores.confidence) * OUTCOMES + outcome
    return np.bincount(cells, minlength=STEPS * OUTCOMES).reshape(STEPS, OUTCOMES)


def _scored(labels: tuple[str, ...], truth: Codes, model: Answered) -> ScoreTally | None:
    scores = model.scores
    if scores is None:
        return None
    columns = scores.columns_of(labels)[truth]
    right = truth == model.codes
    confidence = count_scores(scores.confidence, right)
    two = None
    if len(scores.classes) == 2:
        two = np.stack(
            [count_scores(scores.probabilities[:, each], columns == each) for each in (0, 1)]
        )
    return ScoreTally(
        scores.classes,
        confidence,
        two,
        row_sum(brier_rows(scores, columns)),
        row_sum(log_loss_rows(scores, columns)),
        int((columns < 0).sum()),
    )


def _distance(student: Answered, teacher: Answered | None) -> DistanceTally | None:
    if teacher is None or student.scores is None or teacher.scores is None:
        return None
    kl, total_variation = row_divergences(student.scores, teacher.scores)
    flipped = student.codes != teacher.codes

    def sure(scores: Scores) -> tuple[int, int]:
        rows = scores.confidence >= SURE
        return int(rows.sum()), int((rows & flipped).sum())

    return DistanceTally(
        row_sum(kl), row_sum(total_variation), sure(teacher.scores), sure(student.scores)
    )


def _flips(
    labels: tuple[str, ...],
    truth: Codes,
    student: Answered,
    teacher: Answered | None,
    first_row: int,
    most: int,
) -> dict[str, list[tuple[float, Flip]]]:
    if teacher is None:
        return {kind: [] for kind in KINDS}
    sure = np.zeros(len(truth))
    for scores in (student.scores, teacher.scores):
        if scores is not None:
            sure += scores.confidence
    ours, theirs = student.codes == truth, teacher.codes == truth
    found = {}
    for kind, chosen in zip(KINDS, (theirs & ~ours, ours & ~theirs), strict=True):
        rows = np.flatnonzero(chosen)
        rows = rows[np.argsort(-sure[rows], kind="stable")[:most]]
        found[kind] = [
            (
                -float(sure[row]),
                Flip(
                    row=first_row + row,
                    kind=kind,
                    label=labels[truth[row]],
                    student=labels[student.codes[row]],
                    teacher=labels[teacher.codes[row]],
                    student_confidence=_confidence(student.scores, row),
                    teacher_confidence=_confidence(teacher.scores, row),
                ),
            )
            for row in rows.tolist()
        ]
    return found


def _confidence(scores: Scores | None, row: int) -> float | None:
    return None if scores is None else float(scores.confidence[row])


def _rank(kept: tuple[float, Flip]) -> tuple[float, int]:
    return kept[0], kept[1].row


def _pair(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def _joined(one: ScoreTally | None, other: ScoreTally | None) -> ScoreTally | None:
    if (one is None) != (other is None):
        raise Refused("One batch of answers has probabilities and another has none.")
    if one is None or other is None:
        return None
    one += other
    return one


def _together(one: DistanceTally | None, other: DistanceTally | None) -> DistanceTally | None:
    return None if one is None or other is None else one + other
