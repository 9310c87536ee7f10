"""Runs a vendor's model in the jail on features alone, and checks what comes back.

Whatever comes back is at most wrong predictions: as many as there are rows, each a label, with scores
that are numbers. Speed is taken here, from when each batch arrives.
"""

import struct
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from content.refusal import Refused
from sandbox.channel import read_json
from sandbox.contract import LARGEST, ChannelBroken, Jail, Job, Limits, Outcome, ShouldStop, never
from sandbox.feature_file import Features, features_of, write_features
from sandbox.limits import PREDICTING
from sandbox.model_source import ModelSource, Zeros, stage_model
from sandbox.runner.frames import Kind
from sandbox.sentences import raise_unless_done
from sandbox.spill import SpilledArray
from sandbox.staging import staged

COUNTS = struct.Struct("<II")
MOST_LABELS = 10_000
LONGEST_LABEL = 1_000
# How far a row of probabilities may be from summing to one; float16 models need some room.
SUM_WITHIN = 0.01
NOT_PROBABILITIES = (
    "The model's scores are no probabilities (they do not lie between 0 and 1 and sum to 1), "
    "so measures of confidence are left out."
)
NO_CLASSES = "The file does not say which score belongs to which label, so measures of confidence are left out."
LABELS_ONLY = "The model gives labels only, so measures of confidence are left out."

FED_DENSE = (
    "The columns were given whole (dense): a blank cell went in as missing and a zero as zero."
)
FED_SPARSE = (
    "Zeros were left out of the columns (sparse): a zero went in as missing, as a blank cell did."
)
OTHERWISE = (
    "Had zeros gone in as missing (sparse), {otherwise:,} of {compared:,} answers would be different; "
    "ask the vendor how the model was trained."
)

Task = Literal["classes", "numbers"]
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BatchTiming:
    """One batch: its rows, and the seconds from the one before it, as seen from outside.

    0 where both were read together: only rows asked one by one wait until they are seen.
    """

    rows: int
    seconds: float


@dataclass(frozen=True, slots=True)
class RawPredictions:
    """What a model answered, in the order of the rows it was given.

    `label_codes` [N] counts into `label_names`, the labels as the model writes them. `probabilities`
    [N, K] belong to `classes`, both None where the model gives none; notes say why. `peak_bytes` is
    the most memory the model's process held, None where it could not be read. `numbers` [N] is what
    a model that gives numbers answered, and then there are no labels. `fed` says how a model that
    tells a blank from a zero was given its columns, "dense", "sparse", or "" for any other. What has
    a value for each row is mapped from the jail's run folder: read it in pieces where rows are many.
    """

    label_codes: npt.NDArray[np.int32]
    label_names: tuple[str, ...]
    classes: tuple[str, ...] | None
    probabilities: npt.NDArray[np.float32] | None
    batches: tuple[BatchTiming, ...]
    load_seconds: float
    peak_bytes: int | None
    threads: int
    isolation: str
    notes: tuple[str, ...] = ()
    numbers: npt.NDArray[np.float64] | None = None
    fed: str = ""

    @property
    def labels(self) -> list[str]:
        """Return the predicted label of each row."""
        return [self.label_names[code] for code in self.label_codes.tolist()]


def predict(
    jail: Jail,
    source: ModelSource,
    features: pa.Table | Features,
    *,
    on_progress: OnProgress = lambda _done, _total: None,
    should_stop: ShouldStop = never,
    limits: Limits = PREDICTING,
    rows_at_once: int | None = None,
    task: Task = "classes",
    zeros: Zeros = "given",
) -> RawPredictions:
    """Run the model in `source` on every row of `features`.

    Parameters
    ----------
    jail
        Where the model runs.
    source
        A file, a zip, or a folder with model.onnx, tokenizer.json and config.json.
    features
        At least one row; columns already of the types the model reads, and shuffled, or with shuffled
        places. Labels and ids must not be among them.
    on_progress
        Called with rows done and rows in all after each batch.
    should_stop
        Asked a few times a second; True ends the run by SIGKILL.
    limits
        What the run may use; `limits.threads` is what the model computes with.
    rows_at_once
        The size of a batch; None for the size fixed by the kind of model (256 texts, 16,384 rows of
        a table). Another size shows whether answers depend on what else is in the batch.
    task
        What each answer is: one of some classes, or a number.
    zeros
        What a zero is to an XGBoost model: a figure, or missing, as in tables that leave zeros out.

    Raises
    ------
    ValueError
        A column is of a type that no model reads; see `feature_file`.
    Refused
        The model cannot be run on these columns, did not answer as agreed, or the disk is full.
    Stopped
        `should_stop` said so.
    JailUnavailable
        There is no jail to run it in, or the jail lacks the locale that the model needs.
    """
    given = features_of(features) if isinstance(features, pa.Table) else features
    if given.rows == 0:
        raise Refused("There are no rows to run the model on.", what_to_do="Add examples.")
    taken = _Taken(given.rows, source.shown, on_progress, task, folder=jail.run_dir)
    with staged(jail.run_dir) as folder:
        model = stage_model(source, folder, limits)
        write_features(given, folder / "features")
        job = Job(
            "predict",
            {"model": model.path, "features": folder / "features"},
            {
                "threads": limits.threads,
                "rows_at_once": rows_at_once,
                "hint": model.hint,
                "task": task,
                "zeros": zeros,
            },
        )
        outcome = jail.run(job, limits=limits, receive=taken.receive, should_stop=should_stop)
    raise_unless_done(outcome, what="model", file=source.shown, limits=limits)
    return taken.as_predictions(outcome, limits.threads, jail.isolation)


@dataclass(slots=True)
class _Taken:
    """What has arrived of one run, each frame checked against those before it."""

    rows: int
    file: str
    on_progress: OnProgress
    task: Task = "classes"
    _: KW_ONLY
    folder: Path
    names: list[str] = field(default_factory=list)
    classes: list[str] | None = None
    timings: list[BatchTiming] = field(default_factory=list)
    done: int = 0
    width: int | None = None
    ready: float | None = None
    opened: float | None = None
    last: float = 0.0
    notes: list[str] = field(default_factory=list)
    fed: str = ""
    probable: bool = True
    codes: SpilledArray = field(init=False)
    scores: SpilledArray = field(init=False)
    numbers: SpilledArray = field(init=False)

    def __post_init__(self) -> None:
        self.codes = SpilledArray(self.folder, np.int32)
        self.scores = SpilledArray(self.folder, np.float32)
        self.numbers = SpilledArray(self.folder, np.float64)

    def receive(self, kind: Kind, payload: bytes, when: float) -> None:
        if kind is Kind.READY and self.ready is None:
            self.ready = when
        elif kind is Kind.OPENED and self.opened is None and self.ready is not None:
            self.opened = self.last = when
        elif kind is Kind.NAMES and self.opened is not None and self.task == "classes":
            self._take_names(read_json(payload))
        elif kind is Kind.BATCH and self.names:
            self._note_time(self._take_batch(payload), when)
        elif kind is Kind.NUMBERS and self.opened is not None and self.task == "numbers":
            self._note_time(self._take_numbers(payload), when)
        elif kind is Kind.DONE and self.done == self.rows:
            self._take_end(read_json(payload))
        else:
            raise ChannelBroken(f"A frame of kind {kind.name} came out of turn.")

    def _note_time(self, rows: int, when: float) -> None:
        self.timings.append(BatchTiming(rows, when - self.last))
        self.last = when
        self.done += rows
        self.on_progress(self.done, self.rows)

    def _take_names(self, told: dict[str, Any]) -> None:
        classes, names = told.get("classes"), _labels(told.get("names"))
        if set(told) != {"classes", "names"} or len(self.names) + len(names) > MOST_LABELS:
            raise ChannelBroken("Labels came in another shape.")
        if classes is not None:
            classes = _labels(classes)
        if self.names and classes != self.classes:
            raise ChannelBroken("The classes changed in the middle.")
        self.names += names
        self.classes = classes
        if not self.names or len(set(self.names)) != len(self.names):
            raise ChannelBroken("No label came, or one came twice.")

    def _take_batch(self, payload: bytes) -> int:
        if len(payload) < COUNTS.size:
            raise ChannelBroken("A batch is too short.")
        rows, width = COUNTS.unpack_from(payload)
        expected = self.width if self.width is not None else len(self.classes or ())
        fits = 0 < rows <= self.rows - self.done and width == expected
        if not fits or len(payload) != COUNTS.size + 4 * rows * (1 + width):
            raise ChannelBroken("A batch has another number of rows or of scores.")
        codes = np.frombuffer(payload, "<i4", rows, COUNTS.size)
        if codes.min() < 0 or codes.max() >= len(self.names):
            raise ChannelBroken("A label was never named.")
        scores = np.frombuffer(payload, "<f4", rows * width, COUNTS.size + 4 * rows)
        scores = scores.reshape(rows, width)
        if not np.isfinite(scores).all():
            self._refuse_odd(~np.isfinite(scores).all(axis=1))
        self.width = width
        self.probable = self.probable and (not width or _are_probabilities(scores))
        self.codes.append(codes)
        self.scores.append(scores)
        return int(rows)

    def _take_numbers(self, payload: bytes) -> int:
        rows = len(payload) // 8
        if len(payload) % 8 or not 0 < rows <= self.rows - self.done:
            raise ChannelBroken("A batch has another number of rows.")
        numbers = np.frombuffer(payload, "<f8")
        self._refuse_odd(~np.isfinite(numbers))
        self._refuse_odd(np.abs(numbers) > LARGEST, "an amount too large to reckon with")
        self.numbers.append(numbers)
        return rows

    def _refuse_odd(
        self, odd: npt.NDArray[np.bool_], what: str = "something that is no number"
    ) -> None:
        if odd.any():
            raise Refused(
                f"The model answered {int(odd.sum()):,} of the first {self.done + len(odd):,} examples "
                f"with {what}.",
                file=self.file,
                what_to_do="Ask the vendor which values the model cannot take, and show them this sentence.",
            )

    def _take_end(self, end: dict[str, Any]) -> None:
        counts = ("cut", "compared", "otherwise")
        good = (
            set(end) == {*counts, "scored", "fed"}
            and end["fed"] in {"", "dense", "sparse"}
            and all(type(end[key]) is int and 0 <= end[key] <= self.rows for key in counts)
            and end["otherwise"] <= end["compared"]
            and type(end["scored"]) is bool
        )
        if not good:
            raise ChannelBroken("A run ended in another shape.")
        if end["cut"]:
            one = end["cut"] == 1
            which = "One text was" if one else f"{end['cut']:,} texts were"
            self.notes.append(f"{which} longer than the model reads and cut to fit.")
        self.fed = end["fed"]
        if self.fed:
            self.notes.append(FED_DENSE if self.fed == "dense" else FED_SPARSE)
        if end["otherwise"]:
            self.notes.append(OTHERWISE.format(**end))
        if not self.width and self.task == "classes":
            self.notes.append(NO_CLASSES if end["scored"] else LABELS_ONLY)

    def as_predictions(self, outcome: Outcome, threads: int, isolation: str) -> RawPredictions:
        assert self.ready is not None  # noqa: S101 - the job is done, so both have come
        assert self.opened is not None  # noqa: S101
        probabilities, classes = None, None
        if self.width and self.probable:
            probabilities = self.scores.array(self.rows, self.width)
            classes = tuple(self.classes or ())
        elif self.width:
            self.notes.append(NOT_PROBABILITIES)
        for_classes = self.task == "classes"
        return RawPredictions(
            label_codes=self.codes.array(self.rows if for_classes else 0),
            label_names=tuple(self.names),
            classes=classes,
            probabilities=probabilities,
            batches=tuple(self.timings),
            load_seconds=self.opened - self.ready,
            peak_bytes=outcome.peak_bytes,
            threads=threads,
            isolation=isolation,
            notes=tuple(self.notes),
            numbers=None if for_classes else self.numbers.array(self.rows),
            fed=self.fed,
        )


def _labels(told: Any) -> list[str]:
    good = (
        isinstance(told, list)
        and len(told) <= MOST_LABELS
        and all(isinstance(label, str) and len(label) <= LONGEST_LABEL for label in told)
        and len(set(told)) == len(told)
        and not any("\x00" in label for label in told)
    )
    if not good:
        raise ChannelBroken("Labels came in another shape.")
    return list(told)


def _are_probabilities(scores: npt.NDArray[np.float32]) -> bool:
    between = scores.min() >= -SUM_WITHIN and scores.max() <= 1 + SUM_WITHIN
    sums = scores.astype(np.float64) @ np.ones(scores.shape[1])
    return bool(between and (np.abs(sums - 1) <= SUM_WITHIN).all())
