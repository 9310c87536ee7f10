"""Keeps what a signed-in person sees out of every cache, also of the browser's own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PrivatePagesMiddleware:
    """Mark the answers to signed-in people as not to be stored, unless they say something else.

    Whoever sits down at the same computer after a sign-out finds nothing by going back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, marked if somebody is signed in."""
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
