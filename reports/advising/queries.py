"""What is kept of an adviser's firm and of its draft, as pages, pre-flight and report read it."""

from datetime import date

from django.utils import timezone

from organisations.models import Organisation
from organisations.queries import advisers_of
from procurement.models import Assessment
from procurement.wording.flags import day
from reports.advising.models import AdviserDraft, Brand, KeptText, RelianceTerms


def draft_of(assessment: Assessment) -> AdviserDraft | None:
    """Return the draft of the firm that prepares the assessment's report; None where none does.

    A firm that no longer advises the client prepares nothing: the report is the client's own again.
    """
    rows = AdviserDraft.objects.of(assessment.organisation_id).select_related("adviser")
    draft = rows.filter(assessment=assessment).first()
    if draft is None:
        return None
    serving = {each.adviser_id for each in advisers_of(assessment.organisation)}
    return draft if draft.adviser_id in serving else None


def terms_of(firm: Organisation) -> RelianceTerms | None:
    """Return the firm's newest terms of reliance; None where it has said none."""
    return RelianceTerms.objects.of(firm).order_by("-version").first()


def brand_of(firm: Organisation) -> Brand | None:
    """Return how the firm's reports look; None where it has said nothing of it."""
    return Brand.objects.of(firm).select_related("logo").first()


def kept_texts_of(firm: Organisation) -> list[KeptText]:
    """Return the texts that the firm keeps, by title."""
    return list(KeptText.objects.of(firm).order_by("title"))


def values_of(assessment: Assessment, firm: Organisation, on: date | None = None) -> dict[str, str]:
    """Return what stands for each placeholder on a day; without one, today."""
    product = assessment.product
    return {
        "client": assessment.organisation.name,
        "product": product.name,
        "version": product.version or "of no stated version",
        "vendor": product.vendor.name,
        "adviser": firm.name,
        "date": day(on or timezone.localdate()),
    }
