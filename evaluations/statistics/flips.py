"""The rows where exactly one model is right, the surest first: what a buyer should look at."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.codes import Codes
from evaluations.statistics.predictions import Scores

MOST_FLIPS = 20


@dataclass(frozen=True, slots=True)
class Flip:
    """One row that exactly one model answers rightly.

    Parameters
    ----------
    row
        Position of the row, from 0, in the order given.
    kind
        "teacher_only_right" or "student_only_right".
    label, student, teacher
        The label and both answers.
    student_confidence, teacher_confidence
        The probability each gave its own answer; None without probabilities.
    """

    row: int
    kind: str
    label: str
    student: str
    teacher: str
    student_confidence: float | None
    teacher_confidence: float | None

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {
            "row": self.row,
            "kind": self.kind,
            "label": self.label,
            "student": self.student,
            "teacher": self.teacher,
            "student_confidence": self.student_confidence,
            "teacher_confidence": self.teacher_confidence,
        }


def surest_flips(
    labels: tuple[str, ...],
    truth: Codes,
    student: Codes,
    teacher: Codes,
    *,
    student_scores: Scores | None = None,
    teacher_scores: Scores | None = None,
    most: int = MOST_FLIPS,
) -> tuple[Flip, ...]:
    """Return up to `most` rows of each kind, teacher right and student wrong first.

    Rows are ranked by how sure the two models were on average, each of its own answer; equally
    sure rows, and all rows without probabilities, keep their order.

    Parameters
    ----------
    labels
        The labels that codes point into.
    truth, student, teacher
        Codes, shape ``(n,)``.
    student_scores, teacher_scores
        Their probabilities, where they gave any.
    most
        Rows of each kind, at most.
    """
    sure = np.zeros(len(truth))
    for scores in (student_scores, teacher_scores):
        if scores is not None:
            sure += scores.confidence
    student_right, teacher_right = student == truth, teacher == truth
    kinds = {
        "teacher_only_right": teacher_right & ~student_right,
        "student_only_right": student_right & ~teacher_right,
    }
    return tuple(
        Flip(
            row=row,
            kind=kind,
            label=labels[truth[row]],
            student=labels[student[row]],
            teacher=labels[teacher[row]],
            student_confidence=_confidence(student_scores, row),
            teacher_confidence=_confidence(teacher_scores, row),
        )
        for kind, chosen in kinds.items()
        for row in _surest(chosen, sure, most)
    )


def _surest(chosen: NDArray[np.bool_], sure: NDArray[np.float64], most: int) -> list[int]:
    rows = np.flatnonzero(chosen)
    ranked: list[int] = rows[np.argsort(-sure[rows], kind="stable")[:most]].tolist()
    return ranked


def _confidence(scores: Scores | None, row: int) -> float | None:
    return None if scores is None else float(scores.confidence[row])
