"""Keep what followed from the first questions, and open a tool again when that changes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from content.words import group
from organisations import audit
from organisations.actors import Actor, ActorKind
from organisations.queries import role_in_words
from procurement.lifecycle import Status
from procurement.models import Assessment, TriageOutcome, TriageRecord, TriageStep, WrittenAnswer
from procurement.queries import latest_answers, library_of, outcome_of
from procurement.questionnaire.schema import Bank
from procurement.triage.loader import load_triage
from procurement.triage.outcome import Outcome, Reason, Triaged
from procurement.triage.schema import Triage
from procurement.wording.answers import question_in_words, said_in_words


def load_words() -> None:
    """Read from files what a record needs, before a transaction and not inside it."""
    load_triage()
    group("non_answer")


def write_record(
    *,
    assessment: Assessment,
    step: TriageStep,
    triaged: Triaged,
    reasons: Sequence[Reason],
    by: Actor,
) -> TriageRecord:
    """Return the new record, with the answers as they stand at this moment."""
    triage, bank = load_triage(), library_of(assessment).bank
    return TriageRecord.objects.of(assessment.organisation_id).create(
        assessment=assessment,
        step=step,
        outcome=TriageOutcome(triaged.outcome.id),
        reasons=[asdict(reason) for reason in reasons],
        changes=list(triaged.changes),
        answers=_answers(triage, bank, latest_answers(assessment)),
        bank=assessment.bank_id,
        version=triage.version,
        by_id=by.id if by.kind is ActorKind.PERSON else None,
        by_name=by.name,
        by_role=role_in_words(by, assessment.organisation_id),
    )


def reopen_where_due(*, assessment: Assessment, by: Actor) -> None:
    """Open a tool that was set aside, if what is known now asks for a check after all.

    Called with every change of a fact, in its transaction.
    """
    triaged = outcome_of(assessment)
    if triaged.outcome is not Outcome.NOT_NEEDED:
        because = f"because {triaged.reasons[0].words}"
        reopen(assessment=assessment, triaged=triaged, because=because, by=by)


def reopen(*, assessment: Assessment, triaged: Triaged, because: str, by: Actor) -> None:
    """Open it, on record. Called in a transaction."""
    asked_for = triaged.reasons if triaged.outcome is not Outcome.NOT_NEEDED else ()
    Assessment.objects.of(assessment.organisation_id).filter(id=assessment.id).update(
        status=Status.OPEN
    )
    assessment.status = Status.OPEN
    write_record(
        assessment=assessment, step=TriageStep.REOPENED, triaged=triaged, reasons=asked_for, by=by
    )
    audit.record(
        organisation=assessment.organisation_id,
        by=by,
        verb="assessment.reopened",
        subject=assessment,
        sentence=f"Opened {assessment} again, {because}.",
        details={
            "outcome": triaged.outcome.id,
            "reasons": [f"{reason.key}: {reason.name}" for reason in asked_for],
        },
    )


def _answers(
    triage: Triage, bank: Bank, newest: Mapping[str, WrittenAnswer]
) -> list[dict[str, Any]]:
    listed = []
    for key in triage.keys:
        answer = newest.get(key)
        asked = triage.asked_as.get(key)
        said = answer.words or said_in_words(answer.value, key, bank) if answer else ""
        listed.append(
            {
                "key": key,
                "question": asked.text if asked else question_in_words(key, bank),
                "words": said,
                "by": answer.given_by if answer else "",
                "at": answer.given_at.isoformat() if answer else "",
            }
        )
    return listed
