"""The firm's page of a report's signatures: who signed, who is asked, and ask somebody."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from content.refusal import Refused
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from procurement.access import assessment_view
from procurement.forms.answer_field import in_a_summary
from procurement.models import Assessment
from reports.access import sealed_report
from reports.client_signing.actions import asking
from reports.client_signing.forms import AskToSignForm
from reports.client_signing.queries import asked_to_sign, requests_on
from reports.client_signing.shown import to_sign
from reports.issues import signable_seal, superseded_on


@assessment_view(Permission.REPORT_VIEW)
def signing(request: HttpRequest, assessment: Assessment, report: uuid.UUID) -> HttpResponse:
    """List who signed and who is asked; a post asks somebody."""
    found = sealed_report(assessment, report)
    may_ask = may(role_of(request), Permission.REPORT_ISSUE)
    if request.method == "POST" and not may_ask:
        raise PermissionDenied
    form = AskToSignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            asked = asking.ask_to_sign(
                report=found,
                to=form.signer,
                message=said["message"],
                until=said["until"],
                by=actor_of(request),
            )
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
        else:
            messages.success(request, f"The link is on its way to {asked.email}.")
            return redirect("reports:signing", assessment.organisation_id, assessment.id, found.id)
    seal = signable_seal(found)
    superseded = superseded_on(found)
    why_not = to_sign(seal).why_not if seal and found.content else "It is not sealed."
    context = {
        "assessment": assessment,
        "report": found,
        "place": "tools",
        "lines": asked_to_sign(found),
        "form": form,
        "superseded_on": superseded,
        "why_not": why_not,
        "can_mail": settings.MAIL_IS_SET_UP,
        "may_ask": may_ask,
        "shows_form": may_ask and not why_not and superseded is None and settings.MAIL_IS_SET_UP,
    }
    return render(request, "reports/signing/asking.html", context)


@assessment_view(Permission.REPORT_ISSUE)
@require_POST
def signature_request(
    request: HttpRequest, assessment: Assessment, report: uuid.UUID, signature_request: uuid.UUID
) -> HttpResponse:
    """Mail a new link, or withdraw the request."""
    found = sealed_report(assessment, report)
    asked = requests_on(found).filter(id=signature_request).first()
    if asked is None:
        raise Http404
    by = actor_of(request)
    try:
        match request.POST.get("do"):
            case "again":
                asking.ask_again(asked=asked, by=by)
                messages.success(request, f"A new link is on its way to {asked.email}.")
            case "withdraw":
                asking.withdraw(asked=asked, by=by)
                messages.success(request, f"{asked.name} can sign no longer.")
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("reports:signing", assessment.organisation_id, assessment.id, found.id)
