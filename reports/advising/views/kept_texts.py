"""The texts that a firm keeps for one report after another."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import Refused
from organisations.access import actor_of, needs
from organisations.models import Organisation
from organisations.permissions import Permission
from reports.advising.actions.kept_texts import keep_text, throw_text_away
from reports.advising.forms import KeptTextForm, in_a_summary
from reports.advising.limited_text import PLACEHOLDERS
from reports.advising.models import KeptText


@needs(Permission.REPORT_ISSUE)
def new_text(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Keep a new text."""
    return _page(request, organisation, None)


@needs(Permission.REPORT_ISSUE)
def kept_text(request: HttpRequest, organisation: Organisation, text: uuid.UUID) -> HttpResponse:
    """Show a kept text; change it, or throw it away."""
    found = KeptText.objects.of(organisation).filter(id=text).first()
    if found is None:
        raise Http404
    if request.method == "POST" and request.POST.get("do") == "throw_away":
        throw_text_away(kept=found, by=actor_of(request))
        messages.success(request, f"“{found.title}” is gone. What it was put into stays.")
        return redirect("reports:advising", organisation.id)
    return _page(request, organisation, found)


def _page(request: HttpRequest, organisation: Organisation, found: KeptText | None) -> HttpResponse:
    now = {"title": found.title, "text": found.text} if found else None
    form = KeptTextForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_text(
                organisation=organisation, instead_of=found, by=actor_of(request),
                title=form.cleaned_data["title"], text=form.cleaned_data["text"],
            )  # fmt: skip
        except Refused as refusal:
            form.add_refusal(refusal.column or "text", in_a_summary(refusal))
        else:
            messages.success(request, f"“{kept.title}” is kept.")
            return redirect("reports:advising", organisation.id)
    context = {"place": "firm", "form": form, "kept": found, "placeholders": PLACEHOLDERS}
    return render(request, "reports/advising/kept_text.html", context)
