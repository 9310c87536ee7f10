"""The gate of the vendor's pages: one session, one request, and nothing else of anybody."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, Literal, ParamSpec, cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from organisations.guests.visits import GuestCookie, private
from portal.lifecycle import State
from portal.models import VendorLink, VendorPerson, VendorRequest, VendorSession
from portal.secrets_of_links import digest

View = ParamSpec("View")
Ended = Literal["expired", "replaced", "withdrawn"]
COOKIE = GuestCookie("vendor", path="/vendor/")


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is here, by which session, for which request."""

    asked: VendorRequest
    person: VendorPerson
    session: VendorSession


Inner = Callable[Concatenate[HttpRequest, Visit, View], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, uuid.UUID, View], HttpResponseBase]


def link_with(token: str) -> VendorLink | None:
    """Return the link that was given out with this token, if any was."""
    rows = VendorLink.objects.everywhere().filter(token_hash=digest("link", token))
    return rows.select_related(
        "person__request__assessment__product__vendor", "person__request__organisation"
    ).first()


def why_ended(link: VendorLink) -> Ended | None:
    """Return why a link opens nothing any more, or None while it lives."""
    if link.revoked_at is not None or link.person.request.state == State.REVOKED:
        return "withdrawn"
    if link.superseded_at is not None:
        return "replaced"
    over = timezone.now()
    if link.expires_at <= over or link.person.request.state == State.EXPIRED:
        return "expired"
    return None


def session_of(request: HttpRequest, asked: uuid.UUID) -> VendorSession | None:
    """Return the session the browser brings for a request, if it still holds."""
    key = COOKIE.key(request, asked)
    if not key:
        return None
    rows = VendorSession.objects.everywhere().filter(
        key_hash=digest("session", key),
        ended_at__isnull=True,
        expires_at__gt=timezone.now(),
        link__revoked_at__isnull=True,
        link__expires_at__gt=timezone.now(),
        link__person__left_at__isnull=True,
        link__person__request=asked,
    )
    session = rows.exclude(link__person__request__state__in=[State.REVOKED, State.EXPIRED])
    return session.select_related(
        "link__person__request__assessment__product__vendor", "link__person__request__organisation"
    ).first()


def vendor_page(view: Inner[View]) -> Guarded[View]:
    """Guard a page whose address names a request by its id; the view gets the visit.

    Without a session the page says the same of every id, known or not: open the link first.
    """

    @wraps(view)
    def guarded(
        request: HttpRequest, vendor_request: uuid.UUID, *args: View.args, **kwargs: View.kwargs
    ) -> HttpResponseBase:
        session = session_of(request, vendor_request)
        if session is None:
            return private(no_session(request))
        if session.confirmed_at is None:
            return private(redirect("portal:code", vendor_request))
        person = session.link.person
        return private(view(request, Visit(person.request, person, session), *args, **kwargs))

    return cast("Guarded[View]", login_not_required(guarded))


def no_session(request: HttpRequest) -> HttpResponse:
    """Return the page for whoever comes without a session that holds."""
    return render(request, "portal/no_session.html", status=403)
