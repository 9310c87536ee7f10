"""Slices nobody named: the hard cases, and the inputs by length.

Hard cases are the quarter where both models together are least sure. The measure is symmetric on
purpose: sorted by one model's confidence, two models of equal skill look different in every slice.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from evaluations.statistics.rows import Rows
from evaluations.statistics.slices import MADE, SliceRows
from evaluations.statistics.tables import Counts

Numbers = NDArray[np.float64]
Chosen = NDArray[np.bool_]

HARD_CASES = "hard_cases"
HARDEST = "the quarter both models are least sure of"
HARDEST_ALONE = "the quarter the model is least sure of"
INPUT_LENGTH = "input_length"
LENGTHS = ("shortest quarter", "second quarter", "third quarter", "longest quarter")
MOST_TIED = 0.5  # of rows in a "quarter", before it says nothing


def hard_cases(student: Numbers, teacher: Numbers | None) -> Chosen | None:
    """Return which rows are hard, or None where too many rows are equally sure to tell.

    Parameters
    ----------
    student, teacher
        How sure each model was of its answer, shape ``(n,)``; None without a teacher.

    Returns
    -------
    array or None
        True for the lowest quarter of the mean of both ranks, ties included.
    """
    ranks = stats.rankdata(student)
    if teacher is not None:
        ranks = ranks + stats.rankdata(teacher)
    border = np.sort(ranks)[max(len(ranks) // 4 - 1, 0)]
    hard: Chosen = ranks <= border
    return None if hard.mean() > MOST_TIED else hard


def length_quarters(lengths: Sequence[int]) -> list[tuple[str, Chosen]]:
    """Return the rows of each quarter of input length, empty quarters left out.

    Equal lengths stay together, so quarters may be uneven; where all are equal there are none.
    """
    values = np.asarray(lengths, dtype=np.int64)
    ranked = np.sort(values)
    edges = ranked[[max(len(ranked) * part // 4 - 1, 0) for part in (1, 2, 3)]]
    quarter = np.searchsorted(edges, values, side="left")
    held = np.unique(quarter).tolist()
    return [(LENGTHS[number], quarter == number) for number in held] if len(held) > 1 else []


def ranks_of_steps(rows: Counts) -> Numbers:
    """Return the mean rank of the rows at each step, of rows counted by ascending steps."""
    ranks: Numbers = np.cumsum(rows) - (rows - 1) / 2
    return ranks


def hard_border(rows: Counts) -> int | None:
    """Return the last step of the hard cases; None where too many rows are equally sure to tell.

    Parameters
    ----------
    rows
        Rows by ascending steps of how sure the models were, shape ``(steps,)``.
    """
    border = _step_of(rows, max(int(rows.sum()) // 4 - 1, 0))
    return None if rows[: border + 1].sum() > MOST_TIED * rows.sum() else border


def length_edges(rows: Counts) -> list[int]:
    """Return the longest length of the first three quarters, of rows counted by length."""
    n = int(rows.sum())
    return [_step_of(rows, max(n * part // 4 - 1, 0)) for part in (1, 2, 3)]


def _step_of(rows: Counts, place: int) -> int:
    """Return the step of the row at a place of the ascending order."""
    return int(np.searchsorted(np.cumsum(rows), place, side="right"))


def made_slices(rows: Rows, lengths: Sequence[int] | None) -> list[SliceRows]:
    """Return the slices this package makes of a run: hard cases, and quarters of input length.

    Hard cases need the probabilities of every model compared.
    """
    made = []
    ours = rows.student.scores
    theirs = None if rows.teacher is None else rows.teacher.scores
    if ours is not None and (rows.teacher is None or theirs is not None):
        chosen = hard_cases(ours.confidence, None if theirs is None else theirs.confidence)
        name = HARDEST_ALONE if theirs is None else HARDEST
        if chosen is not None:
            made.append(SliceRows(HARD_CASES, name, chosen, MADE))
    if lengths is not None:
        made += [
            SliceRows(INPUT_LENGTH, name, chosen, MADE) for name, chosen in length_quarters(lengths)
        ]
    return made
