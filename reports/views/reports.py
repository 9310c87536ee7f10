"""The reports on one assessment: ask for one, watch it being made, take it away."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from content.refusal import Refused
from jobs.models import Job
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from pages.downloads import attachment
from pages.job_progress import Stage, job_progress
from pages.job_watching import later_look, watch
from procurement.access import assessment_view
from procurement.forms.answer_field import in_a_summary
from procurement.lifecycle import Status
from procurement.models import Assessment
from procurement.queries import decision_of
from reports.actions import request_report
from reports.advising.queries import draft_of
from reports.certificates.queries import certificate_of
from reports.check_code import check_code
from reports.client_signing.queries import asked_to_sign
from reports.decisions_gathered import decision_standing
from reports.forms import IssueForm
from reports.issues import issues_of, report_under_way, signatures_of, superseded_on
from reports.models import Report, Seal
from reports.other_forms import other_forms_of
from reports.preflight import what_is_missing
from reports.queries import suggestion_for
from reports.sharing.queries import links_to
from reports.typesetting.bindings import CLIENT
from vault import files
from vault.models import StoredFile


@assessment_view(Permission.REPORT_VIEW)
def reports(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """List every issue, newest first; a post issues the first, or another with the reason why."""
    set_aside = assessment.status == Status.SET_ASIDE
    may_issue = may(role_of(request), Permission.REPORT_ISSUE) and not set_aside
    if request.method == "POST" and not may(role_of(request), Permission.REPORT_ISSUE):
        raise PermissionDenied
    issues = issues_of(assessment)
    is_again = any(each.is_current for each in issues)
    form = IssueForm(request.POST if request.method == "POST" else None, is_again=is_again)
    if request.method == "POST" and form.is_valid():
        try:
            made = request_report(assessment=assessment, reason=form.why, by=actor_of(request))
        except Refused as refusal:
            if report_under_way(assessment):  # the page shows how far it is, and has no form
                messages.info(request, str(refusal))
                return redirect(request.path)
            form.add_refusal(None, in_a_summary(refusal))
        else:
            return redirect(_address("report", made))
    going = report_under_way(assessment)
    context = {
        "assessment": assessment,
        "issues": issues,
        "is_again": is_again,
        "form": form,
        "waits": sum(each.stops for each in what_is_missing(assessment, by=actor_of(request))),
        "decision": decision_of(assessment),
        "standing": decision_standing(assessment, suggestion_for(assessment)),
        "may_issue": may_issue,
        "may_advise": may_issue and may(role_of(request), Permission.REPORT_ADVISE),
        "prepared_by": draft.adviser if (draft := draft_of(assessment)) else None,
        "set_aside": set_aside,
        "under_way": going,
        "place": "tools",
    }
    if going is not None and going.job is not None:
        shown = job_progress(going.job, _stages(going), at=timezone.now())
        url, title = _address("progress", going), _title(going)
        return watch(request, "reports/reports.html", context, shown, url=url, title=title)
    return render(request, "reports/reports.html", context)


@assessment_view(Permission.REPORT_VIEW)
def report(request: HttpRequest, assessment: Assessment, report: uuid.UUID) -> HttpResponse:
    """Show how far a report is, then what it is and where to get it."""
    found = _report(assessment, report)
    context = {
        "assessment": assessment,
        "report": found,
        "place": "tools",
        "may_issue": may(role_of(request), Permission.REPORT_ISSUE),
    }
    if found.file is None:
        assert found.job is not None  # noqa: S101 -- _report found one with a job
        shown = job_progress(found.job, _stages(found), at=timezone.now())
        if shown.is_final:
            context["job"] = Job.objects.get(id=found.job)
            return render(request, "reports/failed.html", context)
        url, title = _address("progress", found), _title(found)
        return watch(request, "reports/progress.html", context, shown, url=url, title=title)
    context |= {
        "client": _client_report(found),
        "other_forms": other_forms_of(found),
        "check_code": check_code(found.content_sha256) if found.content_sha256 else "",
        "superseded_on": superseded_on(found),
        "signatures": signatures_of(found),
        "asked_to_sign": sum(each.is_open for each in asked_to_sign(found)),
        "links": sum(each.ended is None for each in links_to(found)),
    }
    return render(request, "reports/report.html", context)


@assessment_view(Permission.REPORT_VIEW)
def progress(request: HttpRequest, assessment: Assessment, report: uuid.UUID) -> HttpResponse:
    """Return the live part of the progress page."""
    found = _report(assessment, report)
    url, title = _address("progress", found), _title(found)
    return later_look(request, found.job, _stages(found), url=url, title=title)


@assessment_view(Permission.REPORT_VIEW)
def download(request: HttpRequest, assessment: Assessment, report: uuid.UUID) -> HttpResponseBase:
    """Hand out the full file."""
    found = _report(assessment, report)
    return _pdf(found.file, f"{slugify(str(assessment.product))}-report-{found.number}.pdf")


@assessment_view(Permission.REPORT_VIEW)
def download_client_report(
    request: HttpRequest, assessment: Assessment, report: uuid.UUID
) -> HttpResponseBase:
    """Hand out the client report; a report made before there were two bindings has none."""
    found = _report(assessment, report)
    client = _client_report(found)
    name = f"{slugify(str(assessment.product))}-client-report-{found.number}.pdf"
    return _pdf(client.file if client else None, name)


def _client_report(report: Report) -> Seal | None:
    return report.seals.filter(binding=CLIENT).select_related("file").first()


def _pdf(file: StoredFile | None, name: str) -> HttpResponseBase:
    if file is None:
        raise Http404
    return attachment(files.read(file), name=name, content_type="application/pdf")


def _rows(assessment: Assessment) -> Any:
    rows = Report.objects.of(assessment.organisation_id).filter(assessment=assessment)
    return rows.select_related("file")


def _report(assessment: Assessment, report: uuid.UUID) -> Report:
    found: Report | None = _rows(assessment).filter(id=report).first()
    if found is None or found.job is None:
        raise Http404
    return found


def _stages(report: Report) -> tuple[Stage, ...]:
    firm = report.firm
    by = f"the certificate of {firm}" if certificate_of(firm) else "this installation’s own key"
    return (
        Stage("Gathering", "Gathering everything", "From this moment on, nothing in it changes"),
        Stage("Rendering", "Setting the pages"),
        Stage("Signing", "Signing it", f"With {by}"),
        Stage("Storing", "Putting it into the vault"),
    )


def _title(report: Report) -> str:
    return f"Report {report.number}"


def _address(page: str, report: Report) -> str:
    return reverse(
        f"reports:{page}", args=[report.organisation_id, report.assessment_id, report.id]
    )
