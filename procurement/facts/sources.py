"""Where a fact comes from: a claim that somebody makes, or an observation the product makes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from procurement.facts.subjects import Subject
from procurement.facts.values import Value, sort_key


class Grade(StrEnum):
    """How well a claim is proven. An independent body is one that neither buys nor sells it."""

    BUYER_SAYS = "buyer_says"
    VENDOR_SAYS = "vendor_says"
    DOCUMENT_SEEN = "document_seen"
    PUBLIC_DOCUMENT = "public_document"
    INDEPENDENT = "independent"


class Certainty(StrEnum):
    """How an observation was made."""

    MEASURED = "measured"
    DECLARED = "declared"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Claim:
    """An answer: what somebody says about one key of one subject.

    `words` is what was said with it: a reason, or a price as it was quoted.
    """

    subject: Subject
    key: str
    value: Value
    grade: Grade
    by: str | None = None
    when: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """What the product found for itself; `how` says by which means, for people."""

    subject: Subject
    key: str
    value: Value
    certainty: Certainty
    how: str


Source = Claim | Observation


def order(source: Source) -> tuple[str, int, str, tuple[str, str, bool], tuple[str, ...]]:
    """Return a key that orders sources the same way in every run, whoever spoke first."""
    told: tuple[str, ...] = (
        (source.certainty.value, source.how)
        if isinstance(source, Observation)
        else (
            source.grade.value,
            source.by or "",
            source.when.isoformat() if source.when else "",
            source.words,
        )
    )
    subject = source.subject
    return (subject.kind.value, subject.number, source.key, sort_key(source.value), told)


_RANKS: dict[Grade | Certainty, int] = {
    Certainty.MEASURED: 3,
    Certainty.DECLARED: 2,
    Grade.DOCUMENT_SEEN: 2,
    Grade.PUBLIC_DOCUMENT: 2,
    Grade.INDEPENDENT: 2,
    Grade.VENDOR_SAYS: 1,
    Grade.BUYER_SAYS: 1,
    Certainty.INFERRED: 0,
}


def weightiest_first(source: Source) -> tuple[int, object]:
    """Return a key that puts the weightiest source first, and equals in a settled order."""
    return (-rank(source), order(source))


def rank(source: Source) -> int:
    """Return how much a source weighs: 3 measured, 2 on paper, 1 said, 0 a guess.

    What was measured outranks every claim; what a file declares equals a documented claim; what
    was inferred never decides anything.
    """
    return _RANKS[source.grade if isinstance(source, Claim) else source.certainty]
