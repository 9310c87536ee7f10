"""A test whose labels are numbers: each version's answers, and the published result."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.measurement.answer_sheets import take_sheet
from evaluations.measurement.answering import SHEET, Answers, text_frame
from evaluations.measurement.columns import LabelledBy
from evaluations.measurement.labels import SAME
from evaluations.measurement.model_run import inspected, run_model
from evaluations.measurement.number_cells import numbers_in
from evaluations.measurement.plan import Contender, TestPlan
from evaluations.measurement.progress import Progress
from evaluations.measurement.samples import Samples
from evaluations.statistics.estimates import Precision
from evaluations.statistics.number_summary import NumberSummary, are_numbers, summarise_numbers
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
    return plan.said_labels is None and are_numbers(samples.distinct(samples.columns.label))


def numbers_on_sheet(
    contender: Contender, samples: Samples, *, jail: Jail, progress: Progress
) -> NumberAnswers:
    """Return the numbers on an answer sheet."""
    read = read_table(jail, contender.path, name=contender.name, should_stop=progress.should_stop)
    sheet = take_sheet(text_frame(read.table), read.row_numbers, samples, name=contender.name)
    # The sheet's rows may stand in another order; a refusal names the example's row.
    numbers = numbers_in(sheet.answers, samples.rows, file=contender.name, column="answer")
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
        notes=tuple(f"{contender.name}: {note}" for note in sheet.notes),
    )
    return NumberAnswers(about, numbers)


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


def summary_of(
    plan: TestPlan,
    samples: Samples,
    student: NumberAnswers,
    teacher: NumberAnswers | None,
    *,
    duplicates: Sequence[int],
    text_lengths: list[int] | None,
) -> NumberSummary:
    """Return what the answers come to.

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
    columns = samples.columns
    return summarise_numbers(
        numbers_in(samples.labels, samples.rows, file=samples.name, column=columns.label),
        student.numbers,
        teacher.numbers if teacher else None,
        slices={name: samples.column(name).tolist() for name in columns.slices},
        groups=samples.column(columns.group).tolist() if columns.group else None,
        duplicates=duplicates,
        text_lengths=text_lengths,
        margin=plan.margin_in_units,
        labelled_by_teacher=plan.labelled_by is LabelledBy.TEACHER,
        look=plan.look,
        precision=Precision(seed=plan.seed),
    )


def published(
    summary: NumberSummary, plan: TestPlan, samples: Samples, *, duplicates: Sequence[int]
) -> dict[str, Any]:
    """Return the blocks of the published result that the statistics of names fill otherwise."""
    labels = samples.labels.tolist()
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
                "majority_share": max(np.unique(labels, return_counts=True)[1].tolist())
                / summary.n,
                "duplicates": summary.n - len(set(duplicates)),
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
