"""Makes one thing of what models answer: a label for each row and, where there are any, scores.

Whether scores are probabilities is for the parent to see; only a text model's logits are turned into
them here, since that is what its format means.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from sandbox.runner.codes import Code, Trouble

MOST_LABELS = 10_000
AGREE = 0.99
NEAR = 1e-4

# Whole numbers this near to one another are looked up in a table instead of a dictionary.
NEAR_NUMBERS = 1 << 16

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of some rows: those that stand there, by first appearance, and each row's place."""

    distinct: list[str]
    places: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.places)


@dataclass(slots=True)
class Answers:
    """Reads each batch's outputs by what the first batch showed.

    `lists` are the lists that may name the classes, the likeliest first, and `certain` says that
    the first one does. `classes` is None until the first batch, and stays None where no list fits
    the scores.
    """

    lists: Sequence[list[str]]
    softmax: bool
    certain: bool = False
    names: list[str] = field(default_factory=list)
    classes: list[str] | None = None
    logits: bool = False
    scored: bool = False
    _numbers: dict[str, int] = field(default_factory=dict)
    _begun: bool = False

    def read(
        self, outputs: Sequence[Any], rows: int
    ) -> tuple[npt.NDArray[np.int32], Scores | None]:
        """Return label numbers (into `names`) and scores [rows, classes] or None."""
        labels, scores, keys = _parts(outputs, rows)
        if scores is not None and scores.shape[1] == 1:
            scores = _both_sides(scores)
        if not self._begun:
            self._begin(labels, scores, keys)
        if scores is not None and self.logits:
            scores = _softmax(scores)
        if self.classes is None:
            scores = None
        if scores is not None and scores.shape[1] != len(self.classes or ()):
            raise Trouble(Code.UNSUPPORTED_OUTPUT, outputs="their number of classes changes")
        if labels is None:
            if scores is None or self.classes is None:
                raise Trouble(Code.UNSUPPORTED_OUTPUT, outputs="scores of one class alone")
            numbers = np.array([self._number(name) for name in self.classes], np.int32)
            return numbers[scores.argmax(axis=1)], scores
        numbers = np.array([self._number(label) for label in labels.distinct], np.int32)
        return numbers[labels.places], scores

    def _begin(self, labels: Labels | None, scores: Scores | None, keys: list[str] | None) -> None:
        self._begun = True
        self.scored = scores is not None
        if scores is None:
            return
        self.logits = self.softmax and not _sum_to_one(scores)
        numbered = [str(number) for number in range(scores.shape[1])]
        for names in [keys] if keys else [*self.lists, numbered]:
            fits = len(names) == scores.shape[1]
            if fits and (self.certain or labels is None or _agree(names, labels, scores)):
                self.classes = names
                return

    def _number(self, label: str) -> int:
        number = self._numbers.get(label)
        if number is None:
            if len(self.names) >= MOST_LABELS:
                raise Trouble(Code.TOO_MANY_LABELS, limit=MOST_LABELS)
            number = self._numbers[label] = len(self.names)
            self.names.append(label)
        return number


def numbers_of(outputs: Sequence[Any], rows: int) -> npt.NDArray[np.float64]:
    """Return the number that a model gives for each row. Trouble if it gives anything else."""
    for output in outputs:
        if isinstance(output, np.ndarray) and output.dtype.kind in "fiu" and output.size == rows:
            return output.reshape(-1).astype(np.float64)
    raise Trouble(Code.GIVES_LABELS)


def _parts(
    outputs: Sequence[Any], rows: int
) -> tuple[Labels | None, Scores | None, list[str] | None]:
    """Return labels, scores and the scores' own names, each None where the outputs hold none."""
    labels: Labels | None = None
    scores: Scores | None = None
    keys: list[str] | None = None
    for output in outputs:
        if isinstance(output, list):
            if scores is None and output and isinstance(output[0], dict):
                scores, keys = _of_maps(output)
        elif isinstance(output, np.ndarray) and output.ndim in {1, 2}:
            if output.dtype.kind == "f":
                if scores is None:
                    scores = output.astype(np.float32, copy=False).reshape(len(output), -1)
            elif labels is None and output.dtype.kind in "OUSiub" and output.size == len(output):
                labels = _labels(output.reshape(-1))
    if labels is None and scores is None:
        shapes = [f"{np.shape(output)}" for output in outputs][:4]
        raise Trouble(Code.UNSUPPORTED_OUTPUT, outputs="shapes " + ", ".join(shapes))
    for part in (labels, scores):
        if part is not None and len(part) != rows:
            raise Trouble(Code.ANSWER_COUNT, expected=rows, found=len(part))
    return labels, scores, keys


def _of_maps(output: list[dict[Any, float]]) -> tuple[Scores, list[str]]:
    keys = list(output[0])
    picked: Iterable[Any] = map(itemgetter(*keys), output) if keys else ()
    cells = chain.from_iterable(picked) if len(keys) > 1 else picked
    try:
        scores = np.fromiter(cells, np.float32, len(output) * len(keys))
    except KeyError as problem:
        raise Trouble(Code.UNSUPPORTED_OUTPUT, outputs="maps with different keys") from problem
    return scores.reshape(len(output), len(keys)), [_as_label(key) for key in keys]


def _labels(values: npt.NDArray[Any]) -> Labels:
    """Return the labels in an array of numbers or texts."""
    if values.dtype.kind in "iu" and len(values):
        low, high = int(values.min()), int(values.max())
        if high - low < NEAR_NUMBERS:
            return _labels_near(values, low, high)
    cells = values.tolist()
    if set(map(type, cells)) - {str}:
        cells = [_as_label(value) for value in cells]
    place = {label: number for number, label in enumerate(dict.fromkeys(cells))}
    return Labels(list(place), np.fromiter(map(place.__getitem__, cells), np.int32, len(cells)))


def _labels_near(values: npt.NDArray[Any], low: int, high: int) -> Labels:
    wide = values if values.dtype.itemsize == np.dtype(np.intp).itemsize else values.astype(np.intp)
    steps = (wide - wide.dtype.type(low)).astype(np.intp)
    first = np.full(high - low + 1, len(values), np.intp)
    np.minimum.at(first, steps, np.arange(len(values)))
    order = np.argsort(first, kind="stable")[: np.count_nonzero(first < len(values))]
    place = np.empty(len(first), np.int32)
    place[order] = np.arange(len(order))
    return Labels([str(low + step) for step in order.tolist()], place[steps])


def _both_sides(scores: Scores) -> Scores:
    """Return both columns where a model gives the probability of one class only."""
    if not ((scores >= 0) & (scores <= 1)).all():
        raise Trouble(Code.UNSUPPORTED_OUTPUT, outputs="one number for each row")
    return np.hstack([1 - scores, scores])


def _agree(names: list[str], labels: Labels, scores: Scores) -> bool:
    """Return whether the highest score names the label, ties and rounding aside."""
    with np.errstate(invalid="ignore"):
        best = scores.argmax(axis=1)
        ordered = np.partition(scores, -2, axis=1) if scores.shape[1] > 1 else scores
        clear = (ordered[:, -1] - ordered[:, -2] > NEAR) if scores.shape[1] > 1 else best == 0
    if not clear.any():
        return set(labels.distinct) <= set(names)
    place = {name: number for number, name in enumerate(names)}
    named = np.array([place[name] for name in names])[best[clear]]
    told = np.array([place.get(label, -1) for label in labels.distinct])[labels.places[clear]]
    return bool((named == told).mean() >= AGREE)


def _sum_to_one(scores: Scores) -> bool:
    return bool((scores >= 0).all() and np.allclose(scores.sum(axis=1), 1.0, atol=1e-3))


def _softmax(logits: Scores) -> Scores:
    raised = np.exp((logits - logits.max(axis=1, keepdims=True)).astype(np.float64))
    result: Scores = (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32)
    return result


def _as_label(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)
