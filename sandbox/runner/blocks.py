"""Sends a table out of the jail in blocks of plain text columns.

A block is two counts (rows, columns), the row numbers a person would count, and for each column the
length of its text, its offsets and its text in UTF-8: Arrow's own layout, which the parent rebuilds
without parsing anything.
"""

import struct
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.column_names import checked_names
from sandbox.runner.frames import MIB, Kind, Writer

ROWS_IN_BLOCK = 16_384
CELLS_IN_BLOCK = 1_000_000
TEXT_IN_BLOCK = 16 * MIB
TEXT_IN_ROW = 48 * MIB

Numbers = npt.NDArray[np.int64]


class Blocks:
    """Collects rows of text and sends them on in blocks."""

    def __init__(self, writer: Writer, limits: dict[str, int]) -> None:
        """Send to `writer`; `limits` holds rows, columns and cell (characters)."""
        self._writer = writer
        self._limits = limits
        self.columns: list[str] = []
        self.rows = 0

    def begin(self, names: Sequence[str], *, row: int | None, **facts: str | None) -> None:
        """Check the column names, which stand in `row`, and send them with what is known of the file."""
        self.columns = checked_names(names, self._limits["columns"], row)
        self._writer.say(Kind.COLUMNS, {"columns": self.columns, **facts})

    def send_rows(self, numbered: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Send rows, each with its number and as long as the header, a block at a time."""
        most = max(1, min(ROWS_IN_BLOCK, CELLS_IN_BLOCK // len(self.columns)))
        rows: list[Sequence[str]] = []
        numbers: list[int] = []
        size = 0
        for number, row in numbered:
            rows.append(row)
            numbers.append(number)
            size += sum(map(len, row))
            if len(rows) >= most or size > TEXT_IN_BLOCK:
                self._send(rows, numbers)
                rows, numbers, size = [], [], 0
        if rows:
            self._send(rows, numbers)

    def send_columns(self, columns: Sequence[pa.StringArray], numbers: Numbers) -> None:
        """Send string arrays without nulls, one for each column."""
        if self.rows + len(numbers) > self._limits["rows"]:
            raise Trouble(Code.TOO_MANY_ROWS, limit=self._limits["rows"])
        plain = [_plain(column) for column in columns]
        if sum(len(text) for _, text in plain) > TEXT_IN_BLOCK and len(numbers) > 1:
            half = len(numbers) // 2
            self.send_columns([column[:half] for column in columns], numbers[:half])
            self.send_columns([column[half:] for column in columns], numbers[half:])
            return
        parts: list[bytes] = [struct.pack("<II", len(numbers), len(columns)), numbers.tobytes()]
        for name, column, (offsets, text) in zip(self.columns, columns, plain, strict=True):
            self._check(name, column, text, numbers)
            parts += [struct.pack("<I", len(text)), offsets.tobytes(), text]
        self._writer.send(Kind.ROWS, *parts)
        self.rows += len(numbers)

    def _send(self, rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> None:
        columns = []
        for name, cells in zip(self.columns, zip(*rows, strict=True), strict=True):
            try:
                columns.append(pa.array(cells, pa.string()))
            except (UnicodeError, pa.ArrowException) as problem:
                at = next((place for place, cell in enumerate(cells) if not _encodes(cell)), 0)
                raise Trouble(Code.ENCODING, row=numbers[at], column=name) from problem
        self.send_columns(columns, np.asarray(numbers, dtype=np.int64))

    def _check(self, name: str, column: pa.StringArray, text: bytes, numbers: Numbers) -> None:
        most = self._limits["cell"]
        lengths = pc.utf8_length(column)
        longest = pc.max(lengths).as_py() or 0
        if longest > most or len(text) > TEXT_IN_ROW:
            at = pc.index(lengths, longest).as_py()
            raise Trouble(Code.CELL_TOO_LONG, row=int(numbers[at]), column=name, limit=most)
        if b"\x00" in text:
            at = pc.index(pc.match_substring(column, "\x00"), True).as_py()
            raise Trouble(Code.NUL_CHARACTER, row=int(numbers[at]), column=name)


def _plain(column: pa.StringArray) -> tuple[npt.NDArray[np.int32], bytes]:
    """Return offsets that begin at 0, and the text they point into."""
    _, held_offsets, held_text = column.buffers()
    first = column.offset
    offsets = np.frombuffer(held_offsets, dtype=np.int32)[first : first + len(column) + 1]
    start, stop = int(offsets[0]), int(offsets[-1])
    text = bytes(memoryview(held_text)[start:stop]) if held_text is not None else b""
    return offsets - np.int32(start), text


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeError:
        return False
    return True
