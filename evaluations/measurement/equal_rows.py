"""Which rows repeat others, found in passes over hashes that never hold more than a part of the rows.

Two rows are taken for equal where 64-bit hashes of their inputs are: of five million rows, a chance of
1 in a million that two unlike ones are.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluations.measurement.samples import Samples
from sandbox.spill import SpilledArray, let_go

ROWS_AT_ONCE: Final = 1 << 17
_ROW: Final = np.dtype([("hash", "<u8"), ("label", "<i8")])


@dataclass(frozen=True, slots=True)
class EqualRows:
    """Rows that repeat an earlier row's inputs, and rows whose inputs also stand under another label."""

    repeated: int
    conflicting: int


def equal_rows(samples: Samples, folder: Path, *, at_once: int = ROWS_AT_ONCE) -> EqualRows:
    """Count the rows of a set of examples that are equal to others, to the letter.

    Parameters
    ----------
    samples
        The examples.
    folder
        Where hashes are kept meanwhile.
    at_once
        About how many hashes to look at together.
    """
    bits = max(0, (len(samples) // at_once).bit_length())
    parts = [SpilledArray(folder, _ROW) for _ in range(1 << bits)]
    held = [0] * len(parts)
    labels: dict[str, int] = {}
    for start, stop in samples.blocks():
        rows = np.empty(stop - start, dtype=_ROW)
        rows["hash"] = hashes(samples, start, stop)
        cells = samples.cells(samples.columns.label, start, stop).tolist()
        rows["label"] = [labels.setdefault(label, len(labels)) for label in cells]
        part = rows["hash"] >> np.uint64(64 - bits) if bits else np.zeros(len(rows), np.uint64)
        for number in np.unique(part).tolist():
            chosen = rows[part == number]
            parts[number].append(chosen)
            held[number] += len(chosen)
    counts = [_count(each.array(size)) for each, size in zip(parts, held, strict=True)]
    return EqualRows(sum(one for one, _ in counts), sum(other for _, other in counts))


def hashes(samples: Samples, start: int, stop: int) -> NDArray[np.uint64]:
    """Return a hash of the inputs of each row from `start` to `stop`."""
    cells = pd.DataFrame({name: samples.cells(name, start, stop) for name in samples.inputs})
    return np.asarray(pd.util.hash_pandas_object(cells, index=False), dtype=np.uint64)


def _count(rows: NDArray[np.void]) -> tuple[int, int]:
    """Return how many of these rows repeat another, and how many are met under several labels."""
    if not len(rows):
        return 0, 0
    keys, place, times = np.unique(rows["hash"], return_inverse=True, return_counts=True)
    labels = int(rows["label"].max()) + 1
    pairs = np.unique(place * labels + rows["label"]) // labels
    several = np.bincount(pairs, minlength=len(keys)) > 1
    let_go()
    return len(rows) - len(keys), int(times[several].sum())
