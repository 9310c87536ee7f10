"""Writes a workbook. The same lines give the same bytes.

Every cell is written as text and formatted as text: nothing that somebody answered can become a
formula, a number or a day when the file is opened.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from procurement.workbook.cell_words import YES, Cells, answers_listed, cells_of
from procurement.workbook.layout import (
    ABOUT_MARK,
    ABOUT_SHEET,
    FORM,
    LISTS_SHEET,
    Origin,
    row_key,
)
from procurement.workbook.line import Line, Part, Wording

# Wide enough to read, in characters.
_WIDTHS = {
    Part.KEY: 12,
    Part.NUMBER: 7,
    Part.QUESTION: 52,
    Part.WHY: 44,
    Part.ANSWER: 38,
    Part.GRADE: 32,
    Part.BY: 20,
    Part.WHEN: 18,
    Part.WORDS: 44,
}
_FILLED_IN = (Part.ANSWER, Part.GRADE, Part.BY, Part.WHEN, Part.WORDS)
# A fixed moment, so that the bytes depend on the answers alone.
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_INK, _PAPER, _EDGE, _TINT = "#1B2A33", "#FFFFFF", "#9AA7AE", "#E8EEF0"
# A list that offers, and one that allows nothing else.
_STRICT_TITLE = "Choose from the list"


def write_workbook(lines: Sequence[Line], wording: Wording, origin: Origin) -> bytes:
    """Return the workbook that asks these questions, with what is on file filled in.

    Parameters
    ----------
    lines
        The questions in the order of asking.
    wording
        The words of whoever asks; decides which columns there are.
    origin
        What the workbook belongs to, kept on a hidden sheet.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": wording.title, "created": _MADE})
        _Writer(book, wording).write(lines, origin)
    return stream.getvalue()


class _Writer:
    """Holds the book, its looks and its lists while it is written."""

    def __init__(self, book: xlsxwriter.Workbook, wording: Wording) -> None:
        self.book, self.wording = book, wording
        self.parts = [part for part in Part if part is Part.KEY or part in wording.titles]
        self.lists: dict[tuple[str, ...], str] = {}
        text = {"num_format": "@", "text_wrap": True, "valign": "top", "font_color": _INK}
        edged = {**text, "border": 1, "border_color": _EDGE}
        self.plain: Format = book.add_format(text)
        self.asked: Format = book.add_format(edged)
        self.option: Format = book.add_format({**edged, "indent": 2})
        self.open: Format = book.add_format({**edged, "bg_color": _PAPER, "locked": False})
        self.closed: Format = book.add_format({**edged, "bg_color": _TINT})
        self.head: Format = book.add_format(
            {**edged, "bold": True, "bg_color": _INK, "font_color": _PAPER}
        )
        self.heading: Format = book.add_format({**text, "bold": True, "font_size": 13})
        self.title: Format = book.add_format({**text, "bold": True, "font_size": 16})

    def write(self, lines: Sequence[Line], origin: Origin) -> None:
        self._instructions()
        sheets = {name: self._sheet(name) for name in dict.fromkeys(line.sheet for line in lines)}
        below = dict.fromkeys(sheets, 2)
        headings = dict.fromkeys(sheets, "")
        # The lists are made while the questions are written, and stand behind them.
        for line in lines:
            sheet = sheets[line.sheet]
            if line.heading != headings[line.sheet]:
                headings[line.sheet] = line.heading
                column = self.parts.index(Part.QUESTION)
                text(sheet, below[line.sheet], column, line.heading, self.heading)
                below[line.sheet] += 1
            below[line.sheet] = self._line(sheet, below[line.sheet], line)
        for name, sheet in sheets.items():
            sheet.print_area(1, 1, below[name] - 1, len(self.parts) - 1)
        self._lists()
        self._about(lines, origin)

    def _instructions(self) -> None:
        sheet = self.book.add_worksheet(self.wording.first_sheet)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 90)
        text(sheet, 0, 0, self.wording.title, self.title)
        for row, said in enumerate(self.wording.instructions, start=2):
            text(sheet, row, 0, said, self.plain)
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _sheet(self, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_row(0, None, None, {"hidden": True})
        for column, part in enumerate(self.parts):
            hidden = {"hidden": True} if part is Part.KEY else {}
            sheet.set_column(column, column, _WIDTHS[part], self.plain, hidden)
            text(sheet, 0, column, part.value, self.plain)
            text(sheet, 1, column, self.wording.titles.get(part, ""), self.head)
        sheet.freeze_panes(2, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)
        sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})
        return sheet

    def _line(self, sheet: Worksheet, row: int, line: Line) -> int:
        """Write one question and return the row below it."""
        cells = cells_of(line, line.said, self.wording)
        hint = _hint(line)
        shown = {
            Part.KEY: row_key(line.key),
            Part.NUMBER: line.number,
            Part.QUESTION: f"{line.control.label}\n{hint}" if hint else line.control.label,
            Part.WHY: line.why,
        }
        for column, part in enumerate(self.parts):
            if part in shown:
                text(sheet, row, column, shown[part], self.asked)
            elif part is Part.ANSWER or line.grades:
                text(sheet, row, column, cells.text(part), self.open)
            else:
                text(sheet, row, column, "", self.closed)
        self._offer(sheet, row, line)
        if line.control.kind == "several":
            return self._options(sheet, row + 1, line, cells)
        return row + 1

    def _options(self, sheet: Worksheet, row: int, line: Line, cells: Cells) -> int:
        for at, option in enumerate(line.control.options, start=row):
            for column, part in enumerate(self.parts):
                if part is Part.KEY:
                    text(sheet, at, column, row_key(line.key, option.id), self.asked)
                elif part is Part.QUESTION:
                    text(sheet, at, column, option.label, self.option)
                elif part is Part.ANSWER:
                    text(sheet, at, column, cells.ticks[option.id], self.open)
                    self._list(sheet, at, column, (YES,), strict=True)
                elif part in _FILLED_IN:
                    text(sheet, at, column, "", self.closed)
                else:
                    text(sheet, at, column, "", self.asked)
        return row + len(line.control.options)

    def _offer(self, sheet: Worksheet, row: int, line: Line) -> None:
        offered = answers_listed(line, self.wording)
        strict = line.control.kind in ("one", "several")
        if offered:
            self._list(sheet, row, self.parts.index(Part.ANSWER), offered, strict=strict)
        if line.grades and Part.GRADE in self.parts:
            words = tuple(self.wording.grades[grade.value] for grade in line.grades)
            self._list(sheet, row, self.parts.index(Part.GRADE), words, strict=True)

    def _list(
        self, sheet: Worksheet, row: int, column: int, offered: tuple[str, ...], *, strict: bool
    ) -> None:
        if offered not in self.lists:
            letter = xlsxwriter.utility.xl_col_to_name(len(self.lists))
            place = f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(offered)}"
            self.lists[offered] = place
        sheet.data_validation(
            row,
            column,
            row,
            column,
            {
                "validate": "list",
                "source": self.lists[offered],
                "show_error": strict,
                "error_title": _STRICT_TITLE,
                "error_message": "Choose one of the answers in the list, or leave the cell empty.",
            },
        )

    def _lists(self) -> None:
        sheet = self.book.add_worksheet(LISTS_SHEET)
        for column, offered in enumerate(self.lists):
            for row, word in enumerate(offered):
                text(sheet, row, column, word, self.plain)
        sheet.hide()

    def _about(self, lines: Sequence[Line], origin: Origin) -> None:
        sheet = self.book.add_worksheet(ABOUT_SHEET)
        rows = [
            (ABOUT_MARK, FORM),
            ("about", origin.about),
            ("bank", origin.bank),
            ("made", origin.made),
            *(("version", line.key, str(line.version)) for line in lines),
        ]
        for row, said in enumerate(rows):
            for column, word in enumerate(said):
                text(sheet, row, column, word, self.plain)
        sheet.hide()


def text(sheet: Worksheet, row: int, column: int, said: str, look: Format) -> None:
    """Write a cell as text, whatever it begins with."""
    if said:
        sheet.write_string(row, column, said, look)
    else:
        sheet.write_blank(row, column, None, look)


def _hint(line: Line) -> str:
    match line.control.kind:
        case "one":
            return "Choose from the list."
        case "several":
            return f"Write {YES} beside each one below that applies."
        case "places":
            return "Write the names of the countries, with ; between them."
        case _:
            hint = line.control.hint
            return f"{hint}." if hint else ""
