"""The pages for requests that went wrong: what happened, and what to do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pages.uploads import TooLarge, most_in_words


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what was wrong with what was sent."""
    too_large = isinstance(exception, TooLarge)
    context = {"most": most_in_words() if too_large else None}
    return render(request, "400.html", context, status=413 if too_large else 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open for too long, which is the usual cause."""
    return render(request, "403_csrf.html", status=403)
