"""Writes the tables as CSV and as a workbook for Excel. The same tables give the same bytes.

Nothing that somebody wrote becomes a formula, a link or a number when a file is opened.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from evaluations.wording.downloads import as_csv
from reports.sheets.sheet import Cell, Sheet

# What a cell of Excel holds.
MOST_LETTERS = 32_767
_WIDE, _NARROW, _LONG = 60, 14, 24
_INK, _PAPER, _EDGE = "#14201C", "#FFFFFF", "#CDD5CF"


def csv_of(sheet: Sheet) -> bytes:
    """Return a table as CSV (RFC 4180, UTF-8 with the mark that Excel looks for), days as ISO 8601."""
    rows = ([_plain(cell) for cell in row] for row in sheet.rows)
    return as_csv([sheet.columns, *rows])


def workbook_of(
    sheets: Sequence[Sheet], about: Sequence[tuple[str, str]], *, title: str, at: datetime
) -> bytes:
    """Return an .xlsx with one sheet for each table, and one that says what the file is.

    Parameters
    ----------
    sheets
        The tables, in order; each has its names in row 1 and nothing above or beside them.
    about
        What the file is: a name and what it is, one a row.
    title
        What the file calls itself.
    at
        The moment the file says it was made at.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": _cut(title), "created": at.replace(tzinfo=None)})
        writer = _Writer(book)
        for sheet in sheets:
            writer.table(sheet)
        writer.about(about)
    return stream.getvalue()


class _Writer:
    """Holds the book and its looks while it is written."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        plain = {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": _EDGE}
        self.text: Format = book.add_format({**plain, "num_format": "@"})
        self.number: Format = book.add_format({**plain, "num_format": "0"})
        self.day: Format = book.add_format({**plain, "num_format": "yyyy-mm-dd"})
        self.moment: Format = book.add_format({**plain, "num_format": "yyyy-mm-dd hh:mm:ss"})
        self.head: Format = book.add_format(
            {"bold": True, "bg_color": _INK, "font_color": _PAPER, "text_wrap": True, "valign": "top"}
        )  # fmt: skip

    def table(self, sheet: Sheet) -> None:
        page = self.book.add_worksheet(sheet.title)
        for column, name in enumerate(sheet.columns):
            page.write_string(0, column, name, self.head)
            page.set_column(column, column, _width(sheet, column))
        for number, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row):
                self._cell(page, number, column, cell)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)

    def about(self, about: Sequence[tuple[str, str]]) -> None:
        page = self.book.add_worksheet("About this file")
        page.set_column(0, 0, _LONG)
        page.set_column(1, 1, _WIDE)
        for number, (name, said) in enumerate(about):
            self._cell(page, number, 0, name)
            self._cell(page, number, 1, said)

    def _cell(self, page: Worksheet, row: int, column: int, cell: Cell) -> None:
        match cell:
            case None | "":
                page.write_blank(row, column, None, self.text)
            case str():
                page.write_string(row, column, _cut(cell), self.text)
            case datetime():
                page.write_datetime(row, column, cell.replace(tzinfo=None), self.moment)
            case date():
                page.write_datetime(row, column, cell, self.day)
            case int():
                page.write_number(row, column, cell, self.number)


def _width(sheet: Sheet, column: int) -> int:
    longest = max((len(str(row[column] or "")) for row in sheet.rows), default=0)
    return _NARROW if longest <= _NARROW else _LONG if longest <= _WIDE else _WIDE


def _plain(cell: Cell) -> str | int | None:
    return cell.isoformat() if isinstance(cell, date) else cell


def _cut(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"
