"""Write what a firm says of itself, and screen every tool that it counts for."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from organisations import audit
from organisations.actors import Actor
from organisations.models import Organisation
from procurement.actions.rescreening import load_for_screening, rescreen
from procurement.facts.sources import Grade
from procurement.lifecycle import Status
from procurement.models import Assessment, Door, ProfileAnswer
from procurement.questionnaire.schema import Bank
from procurement.wording.answers import question_in_words


@dataclass(frozen=True, slots=True)
class Version:
    """All that is written of one answer: what is said, how well proven, by whom and how."""

    value: Any
    grade: Grade
    given_by: str
    as_of: date | None
    words: str
    door: Door


def load_for_open(organisation: uuid.UUID) -> None:
    """Read from files or rows what screening needs, before the transaction and not inside it."""
    for assessment in _open(organisation):
        load_for_screening(assessment)


def write_versions(
    *,
    organisation: uuid.UUID,
    bank: Bank,
    told: Mapping[str, Version],
    by: Actor,
    confirmed: bool = False,
    besides: Assessment | None = None,
) -> None:
    """Write a new version of each answer about the firm, and screen its open assessments again.

    Called inside a transaction. `confirmed` says that they were only said to be right still.
    `besides` is screened by the caller.
    """
    # Two people who answer for the firm at once take turns here.
    firm = Organisation.objects.select_for_update().get(id=organisation)
    rows = ProfileAnswer.objects.of(organisation)
    for key, said in told.items():
        before = rows.filter(key=key).aggregate(last=Max("version"))["last"]
        rows.create(
            organisation=firm,
            key=key,
            version=(before or 0) + 1,
            value=said.value,
            grade=said.grade,
            given_by=said.given_by[:200],
            as_of=said.as_of,
            words=said.words,
            door=said.door,
        )
    audit.record(
        organisation=organisation,
        by=by,
        verb="profile.confirmed" if confirmed else "profile.answered",
        subject=firm,
        sentence=_sentence(bank, sorted(told), confirmed=confirmed),
        details={"keys": sorted(told)},
    )
    for assessment in _open(organisation):
        if besides is None or assessment.id != besides.id:
            rescreen(assessment=assessment, by=by)


def _open(organisation: uuid.UUID) -> list[Assessment]:
    """Return what still follows the profile, always in the same order: rows are locked in it."""
    rows = Assessment.objects.of(organisation).exclude(status=Status.CLOSED)
    return list(rows.select_related("product__vendor").order_by("id"))


def _sentence(bank: Bank, keys: list[str], *, confirmed: bool) -> str:
    if confirmed:
        return f"Confirmed {len(keys)} answers about the firm."
    if len(keys) == 1:
        return f"Answered for the firm “{question_in_words(keys[0], bank)}”"
    return f"Recorded {len(keys)} answers about the firm."
