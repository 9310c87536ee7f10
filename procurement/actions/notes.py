"""Write a comment or a note beside a question, or that somebody holds a finding for right."""

from django.db import transaction

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor, ActorKind
from procurement.actions.turns import take_turn
from procurement.models import AnswerNote, Assessment
from procurement.queries import library_of
from procurement.wording.answers import question_in_words
from procurement.wording.notes import confirmation

LONGEST_NOTE = 5_000


def add_note(
    *, assessment: Assessment, key: str, text: str, internal: bool, by: Actor
) -> AnswerNote:
    """Write a note on a question; what is not `internal` may be shown to the vendor.

    Raises
    ------
    Refused
        If there is no text or too much of it, or the assessment is closed.
    """
    text = text.strip()
    if not text:
        raise Refused("Write something first.", column="text")
    if len(text) > LONGEST_NOTE:
        raise Refused(f"Use {LONGEST_NOTE:,} characters or fewer.", column="text")
    named = question_in_words(key, library_of(assessment).bank)
    what = "an internal note" if internal else "a comment that the vendor may see"
    sentence = f"Wrote {what} on “{named}”."
    return _write(assessment, key, text, by, sentence, internal=internal, confirms=False)


def confirm_finding(*, assessment: Assessment, key: str, found: str, by: Actor) -> AnswerNote:
    """Write that a person holds what was found for right. The answer itself stays as it was found.

    `found` is the finding in words, as the page showed it.

    Raises
    ------
    Refused
        If the assessment is closed.
    """
    named = question_in_words(key, library_of(assessment).bank)
    text = confirmation(found)
    sentence = f"Confirmed what was found for “{named}”."
    return _write(assessment, key, text, by, sentence, internal=True, confirms=True)


def _write(
    assessment: Assessment,
    key: str,
    text: str,
    by: Actor,
    sentence: str,
    *,
    internal: bool,
    confirms: bool,
) -> AnswerNote:
    with transaction.atomic():
        take_turn(assessment, what_to_do="Open it again to add to it.")
        note = AnswerNote.objects.of(assessment.organisation_id).create(
            assessment=assessment,
            key=key,
            text=text,
            internal=internal,
            confirms=confirms,
            by_id=by.id if by.kind is ActorKind.PERSON else None,
            by_name=by.name,
        )
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="finding.confirmed" if confirms else "note.written",
            subject=assessment,
            sentence=sentence,
            details={"key": key, "note": note.id, "internal": internal},
        )
    return note
