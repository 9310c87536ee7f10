"""The record of the first questions as a file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from content.refusal import OutOfOrder
from organisations.permissions import Permission
from pages.downloads import attachment
from procurement.access import assessment_view
from procurement.models import Assessment, TriageStep
from procurement.views.place import Place
from reports.typesetting.triage_record import triage_record_pdf

NO_PRESS = "The file cannot be made on this system. Print the page from your browser instead."


@assessment_view(Permission.ASSESSMENT_VIEW)
@require_safe
def triage_record_file(request: HttpRequest, assessment: Assessment) -> HttpResponseBase:
    """Return the newest record that was kept as a PDF. It is made for this answer and not kept."""
    records = list(assessment.triage_records.order_by("at", "id"))
    kept = [record for record in records if record.step != TriageStep.REOPENED]
    if not kept:
        return redirect(Place(assessment).to("procurement:triage"))
    record = kept[-1]
    record.assessment = assessment
    after = [each for each in records if each.at > record.at]
    reopened = after[-1] if after else None
    try:
        pdf = triage_record_pdf(record, reopened, at=timezone.localtime())
    except OutOfOrder:
        messages.warning(request, NO_PRESS)
        return redirect(Place(assessment).to("procurement:triage_record"))
    name = f"first-questions-{slugify(assessment.product.name) or 'product'}.pdf"
    return attachment([pdf.content], name=name, content_type="application/pdf")
