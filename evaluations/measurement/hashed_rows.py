"""Hashes of rows in files, apart by hash: equal rows meet in one part, and no more than a part is ever held.

Hashes have 128 bits, two of SipHash's under keys of their own (J.-P. Aumasson and D. J. Bernstein
2012): of five million rows, the chance that two unlike ones are taken for equal is under 1 in 10**25.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluations.statistics.codes import EncodedKeys
from sandbox.spill import SpilledArray, let_go, spilled_zeros

ROWS_AT_ONCE: Final = 1 << 17
HASH: Final = np.dtype([("hash", "<u8"), ("more", "<u8")])
_KEYS: Final = {"hash": "equal rows, one.", "more": "equal rows, two."}  # 16 letters each
# Odd, so that the place of a column in the row makes a difference (the prime of FNV-1a).
_STEP: Final = np.uint64(0x00000100000001B3)

Hashes = NDArray[np.void]


def hashes_of_texts(texts: NDArray[np.object_]) -> Hashes:
    """Return the hash of each text, shape ``(n,)``, with the fields of `HASH`."""
    found = np.empty(len(texts), dtype=HASH)
    for field, key in _KEYS.items():
        found[field] = pd.util.hash_array(texts, hash_key=key, categorize=False)
    return found


def encoded_rows(
    blocks: Iterable[tuple[int, Sequence[pd.Series]]], rows: int, folder: Path
) -> EncodedKeys:
    """Return a number for each row that is the same where all its cells are, to the letter.

    Parameters
    ----------
    blocks
        The place of each block's first row, and its columns of text.
    rows
        How many rows there are.
    folder
        Where hashes are kept meanwhile, and the numbers for as long as they are used.
    """
    hashed = HashedRows(folder, rows, [("place", "<i8")], at_once=ROWS_AT_ONCE)
    for start, columns in blocks:
        hashed.append(hashes_of_rows(columns), place=np.arange(start, start + len(columns[0])))
    codes, count = spilled_zeros(folder, np.int64, rows), 0
    for part, starts in hashed.parts():
        run = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(part))))
        codes[part["place"]] = run + count
        count += len(starts)
    return EncodedKeys(codes, count)


def hashes_of_rows(columns: Sequence[pd.Series]) -> Hashes:
    """Return the hash of each row of some columns of text, at least one, shape ``(n,)``."""
    found = np.zeros(len(columns[0]), dtype=HASH)
    for column in columns:
        codes, texts = pd.factorize(column)
        hashed = hashes_of_texts(np.asarray(texts, dtype=object))[codes]
        for field in _KEYS:
            found[field] = found[field] * _STEP + hashed[field]
    return found


class HashedRows:
    """Hashes with what belongs to each, in as many files as keep each of them small."""

    def __init__(
        self, folder: Path, rows: int, fields: Sequence[tuple[str, str]], *, at_once: int
    ) -> None:
        """Make it for about so many rows.

        Parameters
        ----------
        folder
            Where the files are; they have no names.
        rows
            About how many hashes will come.
        fields
            Name and NumPy type of what is kept beside each hash.
        at_once
            About how many hashes to look at together.
        """
        self._dtype = np.dtype([*((name, "<u8") for name in _KEYS), *fields])
        self._bits = (rows // at_once).bit_length()
        self._parts = [SpilledArray(folder, self._dtype) for _ in range(1 << self._bits)]
        self._held = [0] * len(self._parts)

    def append(self, hashes: Hashes, **fields: NDArray[Any] | int) -> None:
        """Add rows; `Refused` if the disk is full."""
        rows = np.empty(len(hashes), dtype=self._dtype)
        for name in _KEYS:
            rows[name] = hashes[name]
        for name, values in fields.items():
            rows[name] = values
        if not self._bits:
            self._add(0, rows)
            return
        part = rows["hash"] >> np.uint64(64 - self._bits)
        for number in np.unique(part).tolist():
            self._add(number, rows[part == number])

    def parts(self, *within: str) -> Iterator[tuple[NDArray[np.void], NDArray[np.int64]]]:
        """Yield the rows of each part, equal hashes side by side, and where each run of them begins.

        In a run rows are sorted by the fields `within`, and as they came where those are equal.
        """
        keys = (*reversed(within), "more", "hash")
        for spilled, size in zip(self._parts, self._held, strict=True):
            if size:
                part = spilled.array(size)
                ranked = part[np.lexsort([part[name] for name in keys])]
                new = np.ones(size, dtype=bool)
                new[1:] = ranked["hash"][1:] != ranked["hash"][:-1]
                new[1:] |= ranked["more"][1:] != ranked["more"][:-1]
                yield ranked, np.flatnonzero(new)
                let_go()

    def _add(self, number: int, rows: NDArray[np.void]) -> None:
        self._parts[number].append(rows)
        self._held[number] += len(rows)
