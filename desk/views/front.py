"""The front door: what this is for strangers, and the way in for members."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from desk.forms.organisation import OrganisationForm
from desk.meeting_draft import draft_of
from desk.views.meeting import sheet_page
from organisations.actions.organisations import found
from organisations.models import User
from organisations.queries import organisations_of


@login_not_required
def front(request: HttpRequest) -> HttpResponse:
    """Show the meeting sheet, or lead a member to their organisation."""
    if not request.user.is_authenticated:
        return sheet_page(request)
    memberships = organisations_of(request.user)
    if len(memberships) == 1:
        return redirect("desk:home", memberships[0].organisation_id)
    if not memberships:
        return redirect("desk:found")
    return render(request, "desk/choose.html", {"memberships": memberships})


def found_organisation(request: HttpRequest) -> HttpResponse:
    """Let somebody who belongs nowhere yet name their organisation, and own it."""
    assert isinstance(request.user, User)  # noqa: S101 -- signed in: the middleware saw to it
    if organisations_of(request.user):
        return redirect("desk:front")
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = found(name=form.cleaned_data["name"], by=request.user.as_actor(), owner=request.user)
        waiting = draft_of(request.session).answers
        return redirect("desk:meeting_open" if waiting else "desk:home", made.id)
    return render(request, "desk/found.html", {"form": form})
