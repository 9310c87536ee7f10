"""From answers that are numbers to what they come to: at once where rows are few, else in passes.

Above `MOST_WHOLE` rows none is held; the intervals of what is resampled are then equal in distribution
to those of all rows at once. Rows that belong together are held whole at any number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.measurement.batches import TextLengths
from evaluations.measurement.columns import LabelledBy
from evaluations.measurement.counting import groups_in, text_lengths
from evaluations.measurement.equal_rows import equal_rows
from evaluations.measurement.hashed_rows import ROWS_AT_ONCE, HashedRows, hashes_of_texts
from evaluations.measurement.number_cells import numbers_in
from evaluations.measurement.number_test import NumberAnswers
from evaluations.measurement.plan import TestPlan
from evaluations.measurement.progress import Progress
from evaluations.measurement.row_blocks import MOST_WHOLE, growing
from evaluations.measurement.row_keys import same_inputs
from evaluations.measurement.samples import Samples
from evaluations.statistics.clusters import MOST_DUPLICATES
from evaluations.statistics.codes import EncodedKeys
from evaluations.statistics.estimates import Precision
from evaluations.statistics.hard_cases import INPUT_LENGTH, LENGTHS
from evaluations.statistics.number_passes import NumberBlock, NumberRows, summarise_many
from evaluations.statistics.number_summary import NumberSummary, summarise_numbers
from evaluations.statistics.slices import BUYER, MADE, refuse_many_values, slice_name


@dataclass(frozen=True, slots=True)
class CountedNumbers:
    """What the answers come to; how many rows repeat another, and carry the commonest label."""

    summary: NumberSummary
    repeated: int
    commonest: int


def count_numbers(
    plan: TestPlan,
    samples: Samples,
    student: NumberAnswers,
    teacher: NumberAnswers | None,
    *,
    folder: Path,
    progress: Progress,
    most_whole: int = MOST_WHOLE,
) -> CountedNumbers:
    """Return what the answers to all examples come to.

    Parameters
    ----------
    plan, samples, student, teacher
        What is compared, on which examples, and the answers to them.
    folder
        Where rows are kept meanwhile.
    progress
        Asked whether to stop.
    most_whole
        More rows than this are gone through in passes.

    Raises
    ------
    Refused
        If a label is no number, or a claim was made that is about names.
    """
    if plan.claim is not None:
        raise Refused(
            f"A claim about {plan.claim.metric} cannot be held against labels that are numbers.",
            what_to_do="Take the claim out, or say that the labels are names (task: classes).",
        )
    many = len(samples) > most_whole
    truth = _labels(samples, folder if many else None)
    if many and not samples.columns.group:
        repeated = equal_rows(samples, folder).repeated.count
        if repeated <= MOST_DUPLICATES * len(samples):
            rows = _Rows(samples, truth, student, teacher, progress)
            summary = summarise_many(
                NumberRows(len(samples), rows.blocks),
                margin=plan.margin_in_units,
                labelled_by_teacher=plan.labelled_by is LabelledBy.TEACHER,
                look=plan.look,
                precision=Precision(seed=plan.seed),
            )
            return CountedNumbers(summary, repeated, _commonest(samples, folder))
    columns = samples.columns
    spill = folder if many else None
    keys = same_inputs(samples, spill)
    summary = summarise_numbers(
        truth,
        student.numbers,
        teacher.numbers if teacher else None,
        slices={name: samples.texts(name) for name in columns.slices},
        groups=groups_in(samples, spill),
        duplicates=keys,
        text_lengths=text_lengths(samples),
        margin=plan.margin_in_units,
        labelled_by_teacher=plan.labelled_by is LabelledBy.TEACHER,
        look=plan.look,
        precision=Precision(seed=plan.seed),
    )
    different = keys.count if isinstance(keys, EncodedKeys) else len(set(keys))
    return CountedNumbers(summary, len(samples) - different, _commonest(samples, folder))


def _labels(samples: Samples, folder: Path | None) -> NDArray[np.float64]:
    label = samples.columns.label
    kept = growing(folder, np.float64)
    for start, stop in samples.blocks():
        cells = samples.cells(label, start, stop).to_numpy(dtype=object)
        kept.append(numbers_in(cells, samples.rows[start:stop], file=samples.name, column=label))
    return kept.array(len(samples))


def _commonest(samples: Samples, folder: Path) -> int:
    """Return how many rows carry the commonest label."""
    hashed = HashedRows(folder, len(samples), [("rows", "<i8")], at_once=ROWS_AT_ONCE)
    for start, stop in samples.blocks():
        codes, texts = pd.factorize(samples.cells(samples.columns.label, start, stop))
        hashed.append(hashes_of_texts(np.asarray(texts, dtype=object)), rows=np.bincount(codes))
    return max(int(np.add.reduceat(rows["rows"], starts).max()) for rows, starts in hashed.parts())


class _Rows:
    """The rows of a test as statistics go through them, with the kinds of case of each."""

    def __init__(
        self,
        samples: Samples,
        truth: NDArray[np.float64],
        student: NumberAnswers,
        teacher: NumberAnswers | None,
        progress: Progress,
    ) -> None:
        self.samples, self.truth, self.progress = samples, truth, progress
        self.student = student.numbers
        self.teacher = None if teacher is None else teacher.numbers
        for name in samples.columns.slices:
            refuse_many_values(len({slice_name(cell) for cell in samples.distinct(name)}), name)
        self.lengths = TextLengths(samples)
        for start, stop in samples.blocks():
            self.lengths.take(start, stop)
        self.edges = self.lengths.edges

    def blocks(self) -> Iterator[NumberBlock]:
        """Yield all rows; what was read before each block is let go."""
        for start, stop in self.samples.blocks():
            self.progress.check()
            yield NumberBlock(
                start,
                np.asarray(self.truth[start:stop]),
                np.asarray(self.student[start:stop]),
                None if self.teacher is None else np.asarray(self.teacher[start:stop]),
                self._kinds(start, stop),
            )

    def _kinds(self, start: int, stop: int) -> dict[tuple[str, str], NDArray[np.object_]]:
        found = {}
        for name in self.samples.columns.slices:
            cells = self.samples.cells(name, start, stop).tolist()
            found[name, BUYER] = np.array([slice_name(cell) for cell in cells], dtype=object)
        if self.edges is not None:
            place = np.searchsorted(self.edges, self.lengths.of(start, stop), side="left")
            found[INPUT_LENGTH, MADE] = np.array(LENGTHS, dtype=object)[place]
        return found
