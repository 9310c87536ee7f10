"""The part of a report's content on data protection: impact assessment and transfers abroad."""

from datetime import date
from typing import Literal

from content.shape import Content
from protection.dpia.record import Record, SignedDpia
from protection.transfers.worksheet import Changed, Worksheet


class Reason(Content):
    """One rule that asks for an impact assessment: the answers behind it and what it rests on."""

    rule: str
    title: str
    status: Literal["raised", "settled", "upcoming"]
    explanation: str
    because: tuple[str, ...]
    citations: tuple[str, ...]


class OpenPoint(Content):
    """One rule nobody can decide yet, with the questions that would decide it."""

    rule: str
    title: str
    questions: tuple[str, ...]


class Dpia(Content):
    """Whether an impact assessment is needed, by which rules, and how far it is.

    `signed` is the worksheet as somebody signed it last, null where nobody did; `draft` is then the
    worksheet as it stood when the report was made: what is on file for each step, and what is not.
    """

    status: Literal["needed", "not_needed", "not_settled"]
    rules: tuple[str, ...]
    answer: str | None
    reasons: tuple[Reason, ...] = ()
    open: tuple[OpenPoint, ...] = ()
    signed: SignedDpia | None = None
    draft: Record | None = None


class Transfers(Content):
    """Whether personal data leaves the country, where to, and which rules find it not covered."""

    status: Literal["none", "covered", "not_covered", "not_settled"]
    countries: tuple[str, ...]
    rules: tuple[str, ...]
    open: tuple[OpenPoint, ...] = ()


class SignedTransferWorksheet(Content):
    """A worksheet on sending data to a country, as somebody signed it.

    `changed` is what was on file otherwise when the report was made; `sha256` the hash it bears.
    """

    worksheet: Worksheet
    version: int
    conclusion: str
    steps: str
    by: str
    role: str
    on: date
    sha256: str
    changed: tuple[Changed, ...] = ()
