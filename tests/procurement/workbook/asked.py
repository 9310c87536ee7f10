"""The whole bank as lines of a workbook, worded by nobody in particular."""

from dataclasses import replace
from datetime import date

from content.words import group
from procurement.facts.sources import Grade
from procurement.library import load_library
from procurement.questionnaire.control import Control
from procurement.workbook.layout import Origin
from procurement.workbook.line import Line, Part, Wording
from procurement.workbook.reading_back import read_back
from procurement.workbook.writing import write_workbook

BANK = load_library().bank
PLAIN = [question for question in BANK.questions if question.type != "rows"]
GRADES = (Grade.VENDOR_SAYS, Grade.DOCUMENT_SEEN, Grade.PUBLIC_DOCUMENT)
TODAY = date(2026, 11, 22)
ORIGIN = Origin("check-1", BANK.version, "22 November 2026")
WORDING = Wording(
    "Questions", "Read this", ("Fill it in.",),
    {part: part.value.title() for part in Part if part is not Part.KEY},
    group("non_answer"), group("grade_choice"),
)  # fmt: skip


def lines(said=None):
    """Return a line for each question and setting; `said` is what is on file by key."""
    said = said or {}
    asked = [
        *(Line(Control.of_setting(each), "Check", "Check", "1", "") for each in BANK.settings),
        *(
            Line(Control.of_question(each), "Asked", each.section, "1", each.help, GRADES)
            for each in PLAIN
        ),
    ]
    return [replace(line, said=said.get(line.key), version=int(line.key in said)) for line in asked]


def written(said=None, *, wording=WORDING):
    return write_workbook(lines(said), wording, ORIGIN)


def returned(sheets, said=None, *, wording=WORDING, origin=ORIGIN):
    return read_back(
        sheets, lines=lines(said), wording=wording, origin=origin, bank=BANK, today=TODAY,
        name="answers.xlsx",
    )  # fmt: skip
