"""What a page for guests sends and looks at: a cookie of its own, and headers that keep it private."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


@dataclass(frozen=True, slots=True)
class GuestCookie:
    """Brings a session's key to the pages of one door, below `path`, and to no script.

    Each thing a guest comes for has a cookie of its own: two never share one.
    """

    door: str
    path: str

    def name(self, thing: uuid.UUID) -> str:
        """Return the cookie's name for one thing."""
        prefix = "__Secure-" if settings.SECURE_HTTPS else ""
        return f"{prefix}{self.door}-{thing.hex}"

    def key(self, request: HttpRequest, thing: uuid.UUID) -> str:
        """Return the session's key that the browser brings, empty where it brings none."""
        return request.COOKIES.get(self.name(thing), "")

    def give(
        self, response: HttpResponseBase, thing: uuid.UUID, key: str, *, seconds: float
    ) -> None:
        """Let the browser keep the key for so long."""
        response.set_cookie(
            self.name(thing),
            key,
            max_age=int(seconds),
            path=self.path,
            secure=settings.SECURE_HTTPS,
            httponly=True,
            samesite="Lax",
        )

    def take(self, response: HttpResponseBase, thing: uuid.UUID) -> None:
        """Have the browser forget the key."""
        response.delete_cookie(self.name(thing), path=self.path)


def private(response: HttpResponseBase) -> HttpResponseBase:
    """Mark a page for guests: in no cache, in no search, and of this visitor alone."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def private_link(response: HttpResponseBase) -> HttpResponseBase:
    """Mark a page whose address holds a token: private, and told to no other site."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return private(response)


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Return whether another site had the browser send this.

    For pages whose address is the authority: under `no-referrer` browsers hide the origin that
    Django would look for.
    """
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
