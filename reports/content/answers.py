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
    light check, or of little weight by the answers under `because`); cannot_apply (the answers under
    `because` rule it out).
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


class DocumentUse(Content):
    """What a document proves: the answer to a question, or a change asked for on a flag.

    `key` is the question's id, or the flag's rule. `place` says where in the document: a page, a clause.
    """

    proves: Literal["answer", "change"]
    key: str
    what: str
    place: str = ""


class DocumentHeld(Content):
    """One document that an answer or a step of the review rests on.

    `bytes` and `sha256` are of the file as it is kept, `sent_sha256` of the file as it was handed in (a
    picture is drawn anew). `age` is how it stood on the day of the report; `review` is whether somebody
    read it, and `reviewed_by` who. `erased`: its bytes were deleted since, and the rest says what it was.
    """

    kind: Literal[
        "contract",
        "certificate",
        "model_card",
        "parts_list",
        "test_report",
        "policy",
        "price_list",
        "screenshot",
        "web_page",
        "letter",
        "other",
    ]
    title: str
    name: str
    bytes: int
    sha256: str
    sent_sha256: str
    at: datetime
    received_from: str = ""
    issued_on: date | None = None
    seen_on: date | None = None
    expires_on: date | None = None
    age: Literal["current", "expired", "old"]
    review: Literal["not_looked_at", "accepted", "not_enough"]
    reviewed_by: str = ""
    erased: bool = False
    uses: tuple[DocumentUse, ...]


class Evidence(Content):
    """The files and the documents a report rests on, each in the order in which they came."""

    files: tuple[FileHeld, ...] = ()
    documents: tuple[DocumentHeld, ...] = ()
