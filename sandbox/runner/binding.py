"""Joins the columns of a table to the inputs of a model, or says which does not fit.

Nothing is joined by guess: one input takes all columns in their order, or each input finds its
column by name.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.feature_columns import Column
from sandbox.runner.text_encoder import TextEncoder

NUMBERS: dict[str, Any] = {
    "tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(float16)": np.float16,
    "tensor(int64)": np.int64, "tensor(int32)": np.int32, "tensor(int16)": np.int16,
    "tensor(int8)": np.int8, "tensor(uint8)": np.uint8, "tensor(bool)": np.bool_,
}  # fmt: skip
TEXT = "tensor(string)"
TOKENS = ("input_ids", "attention_mask", "token_type_ids")
TABLE_ROWS, TEXT_ROWS = 16_384, 256

Array = npt.NDArray[Any]
Feed = Callable[[int, int], dict[str, Array]]


@dataclass(frozen=True, slots=True)
class Binding:
    """How rows are fed: `feed(start, stop)` gives the model's inputs for these rows.

    `at_once` is the size of a batch, fixed by the kind of model; `exactly` the number of rows the
    graph insists on, or None.
    """

    feed: Feed
    at_once: int
    exactly: int | None


def bind_table(inputs: Sequence[Any], columns: Sequence[Column]) -> Binding:
    """Return how `columns` are fed to a session's `inputs`. Trouble where they do not fit."""
    for given in inputs:
        if (given.type not in NUMBERS and given.type != TEXT) or len(given.shape) not in {1, 2}:
            raise _unsupported(given)
    exactly = _fixed_rows(inputs)
    if len(inputs) == 1:
        (given,) = inputs
        width = _width(given)
        if width == 1 and len(columns) > 1:
            try:
                columns = [named_column(given.name, columns)]
            except Trouble as problem:
                raise _wrong_count(given, columns) from problem
        if width not in {None, len(columns)}:
            raise _wrong_count(given, columns)
        one_text = given.type == TEXT and len(columns) == 1
        return Binding(_matrix(given, columns), TEXT_ROWS if one_text else TABLE_ROWS, exactly)
    feeds = []
    for given in inputs:
        if _width(given) not in {None, 1}:
            raise _unsupported(given)
        feeds.append(_matrix(given, [named_column(given.name, columns)]))

    def feed(start: int, stop: int) -> dict[str, Array]:
        return {name: array for each in feeds for name, array in each(start, stop).items()}

    return Binding(feed, TABLE_ROWS, exactly)


def bind_text(inputs: Sequence[Any], columns: Sequence[Column], encoder: TextEncoder) -> Binding:
    """Return how one column of texts is fed to a text model by way of its tokenizer."""
    if len(columns) != 1 or not columns[0].is_text:
        raise Trouble(Code.ONE_TEXT_COLUMN, found=len(columns))
    for given in inputs:
        if given.name not in TOKENS or given.type not in NUMBERS or len(given.shape) != 2:
            raise _unsupported(given)
    kinds = {given.name: NUMBERS[given.type] for given in inputs}

    def feed(start: int, stop: int) -> dict[str, Array]:
        encoded = encoder.encode(columns[0].texts(start, stop))
        return {name: encoded[name].astype(kind, copy=False) for name, kind in kinds.items()}

    return Binding(feed, TEXT_ROWS, _fixed_rows(inputs))


def fixed_length(inputs: Sequence[Any]) -> int | None:
    """Return the text length, in tokens, that a graph insists on, or None."""
    lengths = {given.shape[1] for given in inputs if len(given.shape) == 2}
    found = {length for length in lengths if isinstance(length, int) and length > 0}
    return found.pop() if len(found) == 1 else None


def _matrix(given: Any, columns: Sequence[Column]) -> Feed:
    """Return a feed of one input made of these columns, side by side."""
    name, flat = given.name, len(given.shape) == 1
    if given.type == TEXT:
        for column in columns:
            if not column.is_text:
                raise Trouble(Code.COLUMN_NOT_TEXT, column=column.name)

        def texts(start: int, stop: int) -> dict[str, Array]:
            cells = np.empty((stop - start, len(columns)), dtype=object)
            for place, column in enumerate(columns):
                cells[:, place] = column.texts(start, stop)
            return {name: cells[:, 0] if flat else cells}

        return texts
    kind = NUMBERS[given.type]
    for column in columns:
        if column.is_text:
            raise Trouble(Code.COLUMN_NOT_NUMBERS, column=column.name)
        if np.issubdtype(kind, np.integer):
            _need_whole(column, kind)

    def numbers(start: int, stop: int) -> dict[str, Array]:
        cells = np.empty((stop - start, len(columns)), dtype=kind)
        for place, column in enumerate(columns):
            cells[:, place] = column.numbers(start, stop)
        return {name: cells[:, 0] if flat else cells}

    return numbers


def _need_whole(column: Column, kind: Any) -> None:
    values, bounds = column.values, np.iinfo(kind)
    whole = not np.issubdtype(values.dtype, np.floating) or bool((values == np.rint(values)).all())
    if not whole or (len(values) and not bounds.min <= values.min() <= values.max() <= bounds.max):
        raise Trouble(Code.COLUMN_NOT_WHOLE, column=column.name)


def named_column(name: str, columns: Sequence[Column]) -> Column:
    """Return the one column of this name, written alike but for case and punctuation."""
    for same in (str, _plain):
        found = [column for column in columns if same(column.name) == same(name)]
        if len(found) == 1:
            return found[0]
    raise Trouble(Code.NO_COLUMN_FOR_INPUT, input=name)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


def _wrong_count(given: Any, columns: Sequence[Column]) -> Trouble:
    width = _width(given) or 0
    if given.type == TEXT and width == 1:
        return Trouble(Code.ONE_TEXT_COLUMN, found=len(columns))
    return Trouble(Code.COLUMN_COUNT, input=given.name, expected=width, found=len(columns))


def _width(given: Any) -> int | None:
    """Return how many columns one input takes, None where the graph leaves it open."""
    if len(given.shape) == 1:
        return 1
    return given.shape[1] if isinstance(given.shape[1], int) else None


def _fixed_rows(inputs: Sequence[Any]) -> int | None:
    found = {given.shape[0] for given in inputs if isinstance(given.shape[0], int)}
    if len(found) > 1 or any(rows < 1 for rows in found):
        raise _unsupported(inputs[0])
    return int(found.pop()) if found else None


def _unsupported(given: Any) -> Trouble:
    shape = " × ".join("any" if size is None else str(size) for size in given.shape) or "one number"
    return Trouble(Code.UNSUPPORTED_INPUT, input=given.name, shape=shape[:60])
