"""What a workbook holds: one line for each question, and the words of whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from procurement.facts.sources import Grade
from procurement.questionnaire.control import Control


class Part(StrEnum):
    """One column of a question sheet. The ids stand in its hidden first row."""

    KEY = "key"
    NUMBER = "number"
    QUESTION = "question"
    WHY = "why"
    ANSWER = "answer"
    GRADE = "grade"
    BY = "by"
    WHEN = "when"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in the bank's own form, and what is said about it.

    `grade` is None where nobody has to prove the answer; `by` is empty where it names nobody.
    """

    value: Any
    grade: Grade | None = None
    by: str = ""
    when: date | None = None
    words: str = ""

    @property
    def written(self) -> Any:
        """Return it as an answer sheet writes it."""
        if self.grade is None:
            return self.value
        said: dict[str, Any] = {"value": self.value, "grade": self.grade.value}
        if self.by:
            said["by"] = self.by
        if self.when:
            said["when"] = self.when.isoformat()
        if self.words:
            said["words"] = self.words
        return said

    def same_as(self, other: "Said | None") -> bool:
        """Return whether both say just the same; the order of a list says nothing."""
        return other is not None and _without_order(self) == _without_order(other)


@dataclass(frozen=True, slots=True)
class Line:
    """One question as a workbook asks it.

    Attributes
    ----------
    control : what may be answered, with the labels of whoever asks.
    sheet, heading : the sheet it stands on, and the heading above it.
    number : its number as people read it.
    why : why it is asked; may be empty.
    grades : how it may be known, the usual one first; empty where nobody has to prove it.
    said : what is on file, if anything.
    version : the version of that answer, 0 for none.
    """

    control: Control
    sheet: str
    heading: str
    number: str
    why: str
    grades: tuple[Grade, ...] = ()
    said: Said | None = None
    version: int = 0

    @property
    def key(self) -> str:
        """Return the id of what is asked."""
        return self.control.named


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of whoever asks.

    `titles` are the words above the columns; a column without a title is left out. `non_answers`
    and `grades` give the word for each that may be offered.
    """

    title: str
    first_sheet: str
    instructions: tuple[str, ...]
    titles: Mapping[Part, str]
    non_answers: Mapping[str, str]
    grades: Mapping[str, str]


def _without_order(said: Said) -> tuple[Any, ...]:
    value = said.value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = value[0] if len(value) == 1 else sorted(value)
    return (value, said.grade, said.by, said.when, said.words)
