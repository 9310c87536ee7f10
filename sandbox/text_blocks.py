"""Reads a block of text columns that came out of the jail, in Arrow's layout, believing nothing."""

import struct
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sandbox.contract import ChannelBroken

COUNTS = struct.Struct("<II")
LENGTH = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Some rows of a table: their numbers, and one string array for each column."""

    numbers: npt.NDArray[np.int64]
    columns: list[pa.StringArray]

    @property
    def rows(self) -> int:
        """Return how many rows there are."""
        return len(self.numbers)


def read_block(payload: bytes, width: int, after_row: int, cell: int) -> TextBlock:
    """Return the block in `payload`.

    It must hold `width` columns of valid UTF-8 without NUL, cells of at most `cell` characters, and
    row numbers that rise from above `after_row`. ChannelBroken otherwise.
    """
    view = memoryview(payload)
    if len(view) < COUNTS.size:
        raise ChannelBroken("A block is too short.")
    rows, columns = COUNTS.unpack_from(view)
    if columns != width or rows == 0:
        raise ChannelBroken("A block has another number of columns, or no rows.")
    at = COUNTS.size
    numbers, at = _numbers(view, at, rows, after_row)
    found = []
    for _ in range(width):
        column, at = _column(view, at, rows, cell)
        found.append(column)
    if at != len(view):
        raise ChannelBroken("A block is too long.")
    return TextBlock(numbers, found)


def _numbers(
    view: memoryview, at: int, rows: int, after_row: int
) -> tuple[npt.NDArray[np.int64], int]:
    end = at + 8 * rows
    if end > len(view):
        raise ChannelBroken("A block is too short.")
    numbers = np.frombuffer(view[at:end], dtype="<i8").copy()
    if numbers[0] <= after_row or (np.diff(numbers) <= 0).any() or numbers[-1] > 2**53:
        raise ChannelBroken("Row numbers do not rise.")
    return numbers, end


def _column(view: memoryview, at: int, rows: int, cell: int) -> tuple[pa.StringArray, int]:
    offsets_at = at + LENGTH.size
    text_at = offsets_at + 4 * (rows + 1)
    if text_at > len(view):
        raise ChannelBroken("A block is too short.")
    (length,) = LENGTH.unpack_from(view, at)
    end = text_at + length
    if end > len(view):
        raise ChannelBroken("A block is too short.")
    offsets = np.frombuffer(view[offsets_at:text_at], dtype="<i4").copy()  # aligned
    if offsets[0] != 0 or offsets[-1] != length or (np.diff(offsets) < 0).any():
        raise ChannelBroken("Offsets do not fit their text.")
    text = bytes(view[text_at:end])
    if b"\x00" in text:
        raise ChannelBroken("A text holds NUL.")
    column = pa.StringArray.from_buffers(rows, pa.py_buffer(offsets), pa.py_buffer(text))
    try:
        column.validate(full=True)
    except pa.ArrowInvalid as problem:
        raise ChannelBroken("A text is no UTF-8.") from problem
    if (pc.max(pc.utf8_length(column)).as_py() or 0) > cell:
        raise ChannelBroken("A text is longer than allowed.")
    return column, end
