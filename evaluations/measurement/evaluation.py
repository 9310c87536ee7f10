"""One whole test: files in, the published `evaluate` result out."""

import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

from evaluations.measurement.answering import Answers, answers_from_model, answers_from_sheet
from evaluations.measurement.counting import count
from evaluations.measurement.lineage import lineage_of
from evaluations.measurement.model_run import Speed
from evaluations.measurement.number_counting import count_numbers
from evaluations.measurement.number_test import (
    NUMBERS_READ,
    NumberAnswers,
    label_notes,
    labels_are_numbers,
    numbers_from_model,
    numbers_on_sheet,
    published,
)
from evaluations.measurement.plan import ENGINE, Contender, TestPlan
from evaluations.measurement.progress import Progress
from evaluations.measurement.samples import Samples, take_samples
from evaluations.measurement.shown_example import ShownExample
from evaluations.measurement.shown_examples import shown_examples
from evaluations.measurement.text_table import text_frame
from sandbox.contract import Jail
from sandbox.inspection import Inspection
from sandbox.reading import read_table

_PACKAGES = ("numpy", "scipy", "pandas", "pyarrow", "onnxruntime", "tokenizers")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A finished test: the published result, and what the files showed by themselves.

    `examples` are those the result names one by one; they are the buyer's, and never published.
    """

    result: Mapping[str, Any]
    examples: tuple[ShownExample, ...]
    student: Inspection | None
    teacher: Inspection | None


def evaluate(
    plan: TestPlan,
    *,
    jail: Jail,
    progress: Progress,
    settle: Callable[[Samples], int] | None = None,
) -> Evaluated:
    """Run the test.

    `settle` is called with the examples before any answer exists, and returns which look at them
    this is; without it the plan's holds.

    Raises
    ------
    Refused
        If any file cannot be used, with file, row and column.
    JailUnavailable
        If there is no jail to open files in; that is no fault of the files.
    """
    progress.stage("Reading the examples", sentence=f"Reading {plan.samples_name}.")
    samples = _samples(plan, jail, progress)
    progress.check()
    look = settle(samples) if settle else plan.look
    if labels_are_numbers(plan, samples):
        return _evaluate_numbers(replace(plan, look=look), samples, jail, progress)
    teacher = (
        _answers(plan.teacher, plan, samples, jail, progress, "Running the bigger version", None)
        if plan.teacher
        else None
    )
    student = _answers(plan.student, plan, samples, jail, progress, "Running this version", teacher)
    progress.stage("Counting", sentence="Working out the numbers and how sure they are.")
    assert student.rows is not None  # noqa: S101 -- only numbers have none
    other = teacher.rows if teacher else None
    counted = count(
        plan,
        samples,
        student.rows,
        other,
        look=look,
        lineage=lineage_of(student.inspection, teacher.inspection if teacher else None),
        folder=jail.run_dir,
        progress=progress,
    )
    progress.check()
    result = _result(counted.summary.as_json(), plan, samples, student, teacher)
    result["notes"] += counted.notes
    return Evaluated(
        result=result,
        examples=shown_examples(samples, result, student=student.rows, teacher=other),
        student=student.inspection,
        teacher=teacher.inspection if teacher else None,
    )


def _evaluate_numbers(
    plan: TestPlan, samples: Samples, jail: Jail, progress: Progress
) -> Evaluated:
    teacher = (
        _numbers(plan.teacher, plan, samples, jail, progress, "Running the bigger version")
        if plan.teacher
        else None
    )
    student = _numbers(plan.student, plan, samples, jail, progress, "Running this version")
    progress.stage("Counting", sentence="Working out the numbers and how sure they are.")
    found = count_numbers(plan, samples, student, teacher, folder=jail.run_dir, progress=progress)
    progress.check()
    blocks = published(found.summary, plan, repeated=found.repeated, commonest=found.commonest)
    result = _result(blocks, plan, samples, student.about, teacher.about if teacher else None)
    result["notes"] += [NUMBERS_READ] if plan.task is None else []
    result["notes"] += label_notes(samples)
    return Evaluated(
        result=result,
        examples=shown_examples(samples, result),
        student=student.about.inspection,
        teacher=teacher.about.inspection if teacher else None,
    )


def _numbers(
    contender: Contender,
    plan: TestPlan,
    samples: Samples,
    jail: Jail,
    progress: Progress,
    stage: str,
) -> NumberAnswers:
    if contender.is_sheet:
        progress.stage(stage, sentence=f"Reading the answers in {contender.name}.")
        return numbers_on_sheet(contender, samples, jail=jail, progress=progress)
    progress.stage(stage, sentence=f"Looking at {contender.name}.")
    return numbers_from_model(
        contender, samples, jail=jail, progress=progress, seed=plan.seed, stage=stage
    )


def _samples(plan: TestPlan, jail: Jail, progress: Progress) -> Samples:
    read = read_table(jail, plan.samples, name=plan.samples_name, should_stop=progress.should_stop)
    return take_samples(
        text_frame(read.table),
        read.row_numbers,
        plan.columns,
        name=plan.samples_name,
        sha256=read.sha256,
        labelled_by=plan.labelled_by,
        seen_by_vendor=plan.seen_by_vendor,
        folder=jail.run_dir,
    )


def _answers(
    contender: Contender,
    plan: TestPlan,
    samples: Samples,
    jail: Jail,
    progress: Progress,
    stage: str,
    bigger: Answers | None,
) -> Answers:
    if contender.is_sheet:
        progress.stage(stage, sentence=f"Reading the answers in {contender.name}.")
        return answers_from_sheet(
            contender, samples, jail=jail, progress=progress, said=plan.said_labels, bigger=bigger
        )
    progress.stage(stage, sentence=f"Looking at {contender.name}.")
    return answers_from_model(
        contender,
        samples,
        jail=jail,
        progress=progress,
        said=plan.said_labels,
        bigger=bigger,
        seed=plan.seed,
        stage=stage,
    )


def _result(
    summary: dict[str, Any],
    plan: TestPlan,
    samples: Samples,
    student: Answers,
    teacher: Answers | None,
) -> dict[str, Any]:
    notes = [*(teacher.notes if teacher else ()), *student.notes]
    return {
        "schema_version": 1,
        "engine_version": ENGINE,
        "versions": _versions(),
        **summary,
        "samples": {
            **summary["samples"],
            "name": samples.name,
            "sha256": samples.sha256,
            "inputs": list(samples.inputs),
            "seen_by_vendor": plan.seen_by_vendor.value,
        },
        "student": {**_about(student), **summary["student"]},
        "teacher": {**_about(teacher), **summary["teacher"]} if teacher else None,
        "rival": plan.rival if teacher else None,
        "notes": notes,
    }


def _about(answers: Answers) -> dict[str, Any]:
    return {
        "name": answers.name,
        "format": answers.format,
        "sha256": answers.sha256,
        "bytes": answers.bytes,
        "isolation": answers.isolation,
        "masked": answers.masked,
        "answers_read_as": {
            "means": answers.reading.means.value,
            "meaning": answers.reading.meaning,
        },
        "speed": _speed(answers.speed),
        "batch_dependence": (
            answers.speed.one_by_one.batch_dependence() if answers.speed else None
        ),
    }


def _speed(speed: Speed | None) -> dict[str, Any] | None:
    if speed is None:
        return None
    return {
        "records_per_second": _unbounded(
            speed.rows / speed.seconds if speed.seconds > 0 else None,
            n=speed.rows,
            method="rows by the seconds between batches, timed outside the jail",
            why=(
                "One run on a machine that others share has no interval."
                if speed.seconds > 0
                else "It was over before it could be timed."
            ),
        ),
        **speed.one_by_one.quantiles(),
        "peak_bytes": _unbounded(
            speed.peak_bytes,
            n=1,
            method="most memory the process held at once",
            why="One reading has no interval." if speed.peak_bytes else "It could not be read.",
        ),
        "threads": speed.threads,
        "load_seconds": speed.load_seconds,
    }


def _unbounded(value: float | None, *, n: int, method: str, why: str) -> dict[str, Any]:
    shown: dict[str, Any] = {"value": value, "low": None, "high": None, "level": None}
    return {**shown, "n": n, "method": method, "why": why}


def _versions() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
        "machine": platform.machine(),
    }
