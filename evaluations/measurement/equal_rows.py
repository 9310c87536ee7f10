"""Which rows repeat others, found in passes over hashes that never hold more than a part of the rows."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluations.measurement.hashed_rows import ROWS_AT_ONCE, HashedRows, hashes_of_rows
from evaluations.measurement.samples import Samples
from evaluations.measurement.some_rows import FoundRows, SomeRows


@dataclass(frozen=True, slots=True)
class EqualRows:
    """Rows that repeat an earlier row's inputs, and rows whose inputs also stand under another label.

    The first of them are named by their places, from 0.
    """

    repeated: SomeRows
    conflicting: SomeRows


def equal_rows(
    samples: Samples, folder: Path, *, stripped: bool = False, at_once: int = ROWS_AT_ONCE
) -> EqualRows:
    """Find the rows of a set of examples that are equal to others.

    Parameters
    ----------
    samples
        The examples.
    folder
        Where hashes are kept meanwhile.
    stripped
        Whether blanks around a cell make no difference; else rows are equal to the letter.
    at_once
        About how many hashes to look at together.
    """
    fields = [("place", "<i8"), ("label", "<u8")]
    hashed = HashedRows(folder, len(samples), fields, at_once=at_once)
    for start, stop in samples.blocks():
        inputs = [samples.cells(name, start, stop) for name in samples.inputs]
        if stripped:
            inputs = [cells.str.strip() for cells in inputs]
        labels = samples.cells(samples.columns.label, start, stop)
        hashed.append(
            hashes_of_rows(inputs),
            place=np.arange(start, stop),
            label=hashes_of_rows([labels])["hash"],
        )
    repeated, conflicting = FoundRows(), FoundRows()
    for rows, starts in hashed.parts("label", "place"):
        run = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(rows))))
        repeated.take(
            rows["place"][rows["place"] != np.minimum.reduceat(rows["place"], starts)[run]]
        )
        other = np.zeros(len(rows), dtype=bool)
        other[1:] = (rows["label"][1:] != rows["label"][:-1]) & (run[1:] == run[:-1])
        several = np.logical_or.reduceat(other, starts)
        conflicting.take(rows["place"][several[run]])
    return EqualRows(repeated.told(), conflicting.told())
