"""What an adviser says of one assessment: for which firm, in whose interest, and in which words."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import Refused
from organisations.access import actor_of
from organisations.actions.engagements import engage, engage_new_firm
from organisations.models import Engagement, Organisation, User
from organisations.permissions import Permission
from organisations.queries import firms_of
from procurement.access import assessment_view
from procurement.models import Assessment, Verdict
from reports.advising.access import draft_view
from reports.advising.actions.draft import (
    conclude,
    declare_interests,
    start_draft,
    write_text,
)
from reports.advising.forms import (
    NEW,
    ConclusionForm,
    InterestsForm,
    StartForm,
    TextForm,
    in_a_summary,
)
from reports.advising.limited_text import PLACEHOLDERS, fill, read
from reports.advising.models import AdviserDraft, Commission, Payer
from reports.advising.queries import draft_of, kept_texts_of, values_of
from reports.content.adviser import Block
from reports.queries import suggestion_for


@assessment_view(Permission.REPORT_ADVISE)
def adviser(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Ask for which firm the report is prepared; once that is said, lead to what is missing."""
    if draft_of(assessment) is not None:
        return _to_list(assessment)
    firms = [each for each in firms_of(request.user) if each != assessment.organisation]
    form = StartForm(request.POST if request.method == "POST" else None, firms=firms)
    if request.method == "POST" and form.is_valid() and _started(request, assessment, form):
        return _to_list(assessment)
    context = {"place": "tools", "assessment": assessment, "form": form}
    return render(request, "reports/advising/start.html", context)


@draft_view
def interests(request: HttpRequest, draft: AdviserDraft) -> HttpResponse:
    """Declare who pays and what comes from the vendor."""
    now = {
        "payer": draft.payer,
        "commission": draft.commission,
        "words": draft.interest_words,
    }
    form = InterestsForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            declare_interests(
                draft=draft, payer=Payer(said["payer"]), words=said["words"],
                commission=Commission(said["commission"]), by=actor_of(request),
            )  # fmt: skip
        except Refused as refusal:
            form.add_refusal(refusal.column, in_a_summary(refusal))
        else:
            messages.success(request, "Your interests are declared. They stand on page one.")
            return _to_list(draft.assessment)
    return render(request, "reports/advising/interests.html", _context(draft, form))


@draft_view
def conclusion(request: HttpRequest, draft: AdviserDraft) -> HttpResponse:
    """Say what the adviser concludes, beside what the rules suggest."""
    suggestion = suggestion_for(draft.assessment)
    now = {"concluded": draft.concluded, "reason": draft.conclusion_reason}
    form = ConclusionForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            conclude(
                draft=draft, concluded=Verdict(said["concluded"]), reason=said["reason"],
                suggested=suggestion.value, by=actor_of(request),
            )  # fmt: skip
        except Refused as refusal:
            form.add_refusal(refusal.column, in_a_summary(refusal))
        else:
            messages.success(request, "Your conclusion is written down.")
            return _to_list(draft.assessment)
    context = _context(draft, form) | {"suggestion": suggestion}
    return render(request, "reports/advising/conclusion.html", context)


@draft_view
def scope(request: HttpRequest, draft: AdviserDraft) -> HttpResponse:
    """Say what was looked at and what was not."""
    return _text(request, draft, "scope")


@draft_view
def opinion(request: HttpRequest, draft: AdviserDraft) -> HttpResponse:
    """Write the opinion."""
    return _text(request, draft, "opinion")


@draft_view
def letter(request: HttpRequest, draft: AdviserDraft) -> HttpResponse:
    """Write the covering letter."""
    return _text(request, draft, "letter")


def _text(request: HttpRequest, draft: AdviserDraft, part: str) -> HttpResponse:
    """Show a text; write it, put a kept one into what is typed, or show how that reads."""
    kept = kept_texts_of(draft.adviser)
    now = getattr(draft, part)
    form = TextForm(initial={"text": now}, part=part, kept=kept)
    reads: tuple[Block, ...] = _reads(draft, now)
    if request.method == "POST":
        form = TextForm(request.POST, part=part, kept=kept)
        if form.is_valid():
            typed: str = form.cleaned_data["text"]
            wanted = {str(each.id): each.text for each in kept}.get(
                form.cleaned_data.get("kept") or "", ""
            )
            do = request.POST.get("do")
            try:
                if do == "put_in":
                    typed = "\n\n".join(filter(None, (typed.rstrip(), wanted)))
                    form = TextForm(initial={"text": typed}, part=part, kept=kept)
                    reads = _reads(draft, typed)
                elif do == "look":
                    reads = _reads(draft, typed)
                else:
                    write_text(draft=draft, part=part, text=typed, by=actor_of(request))
                    messages.success(request, "It is kept for the report.")
                    return _to_list(draft.assessment)
            except Refused as refusal:
                form.add_refusal("text", in_a_summary(refusal))
    context = _context(draft, form) | {
        "part": part,
        "reads": reads,
        "placeholders": PLACEHOLDERS,
        "not_kept": request.method == "POST" and not form.errors,
    }
    return render(request, "reports/advising/text.html", context)


def _reads(draft: AdviserDraft, text: str) -> tuple[Block, ...]:
    return fill(read(text), values_of(draft.assessment, draft.adviser))


def _started(request: HttpRequest, assessment: Assessment, form: StartForm) -> bool:
    said = form.cleaned_data
    try:
        engagement = _engaged(request, assessment.organisation, said.get("firm", NEW), said["name"])
        start_draft(assessment=assessment, engagement=engagement, by=actor_of(request))
    except Refused as refusal:
        form.add_refusal("firm", in_a_summary(refusal))
        return False
    return True


def _engaged(request: HttpRequest, client: Organisation, chosen: str, name: str) -> Engagement:
    assert isinstance(request.user, User)  # noqa: S101 -- the gate let a member in
    if chosen == NEW:
        return engage_new_firm(client=client, name=name, user=request.user)
    firm = next(each for each in firms_of(request.user) if each.id == uuid.UUID(chosen))
    return engage(client=client, adviser=firm, by=actor_of(request))


def _context(draft: AdviserDraft, form: Any) -> dict[str, Any]:
    return {"place": "tools", "assessment": draft.assessment, "draft": draft, "form": form}


def _to_list(assessment: Assessment) -> HttpResponse:
    return redirect("reports:preflight", assessment.organisation_id, assessment.id)
