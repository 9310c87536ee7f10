"""The questions and answers of one section, in rows; what was not asked stands together. Pure."""

from dataclasses import dataclass

from content.words import word
from procurement.wording.flags import day
from reports.content.answers import AnswerSection, Said, Told

NOT_ASKED = "Not part of a light check"
_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One question and one answer to it; `again`: another source on the question above."""

    question: str
    answer: str
    how: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Questions that were not asked, and the one reason why."""

    why: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionInWords:
    """A section of the bank: its rows, then what was not asked."""

    title: str
    rows: tuple[Row, ...]
    not_asked: tuple[NotAsked, ...]


def section_in_words(section: AnswerSection) -> SectionInWords:
    """Return a section as its table shows it."""
    rows: list[Row] = []
    left: dict[str, list[str]] = {}
    for told in section.told:
        if told.state == "answered":
            rows += [
                Row(told.question, _answer(said), _how(said), again=place > 0)
                for place, said in enumerate(told.said)
            ]
        elif told.state == "not_answered":
            rows.append(Row(told.question, "Cannot tell", "Not answered yet"))
        else:
            left.setdefault(_why(told), []).append(told.question)
    return SectionInWords(
        section.title,
        tuple(rows),
        tuple(NotAsked(why, tuple(questions)) for why, questions in left.items()),
    )


def _answer(said: Said) -> str:
    return f"{said.in_words}. {said.words}" if said.words else said.in_words


def _how(said: Said) -> str:
    by = f". {said.by}" if said.by else ""
    on = f", {day(said.on)}" if said.on else ""
    how = f": {said.how}" if said.how else ""
    return f"{word('grade', said.grade)}{by}{on}{how}"


def _why(told: Told) -> str:
    if told.state == "not_asked":
        return NOT_ASKED
    named, more = told.because[:_MOST_NAMED], len(told.because[_MOST_NAMED:])
    if not named:
        return "Because of another answer"
    rest = f" and to {more} question{'' if more == 1 else 's'} more" if more else ""
    return f"Because of the answer to: {' '.join(named)}{rest}"
