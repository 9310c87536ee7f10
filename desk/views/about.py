"""What anybody may know: how we test, what is kept, and how to use the pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from content.refusal import OutOfOrder
from reports.signature.signer import in_groups
from reports.signing_key import signer


@login_not_required
def method(request: HttpRequest) -> HttpResponse:
    """Say how a test works and what it cannot show."""
    try:
        fingerprint = in_groups(signer().fingerprint)
    except OutOfOrder:  # whoever runs the installation is told why where a report is asked for
        fingerprint = ""
    return render(request, "desk/method.html", {"fingerprint": fingerprint})


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept, where, and what leaves the machine."""
    return render(request, "desk/privacy.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how the pages can be used, and what was checked."""
    return render(request, "desk/accessibility.html")
