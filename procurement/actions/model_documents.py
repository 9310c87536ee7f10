"""Take over answers that a model's own papers give, those that a person ticked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from organisations import audit
from organisations.actors import Actor
from procurement.actions.answers import record_answers
from procurement.actions.proofs import attach_to_newest, newest_answer, refuse_erased
from procurement.actions.rescreening import load_for_screening
from procurement.facts.sources import Grade
from procurement.models import Assessment, Door, Evidence
from procurement.questionnaire.cells import LONGEST_TEXT
from procurement.questionnaire.schema import Bank


@dataclass(frozen=True, slots=True)
class TakenOver:
    """One answer to take over: its value, where it was found, and the version the person saw."""

    value: Any
    found: str
    based_on: int


def fill_from_document(
    *,
    assessment: Assessment,
    bank: Bank,
    evidence: Evidence,
    answers: Mapping[str, TakenOver],
    by: Actor,
) -> int:
    """Write the answers as said by the document, let them rest on it, and return how many.

    Raises
    ------
    Refused
        If one is no answer to its question, the assessment is closed or the document erased.
    AnsweredMeanwhile
        If somebody answered one of them since. Nothing is written.
    """
    load_for_screening(assessment)
    with transaction.atomic():
        refuse_erased(evidence)
        for key, taken in answers.items():
            newest_answer(assessment, key, based_on=taken.based_on)
        written = record_answers(
            assessment=assessment,
            bank=bank,
            answers={key: _written(taken, evidence) for key, taken in answers.items()},
            by=by,
            name=evidence.title,
            door=Door.MODEL_DOCUMENT,
        )
        attach_to_newest(assessment=assessment, keys=list(answers), evidence=evidence, by=by)
        audit.record(
            organisation=assessment.organisation_id,
            by=by,
            verb="evidence.answers_taken_over",
            subject=evidence,
            sentence=f"Took over {written} answers from “{evidence.title}”.",
            details={"assessment": str(assessment.id), "keys": sorted(answers)},
        )
    return written


def _written(taken: TakenOver, evidence: Evidence) -> dict[str, Any]:
    said = {
        "value": taken.value,
        "grade": Grade.DOCUMENT_SEEN.value,
        "by": evidence.title,
        "words": taken.found[:LONGEST_TEXT],
    }
    day = evidence.issued_on or evidence.seen_on
    return said | ({"when": day.isoformat()} if day else {})
