"""One run of a model in the jail: looked at, given features in shuffled order, asked again one by one.

What the labels are, names or numbers, makes no difference to how a model is run.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.measurement.features import (
    BlankCells,
    ModelFeatures,
    ModelInput,
    tabular_features,
    text_feature,
)
from evaluations.measurement.one_by_one import MOST_TIMED, OneByOne, ask_one_by_one
from evaluations.measurement.plan import Contender, Task
from evaluations.measurement.progress import Progress
from evaluations.measurement.samples import Samples
from evaluations.measurement.shuffled_order import Places, first_rows, shuffled_places
from sandbox.contract import Jail
from sandbox.how_known import INSTEAD
from sandbox.inspecting import inspect_model
from sandbox.inspection import Inspection
from sandbox.model_source import ModelSource
from sandbox.predicting import RawPredictions, predict
from sandbox.spill import SpilledArray, let_go

# Rows put in order at once: answers are picked from all over the run.
AT_ONCE: Final = 1 << 12


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast a model was, timed from outside the jail."""

    rows: int
    seconds: float
    load_seconds: float
    peak_bytes: int | None
    threads: int
    one_by_one: OneByOne


@dataclass(frozen=True, slots=True, eq=False)
class ModelRun:
    """What a model answered, in the order of the examples, and how it ran.

    Attributes
    ----------
    names : the labels it answers with, as it writes them.
    codes : for each example the place of its answer in `names`, shape ``(n,)``; empty for numbers.
    classes, probabilities : the classes, and how likely it found each, shape ``(n, K)``, or None.
    numbers : what a model that gives numbers answered, shape ``(n,)``; None for any other.
    isolation : what it ran in.
    speed : timed from outside the jail.
    notes : sentences for the result.
    """

    names: tuple[str, ...]
    codes: NDArray[np.int32]
    classes: tuple[str, ...] | None
    probabilities: NDArray[np.float32] | None
    numbers: NDArray[np.float64] | None
    isolation: str
    speed: Speed
    notes: tuple[str, ...]


def inspected(contender: Contender, *, jail: Jail, progress: Progress) -> Inspection:
    """Return what a model's file shows.

    Raises `Refused` where the model cannot be run.
    """
    source = ModelSource(contender.path, contender.name)
    inspection = inspect_model(jail, source, should_stop=progress.should_stop)
    progress.check()
    if inspection.cannot_run is not None:
        raise Refused(inspection.cannot_run, file=contender.name, what_to_do=INSTEAD)
    return inspection


def run_model(
    contender: Contender,
    inspection: Inspection,
    samples: Samples,
    *,
    jail: Jail,
    progress: Progress,
    seed: int,
    stage: str,
    task: Task,
) -> ModelRun:
    """Run a model on all examples, and again on some of them one by one.

    Parameters
    ----------
    contender, inspection
        The model, and what `inspected` found of it.
    samples
        The examples; the model is given what it reads of them and no more.
    jail, progress
        Where it runs, and what hears of it.
    seed
        Of the order in which examples are asked.
    stage
        What the stage is called.
    task
        What each answer is: one of some classes, or a number.

    Raises
    ------
    Refused
        If the model cannot be run on these examples.
    JailUnavailable
        If there is no jail.
    """
    source = ModelSource(contender.path, contender.name)
    places = shuffled_places(len(samples), seed, jail.run_dir)
    features = features_for(samples, inspection, contender)
    blanks = BlankCells()
    progress.stage(stage, total=len(samples), sentence=f"Running {contender.name}.")
    raw = predict(
        jail,
        source,
        features.placed(places, blanks),
        on_progress=lambda done, _total: progress.advance(done),
        should_stop=progress.should_stop,
        task=task,
        zeros=contender.zeros,
    )
    progress.check()
    first = features.table(first_rows(places, MOST_TIMED).tolist())
    one_by_one = ask_one_by_one(
        jail, source, first, raw, progress, task=task, zeros=contender.zeros
    )
    progress.check()
    told = (
        (f"{blanks.count:,} blank cells went to the model as missing figures.",)
        if blanks.count
        else ()
    )

    def ordered(answers: NDArray[Any] | None) -> Any:
        return None if answers is None else _in_order(answers, places, jail.run_dir)

    return ModelRun(
        names=raw.label_names,
        codes=ordered(raw.label_codes) if len(raw.label_codes) else raw.label_codes,
        classes=raw.classes,
        probabilities=ordered(raw.probabilities),
        numbers=ordered(raw.numbers),
        isolation=raw.isolation,
        speed=_speed(raw, one_by_one),
        notes=(*inspection.notes, *told, *raw.notes, one_by_one.note),
    )


def _in_order(answers: NDArray[Any], places: Places, folder: Path) -> NDArray[Any]:
    """Return answers of the shuffled run in the order of the examples."""
    kept = SpilledArray(folder, answers.dtype)
    for start in range(0, len(places), AT_ONCE):
        kept.append(answers[places[start : start + AT_ONCE]])
        let_go()
    return kept.array(*answers.shape)


def features_for(samples: Samples, inspection: Inspection, contender: Contender) -> ModelFeatures:
    """Return the columns a model reads, of the types it names."""
    if inspection.format == "onnx_text_bundle":
        return text_feature(samples, who=contender.name)
    inputs = [
        ModelInput(
            each.name,
            each.type,
            None
            if each.shape is None
            else tuple(size if isinstance(size, int) else None for size in each.shape),
        )
        for each in inspection.inputs
    ]
    return tabular_features(samples, inputs, who=contender.name)


def _speed(raw: RawPredictions, one_by_one: OneByOne) -> Speed:
    return Speed(
        rows=sum(batch.rows for batch in raw.batches),
        seconds=sum(batch.seconds for batch in raw.batches),
        load_seconds=raw.load_seconds,
        peak_bytes=raw.peak_bytes,
        threads=raw.threads,
        one_by_one=one_by_one,
    )
