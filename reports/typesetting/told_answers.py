"""Questions and answers in rows: who said them stands once, under a letter; what was not asked, together.

Pure.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from content.words import word
from procurement.wording.flags import day
from reports.content.answers import AnswerSection, Said, Told

# So many letters fill a third of a page in the narrow column of a table.
LONG = 1_000
NOT_ASKED = "Not part of a light check"
_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One question and one answer to it; `again`: another source on the question above."""

    question: str
    answer: str
    how: str
    again: bool = False

    @property
    def is_long(self) -> bool:
        """Return whether it may take more than a third of a page, so that it must be parted."""
        return len(self.answer) > LONG or len(self.how) > LONG


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

    @property
    def is_long(self) -> bool:
        """Return whether an answer in it is: its column is then the widest."""
        return any(row.is_long for row in self.rows)


@dataclass(frozen=True, slots=True)
class Teller:
    """Who answered, and when; a row names them by the letter."""

    letter: str
    who: str


def tellers(sections: Sequence[AnswerSection]) -> tuple[Teller, ...]:
    """Return whoever told more than one answer on a day, whoever told most first."""
    often = Counter(
        _who(said) for section in sections for told in section.told for said in told.said if said.by
    )
    found = [who for who, times in often.most_common() if times > 1]
    return tuple(Teller(letter, who) for letter, who in zip(ascii_lowercase, found, strict=False))


def section_in_words(section: AnswerSection, told_by: Sequence[Teller] = ()) -> SectionInWords:
    """Return a section as its table shows it."""
    letters = {each.who: each.letter for each in told_by}
    rows: list[Row] = []
    left: dict[str, list[str]] = {}
    for told in section.told:
        if told.state == "answered":
            rows += [
                Row(told.question, _answer(said), _how(said, letters), again=place > 0)
                for place, said in enumerate(told.said)
            ]
        elif told.state == "not_answered":
            rows.append(Row(told.question, "Cannot tell", "Not answered yet"))
        else:
            left.setdefault(why_not_asked(told), []).append(told.question)
    return SectionInWords(
        section.title,
        tuple(rows),
        tuple(NotAsked(why, tuple(questions)) for why, questions in left.items()),
    )


def _answer(said: Said) -> str:
    return f"{said.in_words}. {said.words}" if said.words else said.in_words


def _how(said: Said, letters: Mapping[str, str]) -> str:
    how = f": {said.how}" if said.how else ""
    who = _who(said)
    if who in letters:
        return f"{word('grade', said.grade)} ({letters[who]}){how}"
    return f"{word('grade', said.grade)}{f'. {who}' if who else ''}{how}"


def _who(said: Said) -> str:
    return ", ".join(filter(None, (said.by, day(said.on) if said.on else "")))


def why_not_asked(told: Told) -> str:
    """Return why a question was not asked, or cannot apply."""
    if told.state == "not_asked" and not told.because:
        return NOT_ASKED
    named, more = told.because[:_MOST_NAMED], len(told.because[_MOST_NAMED:])
    if not named:
        return "Because of another answer"
    rest = f" and to {more} question{'' if more == 1 else 's'} more" if more else ""
    weight = "Of little weight, because" if told.state == "not_asked" else "Because"
    return f"{weight} of the answer to: {' '.join(named)}{rest}"
