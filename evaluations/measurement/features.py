"""Turns text cells into what a model takes, naming the row and column that will not turn.

A model gets these columns and nothing else: no label, no id, no order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from content.refusal import Refused
from evaluations.measurement.samples import Samples, find_column

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


def text_feature(samples: Samples, *, who: str) -> pa.Table:
    """Return the one text column for a text model, under the name `text`."""
    return pa.table({"text": pa.array(samples.column(_text_column(samples, who)), pa.string())})


def tabular_features(samples: Samples, inputs: Sequence[ModelInput], *, who: str) -> pa.Table:
    """Return typed columns for a model of tables: one for each named input, or the matrix's.

    Numbers come out as float32, float64 or int64 as the input asks; blank cells of number columns are NaN.

    Raises
    ------
    Refused
        If a column the model names is missing, the number of columns differs from what it takes,
        or a cell is not a number.
    """
    if len(inputs) == 1 and inputs[0].width != 1:
        return _matrix(samples, inputs[0], who)
    if len(inputs) == 1 and inputs[0].is_text:
        name = inputs[0].name
        column = name if name in samples.inputs else _text_column(samples, who)
        return pa.table({name: pa.array(samples.column(column), pa.string())})
    present = list(samples.frame.columns)
    columns = {}
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
        columns[wanted.name] = _typed(samples, column, wanted)
    return pa.table(columns)


def blank_cells(features: pa.Table) -> int:
    """Return how many number cells were blank and go to the model as missing."""
    return sum(
        int(np.isnan(column.to_numpy()).sum())
        for column in features.columns
        if pa.types.is_floating(column.type)
    )


def _matrix(samples: Samples, wanted: ModelInput, who: str) -> pa.Table:
    columns = samples.inputs
    if wanted.width is not None and len(columns) != wanted.width:
        raise Refused(
            f"{who} takes {wanted.width} columns, and your examples have {len(columns)} "
            f"for it: {', '.join(columns[:12])}{', ...' if len(columns) > 12 else ''}.",
            file=samples.name,
            what_to_do="Name the inputs in the order the vendor gives.",
        )
    single = ModelInput(wanted.name, wanted.type, None)
    return pa.table({column: _typed(samples, column, single) for column in columns})


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


def _typed(samples: Samples, column: str, wanted: ModelInput) -> pa.Array:
    cells = samples.frame[column]
    if wanted.is_text:
        return pa.array(cells.to_numpy(dtype=object), pa.string())
    if wanted.type not in _WHOLE | _FRACTIONS:
        raise Refused(
            f"The model takes numbers of the type {wanted.type}, which we cannot make.",
            column=column,
            what_to_do="Ask the vendor for an export that takes float32.",
        )
    blank = (cells.str.strip() == "").to_numpy()
    numbers = pd.to_numeric(cells.str.strip(), errors="coerce").to_numpy(dtype=np.float64)
    bad = np.flatnonzero((np.isnan(numbers) | np.isinf(numbers)) & ~blank)
    for at in bad.tolist():
        if cells.iloc[at].strip().casefold() in {"nan"}:
            continue
        raise Refused(
            f"{_short(cells.iloc[at])} is not a number, and the model takes numbers here.",
            file=samples.name,
            row=int(samples.rows[at]),
            column=column,
            what_to_do="Correct the cell, or leave it blank if the figure is missing.",
        )
    if wanted.type in _WIDE:
        return pa.array(numbers, pa.float64())
    if wanted.type not in _WHOLE:
        return pa.array(numbers.astype(np.float32), pa.float32())
    unfit = np.flatnonzero(np.isnan(numbers) | (numbers != np.floor(numbers)))
    if len(unfit):
        at = int(unfit[0])
        raise Refused(
            f"{_short(cells.iloc[at]) or 'A blank cell'} is not a whole number, "
            "and the model takes whole numbers here.",
            file=samples.name,
            row=int(samples.rows[at]),
            column=column,
            what_to_do="Correct the cell.",
        )
    return pa.array(numbers.astype(np.int64), pa.int64())


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:37] + "..."
