"""Writes features for the model jail: plain typed columns that the child maps and does not parse.

The layout is described where it is read, in `sandbox.runner.feature_columns`. An own layout, because
Arrow's library would take longer to import inside than most models take to run. Columns are asked
for a block of rows at a time, so that no more of them is ever held.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sandbox.spill import as_refusal, let_go, map_file

ALIGNED = 64
ROWS_AT_ONCE = 1 << 14
TEXT = "text"

Places = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class FeatureColumn:
    """One column: its name, its Arrow type, and what gives the cells of rows `start` to `stop`."""

    name: str
    type: pa.DataType
    read: Callable[[int, int], pa.Array]


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """What a model is given: columns of so many rows, at least one.

    `places` [rows] says at which place the model finds each row; None where they keep their order.
    """

    rows: int
    columns: Sequence[FeatureColumn]
    places: Places | None = None

    def at(self, places: Places) -> "Features":
        """Return the same columns with each row at another place."""
        return replace(self, places=places)


def features_of(table: pa.Table) -> Features:
    """Return a table that is in memory as features."""

    def reader(column: pa.ChunkedArray) -> Callable[[int, int], pa.Array]:
        return lambda start, stop: _joined(column[start:stop])

    columns = [
        FeatureColumn(name, column.type, reader(column))
        for name, column in zip(table.column_names, table.columns, strict=True)
    ]
    return Features(table.num_rows, columns)


def write_features(features: Features, path: Path) -> None:
    """Write `features` to `path`, which must not exist.

    Columns are text, whole numbers, floats or booleans. A missing number becomes NaN, a missing text
    the empty text. ValueError for any other type, or for a missing whole number or boolean.

    Raises
    ------
    Refused
        If the disk is full, or a column refuses a cell.
    """
    kinds = [_kind(column) for column in features.columns]
    header: dict[str, Any] = {"rows": features.rows, "columns": []}
    # The header's length depends on the places it names, so they are given room to grow.
    at = _aligned(8 + 200 + sum(len(json.dumps(each.name)) + 120 for each in features.columns))
    with path.open("x+b") as stream:
        for column, kind in zip(features.columns, kinds, strict=True):
            header["columns"].append({"name": column.name, "type": kind, "at": at})
            write = _write_texts if kind == TEXT else _write_numbers
            at = _aligned(write(stream, at, features, column, kind))
        _make_room(stream, at, 0)
        text = json.dumps(header).encode("ascii")
        stream.seek(0)
        stream.write(len(text).to_bytes(8, "little") + text)


def _kind(column: FeatureColumn) -> str:
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return TEXT
    if pa.types.is_floating(kind):
        return np.dtype(np.float32 if pa.types.is_float32(kind) else np.float64).str
    if pa.types.is_boolean(kind):
        return "|u1"
    if pa.types.is_integer(kind):
        return "<i8"
    raise ValueError(f"The column {column.name} is of type {kind}, which is no feature.")


def _write_numbers(
    stream: BinaryIO, at: int, features: Features, column: FeatureColumn, kind: str
) -> int:
    """Write a column of numbers at `at`; return where it ends."""
    dtype = np.dtype(kind)
    end = at + dtype.itemsize * features.rows
    _make_room(stream, at, end)
    shuffled = (
        None
        if features.places is None
        else np.frombuffer(map_file(stream.fileno(), write=True), dtype, features.rows, at)
    )
    for start, cells in _blocks(features, column):
        if cells.null_count and dtype.kind != "f":
            raise ValueError(
                f"The column {column.name} has missing values, and {cells.type} cannot hold them."
            )
        plain = cells.cast(pa.uint8()) if pa.types.is_boolean(cells.type) else cells
        numbers = plain.to_numpy(zero_copy_only=False)
        if shuffled is None:
            stream.seek(at + dtype.itemsize * start)
            stream.write(np.ascontiguousarray(numbers, dtype).data)
        else:
            shuffled[_places(features, start, len(cells))] = numbers
        let_go()
    return end


def _write_texts(
    stream: BinaryIO, at: int, features: Features, column: FeatureColumn, _kind: str
) -> int:
    """Write a column of texts at `at`: where each begins, then all of them; return where they end.

    The column is read twice: a text's place is known once the lengths of all before it are.
    """
    _make_room(stream, at, at + 8 * (features.rows + 1))
    mapped = map_file(stream.fileno(), write=True)
    begins = np.frombuffer(mapped, np.int64, features.rows + 1, at)
    begins[0] = 0
    ends = begins[1:]
    for start, cells in _blocks(features, column):
        offsets, _ = _plain_text(cells)
        ends[_places(features, start, len(cells))] = np.diff(offsets)
        let_go()
    total = 0
    for start in range(0, features.rows, ROWS_AT_ONCE):
        block = ends[start : start + ROWS_AT_ONCE]
        block[...] = np.cumsum(block) + total
        total = int(block[-1])
        let_go()
    first = at + 8 * (features.rows + 1)
    _make_room(stream, first, first + total)
    letters = memoryview(map_file(stream.fileno(), write=True))[first:]
    for start, cells in _blocks(features, column):
        offsets, text = _plain_text(cells)
        to = begins[:-1][_places(features, start, len(cells))]
        if features.places is None:
            letters[int(to[0]) : int(to[0]) + len(text)] = text
        else:
            bounds = offsets.tolist()
            for place, one, other in zip(to.tolist(), bounds, bounds[1:], strict=False):
                letters[place : place + other - one] = text[one:other]
        let_go()
    return first + total


def _blocks(features: Features, column: FeatureColumn) -> Iterator[tuple[int, pa.Array]]:
    for start in range(0, features.rows, ROWS_AT_ONCE):
        yield start, column.read(start, min(start + ROWS_AT_ONCE, features.rows))


def _places(features: Features, start: int, rows: int) -> slice | Places:
    if features.places is None:
        return slice(start, start + rows)
    return features.places[start : start + rows]


def _plain_text(cells: pa.Array) -> tuple[npt.NDArray[np.int64], memoryview]:
    """Return where each text begins and ends in the bytes, which begin at 0, and the bytes."""
    whole = pc.fill_null(cells.cast(pa.large_string()), "")
    _, offsets, text = whole.buffers()
    places = np.frombuffer(offsets, np.int64)[whole.offset : whole.offset + len(whole) + 1]
    start, stop = int(places[0]), int(places[-1])
    return places - start, memoryview(b"") if text is None else memoryview(text).cast("B")[
        start:stop
    ]


def _joined(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole


def _make_room(stream: BinaryIO, start: int, end: int) -> None:
    """Make the file long enough, and be sure that the disk has room for it before it is mapped."""
    try:
        stream.flush()
        os.posix_fallocate(stream.fileno(), start, max(end - start, 1))
    except OSError as problem:
        raise as_refusal(problem) from problem


def _aligned(at: int) -> int:
    return -(-at // ALIGNED) * ALIGNED
