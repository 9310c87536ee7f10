"""What a page behind a link does first, whoever was given the link: who may knock, and how often."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from organisations.guests.visits import is_from_elsewhere, private_link
from portal import throttle

LinkView = Callable[[HttpRequest, str], HttpResponseBase]


def link_page(what: str) -> Callable[[LinkView], LinkView]:
    """Return what makes a view the page of a link, which its token alone opens.

    The view is called with the request and the token, and may be looked at by anybody: mail programs
    do. It changes something on a post alone. Its answer is private, and tells no other site the address.

    Parameters
    ----------
    what
        What a press on its button does, under which presses are counted.
    """

    def guarded(view: LinkView) -> LinkView:
        hidden = sensitive_variables()(view)

        # The token is the authority here and no cookie is.
        @csrf_exempt
        @login_not_required
        @require_http_methods(["GET", "HEAD", "POST"])
        @sensitive_variables()
        @wraps(view)
        def page(request: HttpRequest, token: str) -> HttpResponseBase:
            return private_link(_refused(request, what, token) or hidden(request, token))

        return page

    return guarded


def unknown_link(request: HttpRequest) -> HttpResponse:
    """Return the page for a token that we never gave out, or know no more."""
    return render(request, "portal/unknown_link.html", status=404)


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """Return the page for whoever knocks too often; they may again after so many seconds."""
    response = render(request, "portal/too_often.html", status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


@sensitive_variables()
def _refused(request: HttpRequest, what: str, token: str) -> HttpResponse | None:
    posts = request.method == "POST"
    # Before it counts, so that no other site uses up somebody's presses.
    if posts and is_from_elsewhere(request):
        return render(request, "403.html", status=403)
    if posts and throttle.pressed_too_often(request, what, token):
        return too_often(request, throttle.PRESSES_SECONDS)
    if not posts and throttle.looked_too_often(request, token):
        return too_often(request, throttle.LOOKS_SECONDS)
    return None
