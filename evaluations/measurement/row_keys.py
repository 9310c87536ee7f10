"""Tells which rows are the same: of two sets by keyed hashes, without their texts; of one exactly. Pure."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluations.measurement.hashed_rows import encoded_rows
from evaluations.measurement.samples import Samples
from evaluations.statistics.codes import EncodedKeys, Keys

# Of two sets of a million rows each, a chance of 1 in 10 million that unlike rows look alike.
KEY_BYTES: Final = 8
_KEPT: Final = np.dtype("<u8")

RowKeys = NDArray[np.uint64]


def row_keys(samples: Samples, key: bytes) -> RowKeys:
    """Return the keys of what the versions are shown, ascending, each once.

    Case, and how wide the gaps between words are, make no other row; the order of rows makes no
    other set. The label is no part of it: the same text under another label was looked at already.

    Parameters
    ----------
    samples
        The examples; keys are made of their inputs.
    key
        The owner's own secret, at most 64 bytes: keys of two owners cannot be set side by side.
    """
    found = np.empty(len(samples), dtype=_KEPT)
    for start, stop in samples.blocks():
        cells = [samples.cells(name, start, stop).astype(str).tolist() for name in samples.inputs]
        found[start:stop] = [_key(row, key) for row in zip(*cells, strict=True)]
    return np.unique(found)


def shared(one: RowKeys, other: RowKeys) -> int:
    """Return how many rows two sets have in common."""
    return int(np.intersect1d(one, other, assume_unique=True).size)


def as_bytes(keys: RowKeys) -> bytes:
    """Return the keys as they are kept: 8 bytes each, least first."""
    return keys.astype(_KEPT).tobytes()


def from_bytes(written: bytes) -> RowKeys:
    """Return the keys that `as_bytes` wrote."""
    return np.frombuffer(written, dtype=_KEPT)


def same_inputs(samples: Samples, folder: Path | None = None) -> Keys:
    """Return for each example a number that is equal where all inputs are, to the letter.

    With a folder the inputs of many examples lie there as hashes; without one they are held.
    """
    if folder is not None:
        return same_cells(samples, samples.inputs, folder)
    numbers = np.zeros(len(samples), dtype=np.int64)
    for name in samples.inputs:
        cells, distinct = pd.factorize(samples.frame[name])
        # Both are below the number of examples, and its square has always room.
        numbers = pd.factorize(numbers * len(distinct) + cells)[0].astype(np.int64)
    found: list[int] = numbers.tolist()
    return found


def same_cells(samples: Samples, names: Sequence[str], folder: Path) -> EncodedKeys:
    """Return for each example a number that is equal where its cells in these columns are."""
    blocks = (
        (start, [samples.cells(name, start, stop) for name in names])
        for start, stop in samples.blocks()
    )
    return encoded_rows(blocks, len(samples), folder)


def _key(cells: tuple[str, ...], key: bytes) -> int:
    said = "\x1f".join(" ".join(cell.casefold().split()) for cell in cells)
    digest = hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES, key=key)
    return int.from_bytes(digest.digest(), "little")
