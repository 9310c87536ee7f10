"""In which order a model is asked: shuffled by the run's seed, so that it learns nothing from the file's.

Up to `MOST_DRAWN` rows the order is drawn as NumPy shuffles. Above, drawing would hold all rows at
once; there the place of each row is worked out by itself, by a cipher that maps 0, 1, ... rows - 1
onto themselves: a Feistel network over the next power of four, walked until it falls among the rows.
"""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sandbox.spill import SpilledArray

Places = NDArray[np.int64]
Words = NDArray[np.uint64]

MOST_DRAWN: Final = 1 << 17
ROUNDS: Final = 6
AT_ONCE: Final = 1 << 16


def shuffled_places(rows: int, seed: int, folder: Path) -> Places:
    """Return for each row its place in the shuffled order, shape ``(rows,)``; each place once.

    Parameters
    ----------
    rows
        At least one.
    seed
        0 or above; the same seed gives the same order.
    folder
        Where the places of many rows are kept meanwhile.
    """
    if rows <= MOST_DRAWN:
        return np.argsort(np.random.default_rng(seed).permutation(rows))
    kept = SpilledArray(folder, np.int64)
    for start in range(0, rows, AT_ONCE):
        kept.append(walked_places(start, min(start + AT_ONCE, rows), rows, seed))
    return kept.array(rows)


def first_rows(places: Places, count: int) -> Places:
    """Return the rows at the first `count` places, in that order."""
    found = np.concatenate(
        [
            np.flatnonzero(places[start : start + AT_ONCE] < count) + start
            for start in range(0, len(places), AT_ONCE)
        ]
    )
    return found[np.argsort(places[found])]


def walked_places(start: int, stop: int, rows: int, seed: int) -> Places:
    """Return the places of the rows from `start` to `stop`, of so many rows in all."""
    half = max(1, -(-max(rows - 1, 1).bit_length() // 2))  # bits of each half of a number
    keys = np.random.default_rng(seed).integers(0, 2**63, ROUNDS, dtype=np.uint64)
    places = _enciphered(np.arange(start, stop, dtype=np.uint64), half, keys)
    while (outside := places >= rows).any():
        places[outside] = _enciphered(places[outside], half, keys)
    return places.astype(np.int64)


def _enciphered(numbers: Words, half: int, keys: Words) -> Words:
    """Return a permutation of the numbers below 4 ** `half`."""
    mask, shift = np.uint64((1 << half) - 1), np.uint64(half)
    left, right = numbers >> shift, numbers & mask
    for key in keys:
        left, right = right, left ^ (_mixed(right ^ key) & mask)
    return (left << shift) | right


def _mixed(words: Words) -> Words:
    """Return words in which each bit depends on all (the finaliser of splitmix64, G. Steele 2014)."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))
