"""What a column of many rows shows, in passes over blocks of it: the same as of the whole, never held whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluations.measurement.amounts_seen import AmountsSeen
from evaluations.measurement.distinct_cells import Distinct, DistinctCells
from evaluations.measurement.row_blocks import blocks


@dataclass(slots=True)
class ColumnFacts:
    """Facts of one column of text, blanks around its cells left aside.

    Attributes
    ----------
    said, words : cells that are not blank, and the words in all of them.
    blank, blank_place : blank cells, and the place of the first.
    numbers : whether every cell that is not blank is a number.
    values : each value with its rows, commonest first; empty where there are more than were asked for.
    distinct : how many different ones, and the first that stands twice.
    amounts : whether they look like amounts.
    """

    said: int = 0
    words: int = 0
    blank: int = 0
    blank_place: int | None = None
    numbers: bool = True
    values: tuple[tuple[str, int], ...] = ()
    distinct: Distinct = field(default_factory=lambda: Distinct(0))
    amounts: bool = False


def column_facts(column: pd.Series, folder: Path, *, most_values: int) -> ColumnFacts:
    """Return the facts of a column.

    Parameters
    ----------
    column
        Cells of text.
    folder
        Where hashes of them are kept meanwhile.
    most_values
        Of up to so many values each is named.
    """
    found, amounts = ColumnFacts(), AmountsSeen()
    cells = DistinctCells(folder, len(column))
    rows_of: dict[str, int] | None = {}
    for start, text in _stripped(column):
        empty = np.asarray(text == "", dtype=bool)
        if empty.any():
            found.blank += int(empty.sum())
            if found.blank_place is None:
                found.blank_place = start + int(np.argmax(empty))
        said = text[~empty]
        codes, texts = _factorized(said)
        first = cells.take(codes, texts, np.flatnonzero(~empty) + start)
        amounts.take(texts)
        found.said += len(said)
        found.words += int(said.str.count(r"\S+").sum())
        if found.numbers:
            numbers = pd.to_numeric(said.iloc[first], errors="coerce")
            found.numbers = bool(numbers.notna().all())
        rows_of = _counted(rows_of, codes, texts, most_values)
    found.numbers = found.numbers and found.said > 0
    found.distinct = cells.told()
    if rows_of is not None:
        found.values = tuple(sorted(rows_of.items(), key=lambda each: -each[1]))
    again = (_factorized(text[text != ""])[1].tolist() for _, text in _stripped(column))
    found.amounts = amounts.are_amounts(found.distinct.count, again)
    return found


def _stripped(column: pd.Series) -> Iterator[tuple[int, pd.Series]]:
    for start, stop in blocks(len(column)):
        yield start, column.iloc[start:stop].str.strip()


def _factorized(cells: pd.Series) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    codes, texts = pd.factorize(cells)
    return codes, np.asarray(texts, dtype=object)


def _counted(
    rows_of: dict[str, int] | None,
    codes: NDArray[np.int64],
    texts: NDArray[np.object_],
    most: int,
) -> dict[str, int] | None:
    """Return the rows of each value with another block's; None where there are too many values."""
    if rows_of is None or len(texts) > most:
        return None
    rows = np.bincount(codes, minlength=len(texts)).tolist()
    for value, more in zip(texts.tolist(), rows, strict=True):
        rows_of[value] = rows_of.get(value, 0) + more
    return None if len(rows_of) > most else rows_of
