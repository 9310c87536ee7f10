"""The firm's page of the links to a report, and the page that such a link opens."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from content.refusal import Refused
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from pages.downloads import attachment
from portal.guest_pages import link_page, unknown_link
from procurement.access import assessment_view
from procurement.forms.answer_field import in_a_summary
from procurement.models import Assessment
from reports.access import sealed_report
from reports.check_code import check_code
from reports.issues import superseded_on
from reports.models import ShareLink
from reports.sharing.access import link_with
from reports.sharing.actions import end_share, note_opening, share_report
from reports.sharing.files_shared import called, name_part
from reports.sharing.forms import ShareForm
from reports.sharing.queries import links_to
from reports.sharing.standing import why_ended
from vault import files


@assessment_view(Permission.REPORT_VIEW)
def sharing(request: HttpRequest, assessment: Assessment, report: uuid.UUID) -> HttpResponse:
    """List the links to a report and when each was used; a post makes one, shown this once."""
    found = sealed_report(assessment, report)
    may_share = may(role_of(request), Permission.REPORT_ISSUE)
    if request.method == "POST" and not may_share:
        raise PermissionDenied
    seals = list(found.seals.all())
    form = ShareForm(request.POST if request.method == "POST" else None, seals=seals)
    context: dict[str, object] = {
        "assessment": assessment,
        "report": found,
        "place": "tools",
        "form": form,
        "lines": links_to(found),
        "may_share": may_share and bool(seals),
    }
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            shared = share_report(
                seal=form.chosen,
                for_whom=said["for_whom"],
                until=said["until"],
                by=actor_of(request),
            )
        except Refused as refusal:
            form.add_refusal("until", in_a_summary(refusal))
        else:
            response = render(request, "reports/sharing/link_once.html", context | {"made": shared})
            response.headers["Referrer-Policy"] = "no-referrer"
            return response
    return render(request, "reports/sharing/sharing.html", context)


@assessment_view(Permission.REPORT_ISSUE)
@require_POST
def share_end(
    request: HttpRequest, assessment: Assessment, report: uuid.UUID, share: uuid.UUID
) -> HttpResponse:
    """End a link."""
    found = sealed_report(assessment, report)
    links = ShareLink.objects.of(assessment.organisation_id).filter(seal__report=found)
    link = links.filter(id=share).first()
    if link is None:
        raise Http404
    end_share(link=link, by=actor_of(request))
    messages.success(request, f"The link for {link.for_whom} works no longer.")
    return redirect("reports:sharing", assessment.organisation_id, assessment.id, found.id)


@link_page("open a shared report")
def shared(request: HttpRequest, token: str) -> HttpResponseBase:
    """Say what is shared; looking changes nothing. A press on the button downloads it."""
    posts = request.method == "POST"
    link = link_with(token)
    if link is None:
        return unknown_link(request)
    why = why_ended(link)
    context: dict[str, object] = {"link": link, "report": link.seal.report, "why": why}
    if why is not None:
        return render(request, "reports/sharing/ended_link.html", context, status=410)
    if posts:
        content = files.read(link.seal.file)
        note_opening(link=link)
        return attachment(content, name=_name(link), content_type="application/pdf")
    context |= {
        "check_code": check_code(link.seal.content_sha256),
        "file": called(link.seal.binding),
        "superseded_on": superseded_on(link.seal.report),
    }
    return render(request, "reports/sharing/landing.html", context)


def _name(link: ShareLink) -> str:
    product = slugify(str(link.seal.report.assessment.product))
    return f"{product}-{name_part(link.seal.binding)}-{link.seal.report.number}.pdf"
