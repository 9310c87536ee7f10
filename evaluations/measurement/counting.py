"""From answers to numbers: at once where the rows are few, else in passes that keep only counts.

Above `MOST_WHOLE` rows what rests on scores (AUC, average precision, calibration, the two-tier curve,
hard cases) is counted in 65,536 steps, and the result says so. Rows that belong together are held
whole at any number: their intervals need them.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from evaluations.measurement.answer_rows import AnswerRows
from evaluations.measurement.batches import tallied
from evaluations.measurement.equal_rows import equal_rows
from evaluations.measurement.plan import TestPlan
from evaluations.measurement.progress import Progress
from evaluations.measurement.row_blocks import MOST_WHOLE
from evaluations.measurement.row_keys import same_cells, same_inputs
from evaluations.measurement.samples import Samples
from evaluations.statistics.clusters import MOST_DUPLICATES
from evaluations.statistics.codes import Keys
from evaluations.statistics.hints import Lineage
from evaluations.statistics.label_checks import checks_of_counts
from evaluations.statistics.summary import Summary, summarise
from evaluations.statistics.tallied_run import summarise_tally

IN_STEPS: Final = (
    "There are more than {most:,} examples, so what rests on how sure the versions are was counted in "
    "steps of 1 in 65,536."
)


@dataclass(frozen=True, slots=True)
class Counted:
    """The statistics of a test, and sentences for the result."""

    summary: Summary
    notes: tuple[str, ...] = ()


def count(
    plan: TestPlan,
    samples: Samples,
    student: AnswerRows,
    teacher: AnswerRows | None,
    *,
    look: int,
    lineage: Lineage,
    folder: Path,
    progress: Progress,
    most_whole: int = MOST_WHOLE,
) -> Counted:
    """Return the statistics of the answers to all examples.

    Parameters
    ----------
    plan, samples, student, teacher
        What is compared, on which examples, and the answers to them.
    look
        Which look at these examples it is, from 1.
    lineage
        What the files show of how the student was made.
    folder
        Where counts of rows are kept meanwhile.
    progress
        Asked whether to stop.
    most_whole
        With more rows than this they are counted in batches.

    Raises
    ------
    Refused
        If the statistics refuse the rows.
    """
    equal = None
    if len(samples) > most_whole and not samples.columns.group:
        equal = equal_rows(samples, folder)
    if equal is None or equal.repeated.count > MOST_DUPLICATES * len(samples):
        spill = folder if len(samples) > most_whole else None
        return Counted(
            _whole(plan, samples, student, teacher, look=look, lineage=lineage, folder=spill)
        )
    kept, kinds = tallied(samples, student, teacher, folder=folder, progress=progress)
    labels = kept.cells.marginal(0)
    support = {
        labels.labels[place]: rows
        for place, rows in zip(labels.cells[:, 0].tolist(), labels.counts.tolist(), strict=True)
    }
    possible = student.block(0, 1).classes
    checks = checks_of_counts(
        support,
        answers_possible=possible,
        repeated=equal.repeated.count,
        conflicting=equal.conflicting.count,
    )
    summary = summarise_tally(
        kept,
        kinds,
        checks,
        margin=plan.margin,
        claim=plan.claim,
        labelled_by=plan.labelled_by.value,
        positive=samples.columns.positive,
        look=look,
        seed=plan.seed,
        lineage=lineage,
    )
    scored = kept.student is not None or kept.teacher is not None
    return Counted(summary, (IN_STEPS.format(most=most_whole),) if scored else ())


def text_lengths(samples: Samples) -> list[int] | None:
    """Return the length of each text, where the examples are texts."""
    if len(samples.inputs) != 1:
        return None
    cells = samples.frame[samples.inputs[0]]
    words = sum(len(cell.split()) for cell in cells)
    return cells.str.len().tolist() if words > 2 * len(cells) else None


def groups_in(samples: Samples, folder: Path | None) -> Keys | None:
    """Return the key of the group of each example; None where there is no such column."""
    name = samples.columns.group
    if name is None:
        return None
    return samples.column(name).tolist() if folder is None else same_cells(samples, [name], folder)


def _whole(
    plan: TestPlan,
    samples: Samples,
    student: AnswerRows,
    teacher: AnswerRows | None,
    *,
    look: int,
    lineage: Lineage,
    folder: Path | None,
) -> Summary:
    return summarise(
        samples.texts(samples.columns.label),
        student.whole(),
        teacher.whole() if teacher else None,
        slices={name: samples.texts(name) for name in samples.columns.slices},
        groups=groups_in(samples, folder),
        duplicates=same_inputs(samples, folder),
        text_lengths=text_lengths(samples),
        margin=plan.margin,
        claim=plan.claim,
        labelled_by=plan.labelled_by.value,
        positive=samples.columns.positive,
        look=look,
        seed=plan.seed,
        lineage=lineage,
    )
