"""The same model asked one example at a time: how long one answer takes, and whether it is the same.

A batch's numbers can reach an answer that has nothing to do with them, most of all in models of low
precision; and a person who waits for one answer waits for a batch of one.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.measurement.progress import Progress
from evaluations.statistics.proportions import proportion
from evaluations.statistics.quantiles import quantile
from sandbox.contract import Jail
from sandbox.model_source import ModelSource, Zeros
from sandbox.predicting import RawPredictions, Task, predict

MOST_COMPARED: Final = 200
MOST_TIMED: Final = 400
WARM_UP: Final = 20
_FEWEST = 40
_BUDGET = 4.0  # seconds, if one answer takes about four times its share of a batch
_SLOWER = 4
_SAME = 1e-4  # numbers nearer than this share of themselves are one answer
LEVEL: Final = 0.95


@dataclass(frozen=True, slots=True)
class OneByOne:
    """What asking one by one showed.

    Attributes
    ----------
    seconds : of each answer after the warm-up, timed outside the jail.
    compared, changed : examples answered both ways, and those answered otherwise.
    note : a sentence for the result, where there is something to say.
    """

    seconds: tuple[float, ...]
    compared: int
    changed: int
    note: str = ""

    def quantiles(self) -> dict[str, Any]:
        """Return p50_ms, p95_ms and p99_ms in the published form."""
        milliseconds = [1000 * each for each in self.seconds]
        return {
            f"p{percent}_ms": quantile(milliseconds, percent / 100, level=LEVEL).as_json()
            for percent in (50, 95, 99)
        }

    def batch_dependence(self) -> dict[str, Any]:
        """Return the share of answers that depend on what else is in the batch, as published."""
        return dict(
            proportion(
                self.changed, self.compared, level=LEVEL, why_empty="Nothing was asked one by one."
            ).as_json()
        )


def ask_one_by_one(
    jail: Jail,
    source: ModelSource,
    features: pa.Table,
    batched: RawPredictions,
    progress: Progress,
    *,
    task: Task = "classes",
    zeros: Zeros = "given",
) -> OneByOne:
    """Ask the model again, one example at a time, about those that came first.

    Parameters
    ----------
    jail, source
        As in the run before.
    features
        What the model was given first before, in that order: `MOST_TIMED` rows or more, or all.
    batched
        What it answered.
    progress
        Asked whether to stop.
    task
        What each answer is: one of some classes, or a number.
    zeros
        What a zero is to an XGBoost model, as in the run before.

    Returns
    -------
    OneByOne
        With a note and nothing else where the model cannot be asked like this.
    """
    rows = len(features)
    answered = sum(each.rows for each in batched.batches)
    calls = _calls(rows, sum(each.seconds for each in batched.batches) / answered)
    asked = np.resize(np.arange(min(rows, calls)), WARM_UP + calls)
    try:
        alone = predict(
            jail,
            source,
            features.take(pa.array(asked)),
            should_stop=progress.should_stop,
            rows_at_once=1,
            task=task,
            zeros=zeros,
        )
    except Refused:
        return OneByOne((), 0, 0, "It could not be asked one example at a time.")
    compared = min(rows, calls, MOST_COMPARED)
    first = np.unique(asked, return_index=True)[1][:compared]
    if alone.numbers is not None and batched.numbers is not None:
        same = np.isclose(alone.numbers[first], batched.numbers[:compared], rtol=_SAME, atol=0)
    else:
        same = _answers(alone)[first] == _answers(batched)[:compared]
    changed = int((~same).sum())
    seconds = tuple(each.seconds for each in alone.batches[WARM_UP:])
    return OneByOne(seconds, compared, changed, _note(compared, changed))


def _calls(rows: int, seconds_each: float) -> int:
    """Return how many answers to time: enough for a quantile's ends, unless that takes too long."""
    affordable = int(_BUDGET / (_SLOWER * seconds_each)) if seconds_each > 0 else MOST_TIMED
    return max(_FEWEST, min(MOST_TIMED, affordable))


def _answers(raw: RawPredictions) -> NDArray[Any]:
    return np.asarray(raw.label_names, dtype=object)[raw.label_codes]


def _note(compared: int, changed: int) -> str:
    if not changed:
        return ""
    share = f"{100 * changed / compared:.1f}".removesuffix(".0")
    return (
        f"About {share} % of its answers depend on what else is in the batch: {changed:,} of "
        f"{compared:,} were different when asked one at a time."
    )
