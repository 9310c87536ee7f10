"""What a model answered, and how sure it was, checked once on the way in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.statistics.codes import FIRST_DATA_ROW, Codes

Numbers = NDArray[np.float64]

WHOLE = 0.01  # how far a row of rounded probabilities may add up from 1
BLOCK = 1 << 16  # rows looked at together


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """One model's answers, one for each sample, in the samples' order.

    Parameters
    ----------
    labels
        The answers.
    probabilities
        How likely the model found each class, shape ``(n, classes)``, rows adding up to 1; None
        where the model gives labels only.
    classes
        The class of each column of `probabilities`.
    """

    labels: Sequence[str]
    probabilities: Numbers | None = None
    classes: Sequence[str] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Checked probabilities with what is needed of them row by row.

    Parameters
    ----------
    probabilities
        Shape ``(n, classes)``, float, each 0 to 1.
    classes
        The class of each column.
    confidence
        The probability given to the answer itself: the top one, unless the vendor answers by
        another rule. Shape ``(n,)``.
    """

    probabilities: Numbers
    classes: tuple[str, ...]
    confidence: Numbers

    def columns_of(self, labels: Sequence[str]) -> Codes:
        """Return the column of each label, -1 where the model has no such class."""
        place = {label: number for number, label in enumerate(self.classes)}
        return np.array([place.get(label, -1) for label in labels], dtype=np.int64)

    def given_to(self, columns: Codes) -> Numbers:
        """Return for each row the probability in this column, 0 where the column is -1."""
        given = self.probabilities[np.arange(len(columns)), np.maximum(columns, 0)]
        return np.where(columns < 0, 0.0, given)


def checked_scores(
    predictions: Predictions, labels: tuple[str, ...], answers: Codes, *, whose: str
) -> Scores | None:
    """Return the probabilities, checked, or None where there are none.

    Parameters
    ----------
    predictions
        The model's answers and probabilities.
    labels, answers
        The answers encoded: positions in `labels`, shape ``(n,)``.
    whose
        "student" or "teacher", for the sentence of a refusal.

    Raises
    ------
    Refused
        If shape or classes do not fit, or a row is no set of probabilities.
    """
    if predictions.probabilities is None:
        return None
    given = np.asarray(predictions.probabilities, dtype=np.float64)
    classes = tuple(predictions.classes or ())
    if given.shape != (len(answers), len(classes)) or len(set(classes)) != len(classes):
        raise Refused(
            f"The {whose}'s probabilities do not fit its answers: {len(answers)} rows and"
            f" {len(set(classes))} classes are needed, their shape is {given.shape}.",
            what_to_do="Give one row for each sample and one column for each class, each named once.",
        )
    for start in range(0, len(given), BLOCK):
        _check_rows(given[start : start + BLOCK], start, whose)
    unscored = Scores(given, classes, np.zeros(len(given)))
    confidence = unscored.given_to(unscored.columns_of(labels)[answers])
    return Scores(given, classes, confidence)


def _check_rows(block: Numbers, start: int, whose: str) -> None:
    total = block.sum(axis=1)
    # Written so that NaN fails too.
    good = (np.abs(total - 1) <= WHOLE) & (block >= 0).all(axis=1) & (block <= 1).all(axis=1)
    if not good.all():
        place = int(np.argmin(good))
        raise Refused(
            f"The {whose}'s numbers on this row are no probabilities: they add up to"
            f" {total[place]:.4g}.",
            row=start + place + FIRST_DATA_ROW,
            what_to_do="Give numbers from 0 to 1 that add up to 1 on each row.",
        )
