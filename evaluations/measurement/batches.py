"""Goes through the rows of a test in batches, three times, and keeps counts: never the rows.

First all that counts show and how sure the versions were; then how the rows rank by that; then the
kinds of case that we make ourselves: the hard ones, and the quarters by length of text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluations.measurement.answer_rows import AnswerRows
from evaluations.measurement.progress import Progress
from evaluations.measurement.samples import Samples
from evaluations.statistics.codes import Codes, encode_labels
from evaluations.statistics.hard_cases import (
    HARD_CASES,
    HARDEST,
    HARDEST_ALONE,
    INPUT_LENGTH,
    LENGTHS,
    hard_border,
    length_edges,
    ranks_of_steps,
)
from evaluations.statistics.predictions import Predictions, checked_scores
from evaluations.statistics.score_histogram import STEPS, steps_of
from evaluations.statistics.slice_tally import Column, Kinds, add_kinds, tally_kinds
from evaluations.statistics.slices import BUYER, MADE, refuse_many_values, slice_name
from evaluations.statistics.tables import Counts
from evaluations.statistics.tally import Tally, tally
from sandbox.spill import SpilledArray, let_go

NOT_HARD = ""


def tallied(
    samples: Samples,
    student: AnswerRows,
    teacher: AnswerRows | None,
    *,
    folder: Path,
    progress: Progress,
) -> tuple[Tally, Kinds]:
    """Return the tally of all rows, and the same rows by kind of case.

    Parameters
    ----------
    samples, student, teacher
        The examples, and the answers to them.
    folder
        Where how sure the versions were is kept meanwhile.
    progress
        Asked whether to stop.

    Raises
    ------
    Refused
        If a column of kinds has too many values, or the statistics refuse a row.
    """
    for name in samples.columns.slices:
        refuse_many_values(len({slice_name(cell) for cell in samples.distinct(name)}), name)
    versions = [student] if teacher is None else [student, teacher]
    kept: Tally | None = None
    kinds: Kinds = {}
    sure, lengths = _Sureness(len(versions), folder), TextLengths(samples)
    for start, stop in samples.blocks():
        progress.check()
        answers = [each.block(start, stop) for each in versions]
        truth = samples.cells(samples.columns.label, start, stop).tolist()
        more = tally(truth, *answers, first_row=start)
        if kept is None:
            kept = more
        else:
            kept += more
        labels, codes = _encoded(truth, answers)
        columns: dict[Column, Sequence[str]] = {
            (name, BUYER): [slice_name(cell) for cell in samples.cells(name, start, stop).tolist()]
            for name in samples.columns.slices
        }
        add_kinds(kinds, tally_kinds(columns, labels, *codes))
        sure.take(labels, codes[1:], answers)
        lengths.take(start, stop)
    assert kept is not None  # noqa: S101 -- there is at least one example
    ranked = sure.ranked()
    hard, quarter = ranked.border, lengths.edges
    if hard is None and quarter is None:
        return kept, kinds
    name = HARDEST_ALONE if teacher is None else HARDEST
    for start, stop in samples.blocks():
        progress.check()
        answers = [each.block(start, stop) for each in versions]
        truth = samples.cells(samples.columns.label, start, stop).tolist()
        labels, codes = _encoded(truth, answers)
        columns = {}
        if hard is not None:
            steps = ranked.steps(start, stop)
            columns[HARD_CASES, MADE] = np.where(steps <= hard, name, NOT_HARD).tolist()
        if quarter is not None:
            place = np.searchsorted(quarter, lengths.of(start, stop), side="left")
            columns[INPUT_LENGTH, MADE] = np.array(LENGTHS, dtype=object)[place].tolist()
        add_kinds(kinds, tally_kinds(columns, labels, *codes))
    kinds.pop(((HARD_CASES, MADE), NOT_HARD), None)
    return kept, kinds


def _encoded(
    truth: list[str], answers: Sequence[Predictions]
) -> tuple[tuple[str, ...], list[Codes]]:
    columns = {f"version {number}": each.labels for number, each in enumerate(answers)}
    labels, codes = encode_labels(label=truth, **columns)
    return labels, list(codes.values())


@dataclass(slots=True)
class _Ranked:
    """All rows by how sure the versions were together, and up to which step they are hard."""

    sure: NDArray[np.uint16] | None = None
    ranks: list[NDArray[np.float64]] = field(default_factory=list)
    border: int | None = None

    def steps(self, start: int, stop: int) -> NDArray[np.int64]:
        """Return for each of these rows the step of its rank, of all rows'."""
        assert self.sure is not None  # noqa: S101 -- asked only where there is a border
        rows = self.sure[start:stop]
        together = np.zeros(len(rows))
        for number, ranks in enumerate(self.ranks):
            together += ranks[rows[:, number]]
        most = len(self.sure) * len(self.ranks)
        found: NDArray[np.int64] = np.minimum((together / most * STEPS).astype(np.int64), STEPS - 1)
        return found


class _Sureness:
    """How sure each version was of each row, in steps."""

    def __init__(self, versions: int, folder: Path) -> None:
        self.counts: Counts = np.zeros((versions, STEPS), dtype=np.int64)
        self.kept = SpilledArray(folder, np.uint16)
        self.rows = 0
        self.told = True

    def take(
        self, labels: tuple[str, ...], codes: Sequence[Codes], answers: Sequence[Predictions]
    ) -> None:
        """Take one batch."""
        steps = []
        for number, (given, answer) in enumerate(zip(answers, codes, strict=True)):
            scores = checked_scores(given, labels, answer, whose="version")
            if scores is None:
                self.told = False
                return
            steps.append(steps_of(scores.confidence))
            self.counts[number] += np.bincount(steps[-1], minlength=STEPS)
        self.rows += len(steps[0])
        self.kept.append(np.column_stack(steps))

    def ranked(self) -> _Ranked:
        """Return the rows ranked; hard cases need the probabilities of every version."""
        if not self.told:
            return _Ranked()
        sure = self.kept.array(self.rows, len(self.counts))
        found = _Ranked(sure, [ranks_of_steps(each) for each in self.counts])
        rows: Counts = np.zeros(STEPS, dtype=np.int64)
        for start in range(0, self.rows, STEPS):
            rows += np.bincount(found.steps(start, start + STEPS), minlength=STEPS)
            let_go()
        found.border = hard_border(rows)
        return found


class TextLengths:
    """How many rows there are of each length of text, where the examples are texts."""

    def __init__(self, samples: Samples) -> None:
        """Begin without a row."""
        self.samples = samples
        self.rows: Counts = np.zeros(1, dtype=np.int64)
        self.words = 0

    def of(self, start: int, stop: int) -> NDArray[np.int64]:
        """Return the lengths of these rows' texts."""
        cells = self.samples.cells(self.samples.inputs[0], start, stop)
        return np.asarray(cells.str.len(), dtype=np.int64)

    def take(self, start: int, stop: int) -> None:
        """Take one batch."""
        if len(self.samples.inputs) != 1:
            return
        cells = self.samples.cells(self.samples.inputs[0], start, stop)
        self.words += sum(len(cell.split()) for cell in cells)
        more = np.bincount(self.of(start, stop), minlength=len(self.rows))
        more[: len(self.rows)] += self.rows
        self.rows = more

    @property
    def edges(self) -> list[int] | None:
        """Return the longest of the first three quarters; None where they are no texts, or alike."""
        if self.words <= 2 * len(self.samples):
            return None
        edges = length_edges(self.rows)
        held = np.unique(np.searchsorted(edges, np.flatnonzero(self.rows), side="left"))
        return edges if len(held) > 1 else None
