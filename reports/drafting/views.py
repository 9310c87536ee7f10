"""A draft of the report: ask for it, watch it being made, take it away."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from content.refusal import Refused
from jobs.models import Job
from organisations.access import actor_of
from organisations.permissions import Permission
from pages.downloads import attachment
from pages.job_progress import Stage, job_progress
from pages.job_watching import later_look, watch
from procurement.access import assessment_view
from procurement.lifecycle import Status
from procurement.models import Assessment
from reports.drafting.actions import ask_for_draft
from reports.drafting.queries import draft_copy_of
from vault import files

STAGES = (
    Stage("Gathering", "Gathering everything"),
    Stage("Rendering", "Setting the pages", "As those of the report, and marked as a draft"),
)
_TITLE = "Draft"


@assessment_view(Permission.REPORT_ISSUE)
def draft(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show the draft, or how far it is; a post asks for a new one."""
    context: dict[str, object] = {
        "assessment": assessment,
        "place": "tools",
        "set_aside": assessment.status == Status.SET_ASIDE,
    }
    if request.method == "POST":
        try:
            ask_for_draft(assessment=assessment, by=actor_of(request))
        except Refused as refusal:
            context["refused"] = refusal
        else:
            return redirect(_address("draft", assessment))
    found = draft_copy_of(assessment)
    if found is not None and found.full is None:
        shown = job_progress(found.job, STAGES, at=timezone.now())
        if not shown.is_final:
            url = _address("draft_progress", assessment)
            return watch(
                request, "reports/drafting/progress.html", context, shown, url=url, title=_TITLE
            )
        context["failed"] = Job.objects.get(id=found.job).sentence
    return render(request, "reports/drafting/draft.html", context | {"draft": found})


@assessment_view(Permission.REPORT_ISSUE)
def draft_progress(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Return the live part of the progress page."""
    found = draft_copy_of(assessment)
    url = _address("draft_progress", assessment)
    return later_look(request, found.job if found else None, STAGES, url=url, title=_TITLE)


@assessment_view(Permission.REPORT_ISSUE)
def draft_client_report(request: HttpRequest, assessment: Assessment) -> HttpResponseBase:
    """Hand out the draft of the client report."""
    found = draft_copy_of(assessment)
    if found is None or found.client is None:
        raise Http404
    name = f"DRAFT-{slugify(str(assessment.product))}-client-report.pdf"
    return attachment(files.read(found.client), name=name, content_type="application/pdf")


@assessment_view(Permission.REPORT_ISSUE)
def draft_full_file(request: HttpRequest, assessment: Assessment) -> HttpResponseBase:
    """Hand out the draft of the full file."""
    found = draft_copy_of(assessment)
    if found is None or found.full is None:
        raise Http404
    name = f"DRAFT-{slugify(str(assessment.product))}-report.pdf"
    return attachment(files.read(found.full), name=name, content_type="application/pdf")


def _address(page: str, assessment: Assessment) -> str:
    return reverse(f"reports:{page}", args=[assessment.organisation_id, assessment.id])
