"""Reads that the pages of this room share."""

from datetime import date

from procurement.models import Assessment
from protection.models import Dpia, DpiaVersion


def dpia_of(assessment: Assessment) -> Dpia | None:
    """Return the worksheet of an assessment, None while nobody wrote into it."""
    return Dpia.objects.of(assessment.organisation_id).filter(assessment=assessment).first()


def versions_of(assessment: Assessment) -> tuple[DpiaVersion, ...]:
    """Return every version that was signed, the oldest first."""
    rows = DpiaVersion.objects.of(assessment.organisation_id).filter(assessment=assessment)
    return tuple(rows.order_by("number"))


def first_done_on(assessment: Assessment) -> date | None:
    """Return the day on which a DPIA was first signed here, None while there is none."""
    done = [each.signed_on for each in versions_of(assessment) if each.is_done]
    return min(done, default=None)


def officer_elsewhere(assessment: Assessment) -> Dpia | None:
    """Return the firm's newest other worksheet that says something of its DPO."""
    others = Dpia.objects.of(assessment.organisation_id).exclude(assessment=assessment)
    return others.exclude(dpo="").order_by("changed_at").last()
