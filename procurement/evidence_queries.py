"""Reads of documents that pages and reports share: what is in the library, and what rests on it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Prefetch
from django.utils import timezone

from organisations.models import Organisation
from procurement.evidence_age import Age, age_on
from procurement.models import AnswerEvidence, Assessment, Evidence


@dataclass(frozen=True, slots=True)
class EvidenceUse:
    """A document under one answer. `is_newest` is False where the answer has changed since."""

    link: AnswerEvidence
    age: Age
    is_newest: bool

    @property
    def evidence(self) -> Evidence:
        """Return the document."""
        return self.link.evidence


def age_of(evidence: Evidence, *, on: date | None = None) -> Age:
    """Return how a document stands on a day, today if none is named."""
    return age_on(
        on or timezone.localdate(),
        received_on=timezone.localdate(evidence.added_at),
        issued_on=evidence.issued_on,
        seen_on=evidence.seen_on,
        expires_on=evidence.expires_on,
    )


def evidence_of(
    assessment: Assessment, *, on: date | None = None
) -> Mapping[str, tuple[EvidenceUse, ...]]:
    """Return the documents under each key that has any, in two queries; the oldest first."""
    newest = dict(assessment.answers.values_list("key").annotate(Max("version")))
    return _uses(assessment, newest, on)


def evidence_for(assessment: Assessment, key: str, *, version: int) -> tuple[EvidenceUse, ...]:
    """Return the documents under one key, whose newest answer is `version`; one query."""
    return _uses(assessment, {key: version}, None, answer__key=key).get(key, ())


def _uses(
    assessment: Assessment, newest: Mapping[str, int], on: date | None, **only: str
) -> dict[str, tuple[EvidenceUse, ...]]:
    rows = AnswerEvidence.objects.of(assessment.organisation_id)
    rows = rows.filter(answer__assessment=assessment, **only)
    uses: dict[str, list[EvidenceUse]] = defaultdict(list)
    for link in rows.select_related("answer", "evidence").order_by("attached_at", "id"):
        is_newest = link.answer.version == newest.get(link.answer.key)
        uses[link.answer.key].append(EvidenceUse(link, age_of(link.evidence, on=on), is_newest))
    return {key: tuple(each) for key, each in uses.items()}


def evidence_in(organisation: Organisation) -> list[Evidence]:
    """Return the library, the newest first, each with its uses and their assessments at hand."""
    uses = AnswerEvidence.objects.of(organisation).select_related("answer__assessment__product")
    rows = Evidence.objects.of(organisation).prefetch_related(
        Prefetch("uses", queryset=uses.order_by("attached_at", "id"))
    )
    return list(rows.order_by("-added_at", "-id"))
