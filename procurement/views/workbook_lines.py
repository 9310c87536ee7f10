"""What a buyer's workbook asks of one assessment, and the answers it is compared with."""

from collections import Counter
from collections.abc import Sequence

from django.utils import timezone

from procurement.answered import Answered
from procurement.facts.sources import Grade
from procurement.forms.answers import GRADES_OFFERED
from procurement.models import WrittenAnswer
from procurement.questionnaire.control import Control
from procurement.questionnaire.schema import Question, Setting
from procurement.wording.answers import day_in_words
from procurement.wording.workbook import OURS, SHEETS
from procurement.workbook.differences import Versions
from procurement.workbook.layout import Origin
from procurement.workbook.line import Line, Said


def lines_of(answered: Answered) -> list[Line]:
    """Return a line for each question that is asked now.

    Tables are left out: their questions ask the same in short.
    """
    asked = [(chapter.title, step.asked) for chapter in answered.chapters for step in chapter.steps]
    return _lines(answered, asked)


def every_line_of(answered: Answered) -> list[Line]:
    """Return a line for each question of the bank: one may have been asked when a file was made."""
    bank = answered.library.bank
    asked: list[tuple[str, Question | Setting]] = [("", setting) for setting in bank.settings]
    asked += [("", question) for question in bank.questions if question.type != "rows"]
    return _lines(answered, asked)


def origin_of(answered: Answered) -> Origin:
    """Return what a workbook says of where it comes from."""
    assessment = answered.assessment
    return Origin(
        str(assessment.id), answered.library.bank_sha256, day_in_words(timezone.localdate())
    )


def versions_of(answered: Answered) -> Versions:
    """Return every answer under each key, the oldest first."""
    return {
        key: [said_of(each, answered.asked(key)) for each in answers]
        for key, answers in answered.versions.items()
    }


def said_of(answer: WrittenAnswer, asked: Question | Setting | None) -> Said:
    """Return an answer on file as a workbook tells it. Nobody has to prove a setting."""
    if isinstance(asked, Setting):
        return Said(answer.value)
    return Said(answer.value, Grade(answer.grade), answer.given_by, answer.as_of, answer.words)


def _lines(answered: Answered, every: Sequence[tuple[str, Question | Setting]]) -> list[Line]:
    numbers: Counter[str] = Counter()
    lines = []
    for heading, asked in every:
        sheet = OURS if isinstance(asked, Setting) else SHEETS[asked.answered_by]
        numbers[sheet] += 1
        lines.append(_line(answered, asked, sheet, heading, str(numbers[sheet])))
    return lines


def _line(
    answered: Answered, asked: Question | Setting, sheet: str, heading: str, number: str
) -> Line:
    latest = answered.latest(asked.id)
    said = said_of(latest, asked) if latest else None
    if isinstance(asked, Setting):
        return Line(
            Control.of_setting(asked), sheet, heading, number, asked.help, (), said,
            answered.version(asked.id),
        )  # fmt: skip
    return Line(
        Control.of_question(asked), sheet, heading, number, asked.help,
        _grades(asked, said), said, answered.version(asked.id),
    )  # fmt: skip


def _grades(question: Question, said: Said | None) -> tuple[Grade, ...]:
    offered = GRADES_OFFERED[question.answered_by]
    if question.answered_by == "buyer" and question.evidence == "none":
        # Nobody proves what they want to do.
        offered = offered[:1]
    if said is not None and said.grade is not None and said.grade not in offered:
        return (*offered, said.grade)
    return offered
