"""Write down what somebody answered. Earlier answers stay; each new one has the next version."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from organisations import audit
from organisations.actors import Actor
from procurement.actions.rescreening import rescreen
from procurement.facts.sources import Grade
from procurement.facts.subjects import SubjectKind
from procurement.models import Answer, Assessment
from procurement.queries import library_of
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import Bank


def record_answers(
    *,
    assessment: Assessment,
    bank: Bank,
    answers: Mapping[str, Any],
    by: Actor,
    name: str = "answers",
) -> int:
    """Write the answers, in the bank's own form, and return how many there are.

    Raises `Refused`, with the question's id, before anything is written.
    """
    parse_answers(bank, dict(answers), name=name)
    library_of(assessment)  # read from files or rows before the transaction, not inside it
    with transaction.atomic():
        written = 0
        for key, said in answers.items():
            current = bank.retired.get(key, key)
            if said is None or current is None:
                continue
            value, details = _parts(said)
            question = bank.by_id.get(current)
            before = assessment.answers.filter(key=current).aggregate(last=Max("version"))["last"]
            Answer.objects.of(assessment.organisation_id).create(
                assessment=assessment,
                subject_kind=question.about.kind if question else SubjectKind.ASSESSMENT,
                key=current,
                version=(before or 0) + 1,
                value=value,
                grade=_grade(bank, current, said),
                given_by=str(details.get("by") or by.name)[:200],
                as_of=details.get("when"),
            )
            written += 1
        if written:
            audit.record(
                organisation=assessment.organisation_id,
                by=by,
                verb="answers.recorded",
                subject=assessment,
                sentence=f"Recorded {written} answers.",
                details={"keys": sorted(answers)},
            )
            rescreen(assessment=assessment, by=by)
    return written


def _grade(bank: Bank, key: str, said: Any) -> Grade:
    """Return how well an answer is proven: as said with it, or as usual for who is asked."""
    claims = parse_answers(bank, {key: said})
    return claims[0].grade if claims else Grade.BUYER_SAYS


def _parts(said: Any) -> tuple[Any, Mapping[str, Any]]:
    """Return the answer itself and what was said about it, if it came the long way."""
    if isinstance(said, Mapping) and "value" in said:
        return said["value"], said
    return said, {}
