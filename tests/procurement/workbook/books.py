"""Workbooks as they leave the house, filled in by a spreadsheet library as a person would."""

import io

import openpyxl

from procurement.answered import Answered
from procurement.views.workbook_lines import lines_of, origin_of
from procurement.wording.workbook import buyers_wording
from procurement.workbook.line import Part
from procurement.workbook.writing import write_workbook


def workbook_for(assessment):
    """Return what the download of an assessment holds."""
    answered = Answered.of(assessment)
    return write_workbook(
        lines_of(answered), buyers_wording(str(assessment.product)), origin_of(answered)
    )


def filled_in(content, cells, change=None):
    """Return the workbook with cells filled in: {(row key, part): value}; `change` does the rest."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for (key, part), value in cells.items():
        sheet, row, column = place_of(book, key, part)
        sheet.cell(row, column).value = value
    if change:
        change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def place_of(book, key, part=Part.ANSWER):
    """Return the sheet, the row and the column, from 1, where a part of a question stands."""
    for sheet in book.worksheets:
        heads = [cell.value for cell in sheet[1]]
        if Part.KEY not in heads:
            continue
        for row in sheet.iter_rows(min_row=3):
            if row[heads.index(Part.KEY)].value == key:
                return sheet, row[0].row, heads.index(part) + 1
    raise LookupError(key)


def uploaded(content, name="answers.xlsx"):
    """Return bytes as an uploaded file."""
    file = io.BytesIO(content)
    file.name = name
    return file
