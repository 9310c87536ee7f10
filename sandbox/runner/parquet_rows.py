"""Reads Parquet: flat columns only, every value rendered as text without loss."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sandbox.runner.blocks import ROWS_IN_BLOCK, Blocks
from sandbox.runner.codes import Code, Trouble


def read_parquet(content: pa.Buffer, blocks: Blocks, limits: dict[str, int]) -> dict[str, int]:
    """Send the table in `content` and return how many nulls each column held (they become empty)."""
    try:
        # Extension types would be made from what the file says of itself.
        file = pq.ParquetFile(pa.BufferReader(content), arrow_extensions_enabled=False)
        return _send(file, blocks, limits)
    except (pa.ArrowException, OSError) as problem:
        raise Trouble(Code.BROKEN_FILE, found="parquet") from problem


def _send(file: pq.ParquetFile, blocks: Blocks, limits: dict[str, int]) -> dict[str, int]:
    if file.metadata.num_rows > limits["rows"]:
        raise Trouble(Code.TOO_MANY_ROWS, limit=limits["rows"])
    schema = file.schema_arrow.remove_metadata()
    blocks.begin(
        schema.names, row=None, format="parquet", encoding=None, delimiter=None, sheet=None
    )
    for field in schema:
        if not _flat(field.type):
            raise Trouble(Code.COLUMN_TYPE, column=field.name, found=str(field.type)[:60])
    nulls = np.zeros(len(schema), dtype=np.int64)
    done = 0
    for batch in file.iter_batches(batch_size=ROWS_IN_BLOCK, use_threads=False):
        texts = []
        for place, column in enumerate(batch.columns):
            nulls[place] += column.null_count
            texts.append(_as_text(column))
        blocks.send_columns(texts, np.arange(done + 1, done + 1 + len(batch), dtype=np.int64))
        done += len(batch)
    return dict(zip(blocks.columns, map(int, nulls), strict=True))


def _flat(kind: pa.DataType) -> bool:
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    tests = (
        pa.types.is_string, pa.types.is_large_string, pa.types.is_integer, pa.types.is_floating,
        pa.types.is_boolean, pa.types.is_decimal, pa.types.is_date, pa.types.is_timestamp,
        pa.types.is_time, pa.types.is_null,
    )  # fmt: skip
    return any(test(inner) for test in tests)


def _as_text(column: pa.Array) -> pa.StringArray:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_null(column.type):
        return pa.array([""] * len(column), pa.string())
    if pa.types.is_float16(column.type):
        column = column.cast(pa.float32())
    if pa.types.is_large_string(column.type):
        column = column.cast(pa.string())
    elif not pa.types.is_string(column.type):
        column = pc.cast(column, pa.string())
    return pc.fill_null(column, "")
