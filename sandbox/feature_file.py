"""Writes features for the model jail: plain typed columns that the child maps and does not parse.

The layout is described where it is read, in `sandbox.runner.feature_columns`. An own layout, because
Arrow's library would take longer to import inside than most models take to run.
"""

import json
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

ALIGNED = 64


def write_features(features: pa.Table, path: Path) -> None:
    """Write `features` to `path`, which must not exist.

    Columns are text, whole numbers, floats or booleans. A missing number becomes NaN, a missing text
    the empty text. ValueError for any other type, or for a missing whole number or boolean.
    """
    held = [
        _plain(name, column)
        for name, column in zip(features.column_names, features.columns, strict=True)
    ]
    header: dict[str, Any] = {"rows": features.num_rows, "columns": []}
    # The header's length depends on the places it names, so they are given room to grow.
    room = 8 + 200 + sum(len(json.dumps(name)) + 120 for name in features.column_names)
    at = _aligned(room)
    for name, (kind, parts) in zip(features.column_names, held, strict=True):
        header["columns"].append({"name": name, "type": kind, "at": at})
        at = _aligned(at + sum(part.nbytes for part in parts))
    text = json.dumps(header).encode("ascii")
    with path.open("xb") as stream:
        stream.write(len(text).to_bytes(8, "little") + text)
        for column, (_, parts) in zip(header["columns"], held, strict=True):
            _pad(stream, column["at"])
            for part in parts:
                stream.write(part.tobytes())
        _pad(stream, at)


def _plain(name: str, column: pa.ChunkedArray) -> tuple[str, list[npt.NDArray[Any]]]:
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return "text", _text(column)
    if pa.types.is_floating(kind):
        wide = np.float32 if pa.types.is_float32(kind) else np.float64
        return np.dtype(wide).str, [column.to_numpy().astype(wide, copy=False)]
    if column.null_count:
        raise ValueError(f"The column {name} has missing values, and {kind} cannot hold them.")
    if pa.types.is_boolean(kind):
        return "|u1", [column.cast(pa.uint8()).to_numpy()]
    if pa.types.is_integer(kind):
        return "<i8", [column.cast(pa.int64()).to_numpy()]
    raise ValueError(f"The column {name} is of type {kind}, which is no feature.")


def _text(column: pa.ChunkedArray) -> list[npt.NDArray[Any]]:
    whole = pc.fill_null(column.cast(pa.large_string()), "").combine_chunks()
    array = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    _, offsets, text = array.buffers()
    places = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
    start, stop = int(places[0]), int(places[-1])
    letters = (
        np.frombuffer(text, np.uint8)[start:stop] if text is not None else np.empty(0, np.uint8)
    )
    return [places - start, letters]


def _aligned(at: int) -> int:
    return -(-at // ALIGNED) * ALIGNED


def _pad(stream: BinaryIO, at: int) -> None:
    stream.write(bytes(at - stream.tell()))
