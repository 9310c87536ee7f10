"""Reads CSV and its relatives: every cell as text, exactly as it stands in the file."""

import csv
import io
import itertools
from collections.abc import Iterator
from typing import BinaryIO

from sandbox.runner.blocks import Blocks
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.encodings_found import Encoding

DELIMITERS = (",", ";", "\t", "|")
LOOK_ROWS = 200


def read_delimited(stream: BinaryIO, encoding: Encoding, blocks: Blocks, cell: int) -> None:
    """Send the table in `stream`; the delimiter is the one that gives rows as long as the header."""
    csv.field_size_limit(cell)
    delimiter = find_delimiter(stream, encoding)
    rows = _rows(stream, encoding, delimiter)
    header = next(rows, None)
    if header is None or not header[1]:
        raise Trouble(Code.NO_HEADER if header else Code.EMPTY_FILE, row=1 if header else None)
    blocks.begin(
        header[1], row=1, format="csv", encoding=encoding.shown, delimiter=delimiter, sheet=None
    )
    blocks.send_rows(_checked(rows, len(blocks.columns)))


def find_delimiter(stream: BinaryIO, encoding: Encoding) -> str:
    """Return the delimiter under which most of the first rows are as long as the header."""
    best = (0.0, 0, ",")
    for delimiter in DELIMITERS:
        try:
            first = list(itertools.islice(_rows(stream, encoding, delimiter), LOOK_ROWS))
        except Trouble:
            continue
        lengths = [len(row) for _, row in first if row]
        if lengths and lengths[0] > 1:
            alike = lengths.count(lengths[0]) / len(lengths)
            best = max(best, (alike, lengths[0], delimiter), key=lambda each: each[:2])
    return best[2]


def _checked(rows: Iterator[tuple[int, list[str]]], width: int) -> Iterator[tuple[int, list[str]]]:
    for number, row in rows:
        if len(row) == width:
            yield number, row
        elif row:
            raise Trouble(Code.RAGGED, row=number, found=len(row), expected=width)


def _rows(stream: BinaryIO, encoding: Encoding, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its number; an empty line is an empty list, and is counted."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding.codec, newline="")
    number = 0
    try:
        for number, row in enumerate(csv.reader(text, delimiter=delimiter, strict=True), start=1):
            yield number, row
    except csv.Error as problem:
        if "field limit" in str(problem):
            most = csv.field_size_limit()
            raise Trouble(Code.CELL_TOO_LONG, row=number + 1, limit=most) from problem
        raise Trouble(Code.QUOTES, row=number + 1) from problem
    finally:
        text.detach()
