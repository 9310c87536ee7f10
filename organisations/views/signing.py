"""How a firm signs, and who looks after data protection: said once, printed in every report."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from organisations.access import actor_of, needs
from organisations.actions.organisations import say_how_it_signs
from organisations.forms.signing import SigningForm
from organisations.models import DataProtectionOfficer, Organisation, SigningRule
from organisations.permissions import Permission


@needs(Permission.ORGANISATION_MANAGE)
def signing(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Show how the firm signs; record it when it is said."""
    now = {
        "signing": organisation.signing,
        "officer": organisation.officer,
        "officer_words": organisation.officer_words,
    }
    form = SigningForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        say_how_it_signs(
            organisation=organisation,
            signing=SigningRule(said["signing"]),
            officer=DataProtectionOfficer(said["officer"]),
            officer_words=said["officer_words"],
            by=actor_of(request),
        )
        messages.success(request, "Recorded how your firm signs.")
        return redirect("desk:home", organisation.id)
    return render(request, "organisations/signing.html", {"form": form, "place": "people"})
