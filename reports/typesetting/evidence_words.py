"""What was handed in and what was found by looking, in words. Pure."""

from dataclasses import dataclass

from content.words import word
from procurement.observed_values import from_json
from procurement.questionnaire.schema import Bank
from procurement.wording.answers import question_in_words, value_in_words
from procurement.wording.flags import day
from reports.content.answers import DocumentHeld, DocumentUse
from reports.content.report_content import ReportContent


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: about what, what it is, how certain, and by which means."""

    what: str
    found: str
    certainty: str
    how: str


@dataclass(frozen=True, slots=True)
class DocumentTold:
    """One document: what it is and whence, what rests on it, how it stands, and its hash."""

    title: str
    what: str
    proves: tuple[str, ...]
    stands: str
    sha256: str


def documents_told(content: ReportContent) -> tuple[DocumentTold, ...]:
    """Return each document in words, in the report's order."""
    return tuple(
        DocumentTold(
            title=each.title,
            what=_whence(each),
            proves=uses_in_words(each),
            stands=standing_in_words(each),
            sha256=each.sha256,
        )
        for each in content.evidence.documents
    )


def _whence(held: DocumentHeld) -> str:
    given = f", from {held.received_from}" if held.received_from else ""
    dated = f" Issued on {day(held.issued_on)}." if held.issued_on else ""
    seen = f" Seen on {day(held.seen_on)}." if held.seen_on and not held.issued_on else ""
    name = f"{name_in_words(held)}: {held.bytes:,} bytes"
    return f"{word('document_kind', held.kind)}{given}. {name}.{dated}{seen}"


def name_in_words(held: DocumentHeld) -> str:
    """Return a document's file name, with a word on it where its bytes were deleted."""
    return f"{held.name}, deleted since" if held.erased else held.name


def uses_in_words(held: DocumentHeld) -> tuple[str, ...]:
    """Return what rests on a document, each with the place in it."""
    return tuple(map(_use, held.uses))


def _use(use: DocumentUse) -> str:
    said = use.what if use.proves == "answer" else f"Shows the change asked for: {use.what}"
    return f"{said} ({use.place})" if use.place else said


def standing_in_words(held: DocumentHeld) -> str:
    """Return whether a document still held on the day of the report, and who read it."""
    until = f" {day(held.expires_on)}" if held.expires_on else ""
    ages = {
        "current": f"In date until{until}" if until else "In date",
        "expired": f"Expired on{until}",
    }
    age = ages.get(held.age, word("evidence_age", held.age))
    by = f" by {held.reviewed_by}" if held.reviewed_by and held.review != "not_looked_at" else ""
    return f"{age}. {word('document_review', held.review)}{by}."


def found_by_looking(content: ReportContent, bank: Bank) -> tuple[Found, ...]:
    """Return each observation in words, in the order in which it was made."""
    return tuple(
        Found(
            what=_sentence(question_in_words(each.key, bank)),
            found=value_in_words(from_json(each.value), bank.by_id.get(each.key)),
            certainty=word("grade", each.certainty),
            how=each.how,
        )
        for each in content.observations
    )


def _sentence(said: str) -> str:
    return said[:1].upper() + said[1:]
