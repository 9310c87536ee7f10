"""The part of a report's content that tells what was answered, handed in and seen."""

from datetime import date, datetime
from typing import Any, Literal

from content.shape import Content
from procurement.facts.values import Plain


class Answered(Content):
    """One answer as it counted, with who said it and how well it is proven."""

    key: str
    question: str
    value: Plain
    in_words: str
    grade: str
    by: str | None
    on: date | None


class Said(Content):
    """What one source says: its answer in words, how well proven, by whom or how, and when.

    `words` is what was said beside the answer: a reason, or a price as it was quoted.
    """

    in_words: str
    grade: str
    by: str | None
    on: date | None
    how: str | None = None
    words: str = ""


class Told(Content):
    """One question with everything that counts under it.

    `state`: answered; not_answered (asked, and nobody said: cannot tell); not_asked (left out of a
    light check); cannot_apply (the answers under `because` rule it out).
    """

    key: str
    question: str
    state: Literal["answered", "not_answered", "not_asked", "cannot_apply"]
    said: tuple[Said, ...] = ()
    because: tuple[str, ...] = ()


class AnswerSection(Content):
    """The questions of one section of the bank, in its order."""

    id: str
    title: str
    told: tuple[Told, ...]


class Observed(Content):
    """One thing found by looking."""

    key: str
    value: Any
    certainty: str
    how: str


class FileHeld(Content):
    """One file that was handed in: what for, its bytes and their SHA-256, and when."""

    kind: Literal["model", "answer_sheet", "examples"]
    name: str
    bytes: int
    sha256: str
    at: datetime


class Evidence(Content):
    """The files a report rests on, in the order in which they came."""

    files: tuple[FileHeld, ...] = ()
