"""Reads that pages, reports and commands share: what is known of an assessment, and what follows."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from procurement.facts.sources import Certainty, Claim, Observation, Source
from procurement.facts.subjects import Subject, SubjectKind
from procurement.library import Library, load_library
from procurement.models import Answer, Assessment, PinnedContent
from procurement.observed_values import from_json
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import Bank
from procurement.rulebook.schema import Rulebook


@lru_cache(maxsize=8)
def _library(bank: str, rulebook: str) -> Library:
    today = load_library()
    if (bank, rulebook) == (today.bank_sha256, today.rulebook_sha256):
        return today
    return Library.of(
        Bank.model_validate(PinnedContent.objects.get(hash=bank).content),
        Rulebook.model_validate(PinnedContent.objects.get(hash=rulebook).content),
    )


def library_of(assessment: Assessment) -> Library:
    """Return the questions and rules the assessment was opened under."""
    return _library(assessment.bank_id, assessment.rulebook_id)


def latest_answers(assessment: Assessment) -> dict[str, Answer]:
    """Return the newest answer under each key."""
    newest: dict[str, Answer] = {}
    for answer in assessment.answers.order_by("key", "version"):
        newest[answer.key] = answer
    return newest


def claims_of(assessment: Assessment) -> tuple[Claim, ...]:
    """Return what has been answered, as claims with who, when and how well proven."""
    return claims_from(library_of(assessment).bank, latest_answers(assessment))


def claims_from(bank: Bank, newest: Mapping[str, Answer]) -> tuple[Claim, ...]:
    """Return answers that are read already as claims."""
    settings = {setting.id for setting in bank.settings}
    said: dict[str, Any] = {}
    for key, answer in newest.items():
        on = answer.as_of or answer.given_at.date()
        said[key] = (
            answer.value
            if key in settings
            else {
                "value": answer.value,
                "grade": answer.grade,
                "by": answer.given_by,
                "when": on.isoformat(),
            }
        )
    return parse_answers(bank, said)


def observations_of(assessment: Assessment) -> tuple[Observation, ...]:
    """Return what was found by looking."""
    return tuple(
        Observation(
            Subject(SubjectKind(row.subject_kind), row.subject_number),
            row.key,
            from_json(row.value),
            Certainty(row.certainty),
            row.how,
        )
        for row in assessment.observations.order_by("seen_at", "key")
    )


def sources_of(assessment: Assessment) -> tuple[Source, ...]:
    """Return every source there is: claims first, then observations."""
    return (*claims_of(assessment), *observations_of(assessment))
