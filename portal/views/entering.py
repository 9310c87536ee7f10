"""The link's page, the code's page, and leaving."""

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
from portal.access import (
    COOKIE,
    Visit,
    link_with,
    no_session,
    session_of,
    vendor_page,
    why_ended,
)
from portal.actions import entering
from portal.asked_tasks import tasks_for
from portal.forms.answering import CodeForm
from portal.guest_pages import link_page, too_often, unknown_link
from portal.models import VendorLink
from portal.queries import questions_asked
from portal.sheet import Sheet
from procurement.forms.answer_field import in_a_summary


@link_page("start")
def link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show who asks and why; looking changes nothing. A press on the button opens a session."""
    posts = request.method == "POST"
    found = link_with(token)
    if found is None:
        return unknown_link(request)
    why = why_ended(found)
    if posts and request.POST.get("do") == "mail":
        entering.mail_new_link(link=found)
        return render(request, "portal/mailed_again.html")
    if why is not None:
        may_mail = why != "withdrawn" and settings.MAIL_IS_SET_UP
        return render(
            request, "portal/ended_link.html", {"why": why, "may_mail": may_mail}, status=410
        )
    if posts:
        return _start(request, found)
    asked = found.person.request
    sheet = Sheet.of(found.person)
    context = {
        "asked": asked,
        "person": found.person,
        "assessment": asked.assessment,
        "questions": len(sheet.lines),
        "further": 0 if found.person.sections else questions_asked(asked) - len(sheet.lines),
        "minutes": sheet.minutes,
        "parts": sheet.parts,
        "tasks": tasks_for(found.person),
    }
    return render(request, "portal/landing.html", context)


@sensitive_variables()
def _start(request: HttpRequest, found: VendorLink) -> HttpResponse:
    asked = found.person.request_id
    open_ = session_of(request, asked)
    if open_ is not None and open_.confirmed_at and open_.link.person_id == found.person_id:
        return redirect("portal:tasks", asked)
    entered = entering.start(link=found)
    response = redirect("portal:code" if entered.needs_code else "portal:tasks", asked)
    COOKIE.give(response, asked, entered.key, seconds=SESSION_LASTS.total_seconds())
    return response


@login_not_required
def code(request: HttpRequest, vendor_request: uuid.UUID) -> HttpResponseBase:
    """Ask for the mailed code; or mail another one."""
    session = session_of(request, vendor_request)
    if session is None:
        return private(no_session(request))
    if session.confirmed_at is not None:
        return private(redirect("portal:tasks", vendor_request))
    again = "again" in request.POST
    form = CodeForm(request.POST if request.method == "POST" and not again else None)
    mailed: bool | None = None
    if request.method == "POST" and throttle.pressed_too_often(request, "code", str(session.id)):
        return private(too_often(request, throttle.PRESSES_SECONDS))
    if again:
        mailed = entering.send_code(session=session)
    elif request.method == "POST" and form.is_valid():
        try:
            entering.confirm(session=session, digits=form.cleaned_data["code"])
        except Refused as refusal:
            form.add_refusal("code", in_a_summary(refusal))
        else:
            return private(redirect("portal:tasks", vendor_request))
    context = {
        "form": form,
        "person": session.link.person,
        "asked": session.link.person.request,
        "mailed": mailed,
        "can_mail": settings.MAIL_IS_SET_UP,
    }
    return private(render(request, "portal/code.html", context))


@vendor_page
@require_POST
def leave(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Close the session on this device."""
    entering.leave(session=visit.session)
    response = render(request, "portal/left.html", {"asked": visit.asked})
    COOKIE.take(response, visit.asked.id)
    return response
