"""Writes a table as a CSV file that no spreadsheet program runs."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

# A spreadsheet program takes what begins so for a formula.
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")

Cell = str | int | float | None


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as a CSV in UTF-8, with the mark that Excel needs to know it by.

    A text that a spreadsheet program would run gets an apostrophe before it; numbers stay numbers;
    None is an empty cell.
    """
    written = io.StringIO(newline="")
    out = csv.writer(written)
    for row in rows:
        out.writerow([disarmed(cell) if isinstance(cell, str) else cell for cell in row])
    return written.getvalue().encode("utf-8-sig")


def disarmed(cell: str) -> str:
    """Return a text so that no spreadsheet program runs it."""
    if not cell.startswith(_FORMULA_SIGNS) or _NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}"
