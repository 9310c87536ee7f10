"""One version's answers in the order of the examples, read whole or a block of rows at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluations.measurement.labels import SAME, Reading
from evaluations.measurement.row_blocks import blocks, growing
from evaluations.statistics.predictions import Predictions


@dataclass(frozen=True, slots=True, eq=False)
class AnswerRows:
    """Answers as they were written, and as the buyer's labels.

    Attributes
    ----------
    names : the different answers as the version writes them.
    codes : for each example its answer's place in `names`, shape ``(n,)``.
    probabilities : how likely each class was found, shape ``(n, K)``; None where none are given.
    classes : the class of each column of `probabilities`, as the version writes it.
    reading : what the answers mean.
    """

    names: tuple[str, ...]
    codes: NDArray[np.integer]
    probabilities: NDArray[np.floating] | None = None
    classes: tuple[str, ...] | None = None
    reading: Reading = SAME

    def __len__(self) -> int:
        return len(self.codes)

    def written(self, start: int, stop: int) -> NDArray[np.object_]:
        """Return the answers of these rows as the version wrote them."""
        return _picked(self.names, self.codes[start:stop])

    def words(self, start: int, stop: int) -> NDArray[np.object_]:
        """Return the answers of these rows in the buyer's words."""
        return _picked(self.reading.read_names(self.names), self.codes[start:stop])

    def reread(self) -> int:
        """Return how many answers are counted in other words than they were written in."""
        words = self.reading.read_names(self.names)
        # The last is for a row without an answer.
        other = np.array([*map(str.__ne__, self.names, words), False])
        return sum(int(other[self.codes[start:stop]].sum()) for start, stop in blocks(len(self)))

    def block(self, start: int, stop: int) -> Predictions:
        """Return the answers of these rows with their probabilities, as statistics take them."""
        labels = self.words(start, stop).tolist()
        if self.classes is None or self.probabilities is None:
            return Predictions(labels)
        # float16 models leave rows that add up to 0.999; a whole is a whole.
        shares = np.array(self.probabilities[start:stop], dtype=np.float64)
        np.maximum(shares, 0.0, out=shares)
        shares /= shares.sum(axis=1, keepdims=True)
        return Predictions(labels, shares, self.reading.read_names(self.classes))

    def whole(self) -> Predictions:
        """Return all answers with their probabilities."""
        return self.block(0, len(self))


def rows_of(
    read: Callable[[int, int], NDArray[np.object_]], rows: int, folder: Path | None = None
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Return the different answers, and for each row which it is.

    Parameters
    ----------
    read, rows
        Gives the answers from one row to another; how many there are.
    folder
        Where many rows are kept; without one they are held in memory.
    """
    places: dict[str, int] = {}
    kept = growing(folder, np.int64)
    for start, stop in blocks(rows):
        codes, names = pd.factorize(read(start, stop))
        found = [places.setdefault(str(name), len(places)) for name in names]
        kept.append(np.array(found, dtype=np.int64)[codes])
    return tuple(places), kept.array(rows)


def _picked(names: Sequence[str], codes: NDArray[np.integer]) -> NDArray[np.object_]:
    held: NDArray[np.object_] = np.array([*names, None], dtype=object)
    found: NDArray[np.object_] = held[codes]
    return found
