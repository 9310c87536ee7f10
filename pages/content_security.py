"""The content security policy: a page may use only what this installation serves.

The names follow Django 6.0, which has this built in; with that release this module goes.
"""

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"


class ContentSecurityPolicyMiddleware:
    """Send `settings.SECURE_CSP` with every answer that does not bring a stricter one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = written(settings.SECURE_CSP)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer with the policy."""
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        return response


def written(policy: Mapping[str, Sequence[str]]) -> str:
    """Return a policy as its header; a directive without values stands alone."""
    return "; ".join(" ".join([name, *values]) for name, values in policy.items())
