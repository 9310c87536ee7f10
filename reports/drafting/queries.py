"""The draft of a report, as its page reads it."""

from procurement.models import Assessment
from reports.drafting.models import DraftCopy


def draft_copy_of(assessment: Assessment) -> DraftCopy | None:
    """Return the draft of the report on the assessment, made or not; None where nobody asked for one."""
    rows = DraftCopy.objects.of(assessment.organisation_id).filter(assessment=assessment)
    return rows.select_related("client", "full").first()
