"""What an uploaded file of examples shows before its columns are named: facts a person can check."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import model_validator

from content.shape import Content
from evaluations.measurement.column_passes import column_facts
from evaluations.measurement.row_blocks import MOST_WHOLE, picked
from evaluations.measurement.telling_columns import Told, codes, looked_at, told_by_codes
from evaluations.statistics.number_summary import are_numbers

FIRST_ROWS: Final = 5
LONGEST_CELL: Final = 200
MOST_VALUES: Final = 30
# Of wider tables the columns with the fewest values are looked at as labels.
MOST_LABELS_TRIED: Final = 40


class ColumnSeen(Content):
    """One column.

    Attributes
    ----------
    distinct : different values, the blank one left out.
    blank, blank_row : cells that are blank, and the row of the first.
    repeat_row : the row of the first value that stood further up already; None where all differ.
    numbers : whether every cell that is not blank is a number.
    words : words in a cell on average.
    values : each value with its rows, commonest first, where there are at most `MOST_VALUES`.
    tells : the columns it would tell, if one of them were the label.
    amounts : whether its values look like amounts and no names, as a test will take them.
    """

    name: str
    distinct: int
    blank: int
    blank_row: int | None
    repeat_row: int | None
    numbers: bool
    words: float
    values: tuple[tuple[str, int], ...]
    tells: tuple[Told, ...] = ()
    amounts: bool = False

    def told(self, label: str | None) -> Told | None:
        """Return how it tells the column `label`, or None where it does not."""
        return next((each for each in self.tells if each.label == label), None)


class SamplePreview(Content):
    """A whole file: its columns, its number of rows, and its first rows with long cells cut.

    `encoding` and `delimiter` are None where the format has none, and in previews made before.
    """

    format: str
    rows: int
    sheet: str | None
    other_sheets: int
    columns: tuple[ColumnSeen, ...]
    first_rows: tuple[tuple[str, ...], ...]
    encoding: str | None = None
    delimiter: str | None = None

    @model_validator(mode="after")
    def _rows_are_as_wide_as_the_table(self) -> Self:
        if any(len(row) != len(self.columns) for row in self.first_rows):
            raise ValueError("a row is not as wide as the table")
        return self

    def column(self, name: str) -> ColumnSeen | None:
        """Return the column called `name`, or None."""
        return next((column for column in self.columns if column.name == name), None)


def preview_of(
    frame: pd.DataFrame,
    rows: NDArray[np.int64],
    *,
    format: str,  # noqa: A002 -- the word of the reader
    sheet: str | None = None,
    other_sheets: int = 0,
    encoding: str | None = None,
    delimiter: str | None = None,
    folder: Path | None = None,
    most_whole: int = MOST_WHOLE,
    check: Callable[[], None] = lambda: None,
) -> SamplePreview:
    """Return what a table of plain text shows.

    Parameters
    ----------
    frame, rows
        The table, and the number of each of its rows as a person counts.
    format, sheet, other_sheets, encoding, delimiter
        What the reader saw of the file.
    folder
        Where hashes of many rows are kept meanwhile; without one the table is held whole.
    most_whole
        With more rows than this no column is held whole.
    check
        Called before each column; raises what ends the work, if it should end.
    """
    spill = folder if len(frame) > most_whole else None
    seen = []
    for name in frame.columns:
        check()
        seen.append(_column(str(name), frame[name], rows, spill))
    columns = tuple(seen)
    return SamplePreview(
        format=format,
        rows=len(frame),
        sheet=sheet,
        other_sheets=other_sheets,
        columns=_with_what_they_tell(columns, frame),
        first_rows=tuple(
            tuple(_cut(str(cell)) for cell in row)
            for row in frame.head(FIRST_ROWS).itertuples(index=False)
        ),
        encoding=encoding,
        delimiter=delimiter,
    )


def as_bytes(preview: SamplePreview) -> bytes:
    """Return the preview as JSON."""
    return preview.model_dump_json().encode()


def from_bytes(written: bytes) -> SamplePreview:
    """Return the preview that `as_bytes` wrote."""
    return SamplePreview.model_validate(json.loads(written))


def _column(
    name: str, cells: pd.Series, rows: NDArray[np.int64], folder: Path | None
) -> ColumnSeen:
    if folder is not None:
        return _column_of_many(name, cells, rows, folder)
    text = cells.str.strip()
    blank = np.flatnonzero(text == "")
    said = text[text != ""]
    counted = said.value_counts()
    repeats = np.flatnonzero((text != "") & text.duplicated())
    return ColumnSeen(
        name=name,
        distinct=len(counted),
        blank=len(blank),
        blank_row=int(rows[blank[0]]) if len(blank) else None,
        repeat_row=int(rows[repeats[0]]) if len(repeats) else None,
        numbers=bool(len(said)) and bool(pd.to_numeric(said, errors="coerce").notna().all()),
        words=float(said.str.count(r"\S+").mean()) if len(said) else 0.0,
        values=(
            tuple((_cut(str(value)), int(count)) for value, count in counted.items())
            if len(counted) <= MOST_VALUES
            else ()
        ),
        amounts=are_numbers(map(str, counted.index)),
    )


def _column_of_many(
    name: str, cells: pd.Series, rows: NDArray[np.int64], folder: Path
) -> ColumnSeen:
    found = column_facts(cells, folder, most_values=MOST_VALUES)
    repeat = found.distinct.repeat
    return ColumnSeen(
        name=name,
        distinct=found.distinct.count,
        blank=found.blank,
        blank_row=None if found.blank_place is None else int(rows[found.blank_place]),
        repeat_row=None if repeat is None else int(rows[repeat]),
        numbers=found.numbers,
        words=found.words / found.said if found.said else 0.0,
        values=tuple((_cut(value), count) for value, count in found.values),
        amounts=found.amounts,
    )


def _with_what_they_tell(
    columns: tuple[ColumnSeen, ...], frame: pd.DataFrame
) -> tuple[ColumnSeen, ...]:
    kept = looked_at(len(frame))
    coded = dict(
        zip(
            (column.name for column in columns),
            codes([picked(frame[column.name], kept) for column in columns]),
            strict=True,
        )
    )
    may_be_labels = sorted(
        (column for column in columns if 2 <= column.distinct <= max(2, len(frame) // 2)),
        key=lambda column: column.distinct,
    )[:MOST_LABELS_TRIED]
    return tuple(
        column.model_copy(
            update={
                "tells": tuple(
                    told
                    for label in may_be_labels
                    if label.name != column.name
                    and (told := told_by_codes(coded[column.name], coded[label.name], label.name))
                )
            }
        )
        for column in columns
    )


def _cut(cell: str) -> str:
    return cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - 1] + "…"
