"""Joins the columns of a table to a model that reads one row of numbers at a time."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sandbox.runner.binding import named_column
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.feature_columns import Column

Rows = Callable[[int, int], npt.NDArray[Any]]


def rows_of_numbers(
    columns: Sequence[Column], *, width: int, names: Sequence[str] | None, kind: Any
) -> Rows:
    """Return what gives [rows, width] numbers of `kind`, in the model's order of columns.

    `names` are the model's own names of its columns, None where it knows them by their place only.
    """
    if names is not None:
        columns = [named_column(name, columns) for name in names]
    if len(columns) != width:
        raise Trouble(Code.COLUMN_COUNT, input="features", expected=width, found=len(columns))
    for column in columns:
        if column.is_text:
            raise Trouble(Code.COLUMN_NOT_NUMBERS, column=column.name)

    def rows(start: int, stop: int) -> npt.NDArray[Any]:
        cells = np.empty((stop - start, width), dtype=kind)
        for place, column in enumerate(columns):
            cells[:, place] = column.numbers(start, stop)
        return cells

    return rows


def column_inputs(width: int, names: Sequence[str] | None, kind: str) -> list[dict[str, Any]]:
    """Return what a model of `width` columns reads, as the inspection tells it."""
    if names is None:
        return [{"name": "features", "type": kind, "shape": [None, width]}]
    return [{"name": name[:200], "type": kind, "shape": [None, 1]} for name in names]
