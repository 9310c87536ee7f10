"""Bring an assessment to the newest questions and rules, because a person asked for it."""

from django.db import transaction

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from procurement.actions.assessments import pin_library
from procurement.actions.rescreening import load_for_screening, rescreen
from procurement.actions.turns import take_turn
from procurement.models import Answer, AnswerEvidence, Assessment
from procurement.queries import answers_under, claims_from, latest_answers
from procurement.questionnaire.schema import Bank
from procurement.upgrading import newer_library


def upgrade_assessment(*, assessment: Assessment, seen: str, by: Actor) -> None:
    """Put the assessment under today's questions and rules, and screen it again.

    An answer to a question that has a successor is written down as an answer to that one; every
    earlier answer stays as it was given.

    Parameters
    ----------
    seen : the hash of the bank and of the rulebook that the person was shown, with a space between.

    Raises
    ------
    Refused
        If there is nothing newer, if there is something newer than what was shown, if the
        assessment is closed, or if an answer cannot be read by the newer questions.
    """
    library = newer_library(assessment)
    if library is None:
        raise Refused(
            "This assessment has the newest questions and rules.", what_to_do="Go back to it."
        )
    if seen != f"{library.bank_sha256} {library.rulebook_sha256}":
        raise Refused(
            "The questions or rules changed again while you looked.",
            what_to_do="Read the difference once more, then upgrade.",
        )
    before = latest_answers(assessment)
    claims_from(library.bank, before)  # refused here, if an answer cannot be read any more
    load_for_screening(assessment)
    with transaction.atomic():
        held = take_turn(assessment, what_to_do="Open it again to upgrade it.")
        was = {"bank": held.bank.version, "rulebook": held.rulebook.version}
        assessment.bank, assessment.rulebook = pin_library(library)
        assessment.save(update_fields=["bank", "rulebook"])
        moved = _move_answers(assessment, library.bank)
        now = {"bank": library.bank.version, "rulebook": library.rulebook.version}
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="assessment.upgraded",
            subject=assessment,
            sentence=(
                f"Upgraded to questions {now['bank']} and rules {now['rulebook']}, "
                f"from {was['bank']} and {was['rulebook']}."
            ),
            details={
                "from": was,
                "to": now,
                "bank": library.bank_sha256,
                "rulebook": library.rulebook_sha256,
                "answers_moved": moved,
            },
        )
        rescreen(assessment=assessment, by=by)


def _move_answers(assessment: Assessment, bank: Bank) -> dict[str, str]:
    """Write answers to questions that are gone as answers to their successors; return which."""
    moved = {}
    for key, answer in answers_under(bank, latest_answers(assessment)).items():
        # What the firm says of itself stands in its profile, not here.
        if key == answer.key or not isinstance(answer, Answer):
            continue
        moved[answer.key] = key
        kept = Answer.objects.of(assessment.organisation_id).create(
            assessment=assessment,
            subject_kind=bank.by_id[key].about.kind,
            key=key,
            version=1,
            value=answer.value,
            grade=answer.grade,
            given_by=answer.given_by,
            as_of=answer.holds_on,
            words=answer.words,
            door=answer.door,
        )
        AnswerEvidence.objects.of(assessment.organisation_id).bulk_create(
            AnswerEvidence(
                organisation_id=assessment.organisation_id,
                answer=kept,
                evidence_id=use.evidence_id,
                place=use.place,
                attached_by=use.attached_by,
            )
            for use in answer.evidence.all()
        )
    return moved
