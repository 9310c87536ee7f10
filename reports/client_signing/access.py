"""The gate of a signer's pages: one session, confirmed by the mailed code, for one request."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, Literal, ParamSpec, cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from organisations.guests.tokens import digest
from organisations.guests.visits import GuestCookie, private
from reports.client_signing.posting import LINK, SESSION
from reports.client_signing.standing import Standing, standing_of
from reports.models import SignatureRequest, SigningLink, SigningSession

View = ParamSpec("View")
Ended = Literal["expired", "replaced", "withdrawn", "superseded"]
COOKIE = GuestCookie("sign", path="/sign/")
_ALL_OF_IT = "request__seal__report__assessment__product", "request__organisation"


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is here to sign what, by which session."""

    asked: SignatureRequest
    session: SigningSession


Inner = Callable[Concatenate[HttpRequest, Visit, View], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, uuid.UUID, View], HttpResponseBase]


def link_with(token: str) -> SigningLink | None:
    """Return the link that was given out with this token, if any was."""
    rows = SigningLink.objects.everywhere().filter(token_hash=digest(LINK, token))
    return rows.select_related(*_ALL_OF_IT).first()


def why_ended(link: SigningLink) -> Ended | None:
    """Return why a link opens nothing any more, or None while it lives."""
    standing = standing_of(link.request)
    if link.revoked_at is not None or standing is Standing.WITHDRAWN:
        return "withdrawn"
    if standing is Standing.SUPERSEDED:
        return "superseded"
    if link.superseded_at is not None:
        return "replaced"
    return "expired" if link.expires_at <= timezone.now() else None


def session_of(request: HttpRequest, asked: uuid.UUID) -> SigningSession | None:
    """Return the session the browser brings for a request, if it still holds."""
    key = COOKIE.key(request, asked)
    if not key:
        return None
    now = timezone.now()
    rows = SigningSession.objects.everywhere().filter(
        key_hash=digest(SESSION, key),
        ended_at__isnull=True,
        expires_at__gt=now,
        link__revoked_at__isnull=True,
        link__request=asked,
        link__request__revoked_at__isnull=True,
        link__request__closes_at__gt=now,
    )
    return rows.select_related(*(f"link__{each}" for each in _ALL_OF_IT)).first()


def signer_page(view: Inner[View]) -> Guarded[View]:
    """Guard a page whose address names a request by its id; the view gets the visit.

    Without a session the page says the same of every id, known or not: open the link first.
    """

    @wraps(view)
    def guarded(
        request: HttpRequest, signature_request: uuid.UUID, *args: View.args, **kwargs: View.kwargs
    ) -> HttpResponseBase:
        session = session_of(request, signature_request)
        if session is None:
            return private(no_session(request))
        if session.confirmed_at is None:
            return private(redirect("reports:signing_code", signature_request))
        return private(view(request, Visit(session.link.request, session), *args, **kwargs))

    return cast("Guarded[View]", login_not_required(guarded))


def no_session(request: HttpRequest) -> HttpResponse:
    """Return the page for whoever comes without a session that holds."""
    return render(request, "reports/signing/no_session.html", status=403)
