"""New rules: what changed, which tools they touch and how, and taking them over one by one or all."""

import uuid
from collections.abc import Iterator

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import Refused
from organisations.access import actor_of, needs, role_of
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.roles import may
from pages.templatetags.wording import counted
from procurement.actions.new_rules import ask_what_changes, take_over
from procurement.new_rules import NewRules
from procurement.rulebook.change_log import VersionChanges
from procurement.rulebook.schema import Rulebook
from procurement.wording.drawn_changes import period_in_words


@needs(Permission.ASSESSMENT_VIEW)
def new_rules(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Show what newer rules change; have it worked out, or taken over, when somebody says so."""
    may_edit = may(role_of(request), Permission.ASSESSMENT_EDIT)
    refused: Refused | None = None
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        try:
            _do(request, organisation)
        except Refused as refusal:
            refused = refusal
        else:
            return redirect("procurement:new_rules", organisation.id)
    found = NewRules.of(organisation)
    context = {
        "place": "tools",
        "new_rules": found,
        "refused": refused,
        "may_edit": may_edit,
        "changes": [
            (told, tuple(_changes(told, found.library.rulebook))) for told in found.changes
        ],
    }
    response = render(request, "procurement/new_rules.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@needs(Permission.ASSESSMENT_VIEW)
def progress(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Give the live part of the page, or have the page load itself anew when nothing is waited for."""
    found = NewRules.of(organisation)
    if not found.moving:
        return HttpResponse(headers={"HX-Refresh": "true", "Cache-Control": "no-store"})
    heard = request.GET.get("heard", "")
    context = {
        "new_rules": found,
        "later_look": True,
        "heard": int(heard) if heard.isdecimal() and len(heard) < 6 else None,
    }
    response = render(request, "procurement/_new_rules_progress.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _do(request: HttpRequest, organisation: Organisation) -> None:
    if request.POST.get("do") == "take":
        asked = take_over(
            organisation=organisation, seen=tuple(_seen(request)), by=actor_of(request)
        )
        messages.success(request, f"The new rules are being taken over for {_tools(asked)}.")
    else:
        ask_what_changes(organisation=organisation, by=actor_of(request))


def _seen(request: HttpRequest) -> Iterator[uuid.UUID]:
    for each in request.POST.getlist("seen"):
        try:
            yield uuid.UUID(each)
        except ValueError:
            continue


def _tools(number: int) -> str:
    return counted(number, "tool,tools")


def _changes(told: VersionChanges, rulebook: Rulebook) -> Iterator[dict[str, object]]:
    """Yield each change with the titles of its rules, the days it holds for, and its sources."""
    for change in told.changes:
        yield {
            "what": change.what,
            "sentence": change.sentence,
            "titles": [
                rulebook.by_id[rule].title for rule in change.rules if rule in rulebook.by_id
            ],
            "days": period_in_words(change),
            "sources": [
                rulebook.citation[ref] for ref in change.sources if ref in rulebook.citation
            ],
        }
