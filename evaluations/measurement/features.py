"""Turns text cells into what a model takes, naming the row and column that will not turn.

A model gets these columns and nothing else: no label, no id, no order. They are made a block of rows
at a time, when they are asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.measurement.samples import Samples, find_column
from evaluations.measurement.text_table import text_array
from sandbox.feature_file import FeatureColumn, Features

_WHOLE = {"int64", "int32", "int16", "int8", "uint8", "uint16", "uint32", "uint64", "bool"}
_WIDE = {"double", "float64"}
_FRACTIONS = {"float", "float32", "double", "float64", "float16", "bfloat16"}


@dataclass(frozen=True, slots=True)
class ModelInput:
    """One input a model names: its element type and shape (None where any size fits)."""

    name: str
    type: str
    shape: tuple[int | None, ...] | None

    @property
    def width(self) -> int | None:
        """Return how many columns it takes; None if any number fits."""
        if self.shape is None or len(self.shape) < 2:
            return 1
        return self.shape[1]

    @property
    def is_text(self) -> bool:
        """Return whether it takes text."""
        return self.type == "string"


@dataclass(slots=True)
class BlankCells:
    """Counts the number cells that were blank and go to the model as missing."""

    count: int = 0

    def counted_in(self, column: FeatureColumn) -> FeatureColumn:
        """Return the same column, each of its blocks counted as it is made."""
        if not pa.types.is_floating(column.type):
            return column

        def read(start: int, stop: int) -> pa.Array:
            cells = column.read(start, stop)
            self.count += int(np.isnan(cells.to_numpy()).sum())
            return cells

        return replace(column, read=read)


@dataclass(frozen=True, slots=True)
class ModelColumn:
    """One column of the examples as a model takes it: under its name, of its type."""

    name: str
    samples: Samples
    column: str
    type: pa.DataType
    whole: bool = False

    def read(self, start: int, stop: int) -> pa.Array:
        """Return the cells of the rows from `start` to `stop`."""
        rows = self.samples.rows[start:stop]
        return self._turned(self.samples.cells(self.column, start, stop), rows)

    def picked(self, rows: Sequence[int]) -> pa.Array:
        """Return the cells of these rows, at most some hundreds."""
        return self._turned(self.samples.picked(self.column, rows), self.samples.rows[rows])

    def _turned(self, cells: pd.Series, rows: NDArray[np.int64]) -> pa.Array:
        if pa.types.is_large_string(self.type):
            return text_array(cells)
        numbers = _numbers(cells, rows, self.column, self.samples.name)
        if self.whole:
            _refuse_fractions(numbers, cells, rows, self.column, self.samples.name)
        return pa.array(numbers.astype(self.type.to_pandas_dtype()), self.type)


@dataclass(frozen=True, slots=True)
class ModelFeatures:
    """The columns that a model reads of the examples."""

    rows: int
    columns: tuple[ModelColumn, ...]

    def placed(self, places: NDArray[np.int64], blanks: BlankCells) -> Features:
        """Return them for the jail, each row at its place; `blanks` counts as they are read."""
        columns = [FeatureColumn(each.name, each.type, each.read) for each in self.columns]
        return Features(self.rows, [*map(blanks.counted_in, columns)], places)

    def table(self, rows: Sequence[int]) -> pa.Table:
        """Return them for some rows, at most some hundreds, in the order named."""
        return pa.table({each.name: each.picked(rows) for each in self.columns})


def text_feature(samples: Samples, *, who: str) -> ModelFeatures:
    """Return the one text column for a text model, under the name `text`."""
    column = ModelColumn("text", samples, _text_column(samples, who), pa.large_string())
    return ModelFeatures(len(samples), (column,))


def tabular_features(samples: Samples, inputs: Sequence[ModelInput], *, who: str) -> ModelFeatures:
    """Return typed columns for a model of tables: one for each named input, or the matrix's.

    Numbers come out as float32, float64 or int64 as the input asks; blank cells of number columns are
    NaN. A cell that is no number is refused when it is read.

    Raises
    ------
    Refused
        If a column the model names is missing, the number of columns differs from what it takes,
        or its type is none that we can make.
    """
    if len(inputs) == 1 and inputs[0].width != 1:
        return _matrix(samples, inputs[0], who)
    if len(inputs) == 1 and inputs[0].is_text:
        name = inputs[0].name
        column = name if name in samples.inputs else _text_column(samples, who)
        text = ModelColumn(name, samples, column, pa.large_string())
        return ModelFeatures(len(samples), (text,))
    present = list(samples.frame.columns)
    columns = []
    for wanted in inputs:
        column = _same_name(wanted.name, present) or find_column(
            wanted.name, present, file=samples.name
        )
        if column == samples.columns.label:
            raise Refused(
                f"{who} asks for the column {column}, which is your label.",
                file=samples.name,
                column=column,
                what_to_do="The model would see the answer. Ask the vendor for the right model.",
            )
        columns.append(_typed(samples, column, wanted))
    return ModelFeatures(len(samples), tuple(columns))


def _matrix(samples: Samples, wanted: ModelInput, who: str) -> ModelFeatures:
    columns = samples.inputs
    if wanted.width is not None and len(columns) != wanted.width:
        raise Refused(
            f"{who} takes {wanted.width} columns, and your examples have {len(columns)} "
            f"for it: {', '.join(columns[:12])}{', ...' if len(columns) > 12 else ''}.",
            file=samples.name,
            what_to_do="Name the inputs in the order the vendor gives.",
        )
    return ModelFeatures(
        len(samples),
        tuple(_typed(samples, column, ModelInput(column, wanted.type, None)) for column in columns),
    )


def _text_column(samples: Samples, who: str) -> str:
    if len(samples.inputs) == 1:
        return samples.inputs[0]
    named_text = [column for column in samples.inputs if column.casefold() == "text"]
    if len(named_text) == 1 and not samples.inputs_named:
        return named_text[0]
    raise Refused(
        f"{who} reads one text, and your examples have {len(samples.inputs)} columns for it: "
        f"{', '.join(samples.inputs[:12])}.",
        file=samples.name,
        what_to_do="Name the column that holds the text as the only input.",
    )


def _same_name(wanted: str, present: Sequence[str]) -> str | None:
    if wanted in present:
        return wanted
    # Exporters write `hours per week` as `hours_per_week`.
    folded = [column for column in present if _fold(column) == _fold(wanted)]
    return folded[0] if len(folded) == 1 else None


def _fold(name: str) -> str:
    return re.sub(r"\W+", "_", name.strip()).casefold()


def _typed(samples: Samples, column: str, wanted: ModelInput) -> ModelColumn:
    if wanted.is_text:
        return ModelColumn(wanted.name, samples, column, pa.large_string())
    if wanted.type not in _WHOLE | _FRACTIONS:
        raise Refused(
            f"The model takes numbers of the type {wanted.type}, which we cannot make.",
            column=column,
            what_to_do="Ask the vendor for an export that takes float32.",
        )
    if wanted.type in _WHOLE:
        return ModelColumn(wanted.name, samples, column, pa.int64(), whole=True)
    kind = pa.float64() if wanted.type in _WIDE else pa.float32()
    return ModelColumn(wanted.name, samples, column, kind)


def _numbers(
    cells: pd.Series, rows: NDArray[np.int64], column: str, file: str
) -> NDArray[np.float64]:
    """Return cells as numbers, NaN where they are blank; `rows` is where each stands in the file."""
    stripped = cells.str.strip()
    blank = (stripped == "").to_numpy()
    numbers: NDArray[np.float64] = pd.to_numeric(stripped, errors="coerce").to_numpy(
        dtype=np.float64
    )
    bad = np.flatnonzero((np.isnan(numbers) | np.isinf(numbers)) & ~blank)
    for at in bad.tolist():
        if cells.iloc[at].strip().casefold() in {"nan"}:
            continue
        raise Refused(
            f"{_short(cells.iloc[at])} is not a number, and the model takes numbers here.",
            file=file,
            row=int(rows[at]),
            column=column,
            what_to_do="Correct the cell, or leave it blank if the figure is missing.",
        )
    return numbers


def _refuse_fractions(
    numbers: NDArray[np.float64],
    cells: pd.Series,
    rows: NDArray[np.int64],
    column: str,
    file: str,
) -> None:
    unfit = np.flatnonzero(np.isnan(numbers) | (numbers != np.floor(numbers)))
    if len(unfit):
        at = int(unfit[0])
        raise Refused(
            f"{_short(cells.iloc[at]) or 'A blank cell'} is not a whole number, "
            "and the model takes whole numbers here.",
            file=file,
            row=int(rows[at]),
            column=column,
            what_to_do="Correct the cell.",
        )


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:37] + "..."
