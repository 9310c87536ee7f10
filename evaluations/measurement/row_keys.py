"""Tells whether two sets of examples share rows, by keyed hashes and without their texts. Pure."""

import hashlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evaluations.measurement.samples import Samples

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
    cells = [samples.frame[name].astype(str).tolist() for name in samples.inputs]
    return np.unique(np.fromiter((_key(row, key) for row in zip(*cells, strict=True)), dtype=_KEPT))


def shared(one: RowKeys, other: RowKeys) -> int:
    """Return how many rows two sets have in common."""
    return int(np.intersect1d(one, other, assume_unique=True).size)


def as_bytes(keys: RowKeys) -> bytes:
    """Return the keys as they are kept: 8 bytes each, least first."""
    return keys.astype(_KEPT).tobytes()


def from_bytes(written: bytes) -> RowKeys:
    """Return the keys that `as_bytes` wrote."""
    return np.frombuffer(written, dtype=_KEPT)


def _key(cells: tuple[str, ...], key: bytes) -> int:
    said = "\x1f".join(" ".join(cell.casefold().split()) for cell in cells)
    digest = hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES, key=key)
    return int.from_bytes(digest.digest(), "little")
