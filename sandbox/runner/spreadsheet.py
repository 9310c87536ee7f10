"""Reads XLSX: the first visible sheet, every cell as the text a person would type for it."""

import datetime
import itertools
import warnings
from collections.abc import Iterator
from typing import Any, BinaryIO

import openpyxl
import openpyxl.utils
import openpyxl.xml

from sandbox.runner import archives
from sandbox.runner.blocks import Blocks
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.frames import MIB

Sheet = Any  # openpyxl's sheets that are only read have no public type
UNPACKED_MOST = 1024 * MIB
EXACT_WHOLE = 2**53
OTHER_OFFICE = {
    "xl/workbook.bin": "xlsb",
    "word/document.xml": "word",
    "ppt/presentation.xml": "powerpoint",
    "content.xml": "opendocument",
}

if openpyxl.xml.LXML or not openpyxl.xml.DEFUSEDXML:
    raise ImportError("openpyxl reads with lxml or without defusedxml: entities would be followed.")


def read_spreadsheet(stream: BinaryIO, blocks: Blocks) -> int:
    """Send the table in `stream` and return how many further sheets were left unread."""
    archive = archives.open_zip(stream, most=UNPACKED_MOST)
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        found = next((word for name, word in OTHER_OFFICE.items() if name in names), "zip")
        raise Trouble(Code.NOT_A_TABLE, found=found)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Trouble(Code.MACROS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which are not read
        try:
            return _send(stream, blocks)
        except (Trouble, MemoryError, RecursionError):
            raise
        except Exception as problem:  # openpyxl fails in many ways
            raise Trouble(Code.BROKEN_FILE, found="xlsx") from problem


def _send(stream: BinaryIO, blocks: Blocks) -> int:
    values = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    visible = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise Trouble(Code.NO_ROWS)
    sheet = visible[0]
    formulas = None
    if _holds_formulas(sheet):
        whole = openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
        formulas = whole[sheet.title]
    rows = _rows(sheet, formulas)
    header = next(rows, None)
    if header is None:
        raise Trouble(Code.NO_ROWS)
    names = _without_empty_end(header[1])
    blocks.begin(
        names, row=1, format="xlsx", encoding=None, delimiter=None, sheet=sheet.title[:100]
    )
    blocks.send_rows(_fitted(rows, len(names)))
    return len(visible) - 1


def _fitted(rows: Iterator[tuple[int, list[str]]], width: int) -> Iterator[tuple[int, list[str]]]:
    """Fill rows that end early with empty cells; one that is longer than the header is refused."""
    for number, row in rows:
        cells = _without_empty_end(row)
        if len(cells) > width:
            raise Trouble(Code.RAGGED, row=number, found=len(cells), expected=width)
        if cells:
            yield number, cells + [""] * (width - len(cells))


def _rows(sheet: Sheet, formulas: Sheet | None) -> Iterator[tuple[int, list[str]]]:
    # What the file says of its own size may be a million empty columns.
    sheet.reset_dimensions()
    if formulas is None:
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [as_text(value) for value in row]
        return
    formulas.reset_dimensions()
    pairs = zip(
        sheet.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=True
    )
    for number, (row, written) in enumerate(pairs, start=1):
        for place, (value, formula) in enumerate(itertools.zip_longest(row, written)):
            if value is None and isinstance(formula, str) and formula.startswith("="):
                letter = openpyxl.utils.get_column_letter(place + 1)
                raise Trouble(Code.FORMULA_WITHOUT_VALUE, row=number, column=letter)
        yield number, [as_text(value) for value in row]


def _holds_formulas(sheet: Sheet) -> bool:
    with sheet._get_source() as source:
        before = b""
        while piece := source.read(MIB):
            if b"<f>" in before + piece or b"<f " in before + piece:
                return True
            before = piece[-3:]
    return False


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def as_text(value: Any) -> str:
    """Return a cell's value as the text a person would type for it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT_WHOLE:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return repr(value) if isinstance(value, float) else str(value)
