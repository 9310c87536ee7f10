"""A test whose labels are numbers: each version's answers, and the published result."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.measurement.amounts_seen import AmountsSeen
from evaluations.measurement.answer_sheets import take_sheet
from evaluations.measurement.answering import SHEET, Answers
from evaluations.measurement.labels import SAME
from evaluations.measurement.model_run import inspected, run_model
from evaluations.measurement.number_cells import CommasSeen, numbers_in
from evaluations.measurement.plan import Contender, TestPlan
from evaluations.measurement.progress import Progress
from evaluations.measurement.row_blocks import MOST_WHOLE, growing
from evaluations.measurement.samples import Samples
from evaluations.measurement.text_table import text_frame
from evaluations.statistics.estimates import Precision
from evaluations.statistics.number_summary import NumberSummary, with_point
from sandbox.contract import Jail
from sandbox.reading import read_table

NUMBERS_READ: Final = (
    "The labels are numbers, so we measured how far off the answers are, in the unit of the label. "
    "Say that they are names (task: classes) if that is wrong."
)
NO_CLASSES: Final = "The labels are numbers: there is no class to be sure of."


@dataclass(frozen=True, slots=True, eq=False)
class NumberAnswers:
    """One version's answers as numbers, in the order of the examples, and what it is."""

    about: Answers
    numbers: NDArray[np.float64]


def labels_are_numbers(plan: TestPlan, samples: Samples) -> bool:
    """Return whether the labels are amounts: as the buyer said, or as they look."""
    if plan.task is not None:
        return plan.task == "numbers"
    return plan.said_labels is None and _look_like_amounts(samples)


def _look_like_amounts(samples: Samples) -> bool:
    def distinct() -> Iterator[list[str]]:
        for start, stop in samples.blocks():
            cells = samples.cells(samples.columns.label, start, stop).unique().tolist()
            # Decimal commas are amounts too: told so, and refused, rather than taken for names.
            yield list(map(with_point, cells))

    seen = AmountsSeen()
    for texts in distinct():
        seen.take(texts)
    return seen.are_amounts(len(samples), distinct())


def label_notes(samples: Samples) -> list[str]:
    """Return what the reader should know of how the labels were read as numbers."""
    label, commas = samples.columns.label, CommasSeen()
    for start, stop in samples.blocks():
        commas.take(samples.cells(label, start, stop).tolist())
    return [f"{samples.name}: {note}" for note in commas.note(label)]


def numbers_on_sheet(
    contender: Contender, samples: Samples, *, jail: Jail, progress: Progress
) -> NumberAnswers:
    """Return the numbers on an answer sheet."""
    read = read_table(jail, contender.path, name=contender.name, should_stop=progress.should_stop)
    sheet = take_sheet(
        text_frame(read.table), read.row_numbers, samples, name=contender.name, folder=jail.run_dir
    )
    kept = growing(jail.run_dir if len(samples) > MOST_WHOLE else None, np.float64)
    column, commas = sheet.column or "answer", CommasSeen()
    for start, stop in samples.blocks():
        cells = sheet.read(start, stop)
        rows = sheet.row_numbers[start:stop]
        kept.append(numbers_in(cells, rows, file=contender.name, column=column))
        commas.take(cells.tolist())
    about = Answers(
        name=contender.name,
        format=SHEET,
        sha256=read.sha256,
        bytes=read.bytes,
        isolation="none",
        rows=None,
        reading=SAME,
        inspection=None,
        speed=None,
        notes=tuple(f"{contender.name}: {note}" for note in (*sheet.notes, *commas.note(column))),
    )
    return NumberAnswers(about, kept.array(len(samples)))


def numbers_from_model(
    contender: Contender,
    samples: Samples,
    *,
    jail: Jail,
    progress: Progress,
    seed: int,
    stage: str,
) -> NumberAnswers:
    """Return the numbers of a model that runs in the jail.

    Raises `Refused` where the model cannot be run on these examples, or answers with names.
    """
    inspection = inspected(contender, jail=jail, progress=progress)
    if inspection.labels is not None:
        raise Refused(
            "The labels are numbers, and this model answers with names.",
            file=contender.name,
            what_to_do="Say that the labels are names (task: classes), or take another model.",
        )
    run = run_model(
        contender,
        inspection,
        samples,
        jail=jail,
        progress=progress,
        seed=seed,
        stage=stage,
        task="numbers",
    )
    assert run.numbers is not None  # noqa: S101 -- they were asked for, and nothing else is taken
    about = Answers(
        name=contender.name,
        format=inspection.format,
        sha256=inspection.sha256,
        bytes=inspection.bytes,
        isolation=run.isolation,
        rows=None,
        reading=SAME,
        inspection=inspection,
        speed=run.speed,
        notes=tuple(f"{contender.name}: {note}" for note in run.notes if note),
    )
    return NumberAnswers(about, run.numbers)


def published(
    summary: NumberSummary, plan: TestPlan, *, repeated: int, commonest: int
) -> dict[str, Any]:
    """Return the blocks of the published result that the statistics of names fill otherwise.

    `repeated` rows have the inputs of another, and `commonest` carry the commonest label.
    """
    groups = summary.groups
    return {
        "task": "numbers",
        "seed": plan.seed,
        "replicates": Precision().replicates,
        "level": Precision().level,
        "samples": {
            "n": summary.n,
            "labels": [],
            "labelled_by": plan.labelled_by.value,
            "groups": None if groups is None else groups.count,
            "grouped_by": None if groups is None else groups.reason,
            "design_effect": None,
            "checks": {
                "n": summary.n,
                "support": {},
                "rare": [],
                "unknown_to_model": [],
                "majority_share": commonest / summary.n,
                "duplicates": repeated,
                "conflicting": None,
            },
        },
        "margin": None,
        "look": plan.look,
        "claim": None,
        "student": _side(summary.student.as_json()),
        "teacher": _side(summary.teacher.as_json()) if summary.teacher else None,
        "comparison": None,
        "claim_verdict": None,
        "claim_details": None,
        "slices": [],
        "hints": [],
        "numbers": summary.as_json(),
    }


def _side(metrics: dict[str, Any]) -> dict[str, Any]:
    return {
        "metrics": metrics,
        "per_class": {},
        "confusion": {"labels": [], "counts": []},
        "positive": None,
        "calibration": None,
        "calibration_why": NO_CLASSES,
    }
