"""The signer's link, the code's page, and leaving."""

import uuid

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from content.refusal import Refused
from organisations.guests.codes import SESSION_LASTS
from organisations.guests.visits import private
from portal import throttle
from portal.forms.answering import CodeForm
from portal.guest_pages import link_page, too_often, unknown_link
from procurement.forms.answer_field import in_a_summary
from reports.client_signing.access import (
    COOKIE,
    Visit,
    link_with,
    no_session,
    session_of,
    signer_page,
    why_ended,
)
from reports.client_signing.actions import entering
from reports.client_signing.posting import in_mails
from reports.models import SigningLink


@link_page("start to sign")
def link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show who asks; looking changes nothing. A press on the button opens a session."""
    posts = request.method == "POST"
    found = link_with(token)
    if found is None:
        return unknown_link(request)
    why = why_ended(found)
    if posts and request.POST.get("do") == "mail":
        entering.mail_new_link(link=found)
        return render(request, "reports/signing/mailed_again.html")
    if why is not None:
        context = {"why": why, "may_mail": why == "replaced" and settings.MAIL_IS_SET_UP}
        return render(request, "reports/signing/ended_link.html", context, status=410)
    if posts:
        return _start(request, found)
    asked = found.request
    return render(
        request, "reports/signing/landing.html", {"asked": asked, "signing": in_mails(asked)}
    )


@sensitive_variables()
def _start(request: HttpRequest, found: SigningLink) -> HttpResponse:
    asked = found.request_id
    open_ = session_of(request, asked)
    if open_ is not None and open_.confirmed_at:
        return redirect("reports:sign", asked)
    response = redirect("reports:signing_code", asked)
    key = entering.start(link=found)
    COOKIE.give(response, asked, key, seconds=SESSION_LASTS.total_seconds())
    return response


@login_not_required
def code(request: HttpRequest, signature_request: uuid.UUID) -> HttpResponseBase:
    """Ask for the mailed code; or mail another one."""
    session = session_of(request, signature_request)
    if session is None:
        return private(no_session(request))
    if session.confirmed_at is not None:
        return private(redirect("reports:sign", signature_request))
    again = "again" in request.POST
    form = CodeForm(request.POST if request.method == "POST" and not again else None)
    mailed: bool | None = None
    if request.method == "POST" and throttle.pressed_too_often(
        request, "code to sign", str(session.id)
    ):
        return private(too_often(request, throttle.PRESSES_SECONDS))
    if again:
        mailed = entering.send_code(session=session)
    elif request.method == "POST" and form.is_valid():
        try:
            entering.confirm(session=session, digits=form.cleaned_data["code"])
        except Refused as refusal:
            form.add_refusal("code", in_a_summary(refusal))
        else:
            return private(redirect("reports:sign", signature_request))
    context = {"form": form, "asked": session.link.request, "mailed": mailed}
    return private(render(request, "reports/signing/code.html", context))


@signer_page
@require_POST
def leave(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Close the session on this device."""
    entering.leave(session=visit.session)
    response = render(request, "reports/signing/left.html", {"asked": visit.asked})
    COOKIE.take(response, visit.asked.id)
    return response
