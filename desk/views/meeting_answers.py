"""The six questions as a ten-minute form. What is typed stays in the session until it is taken over."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.refusal import Refused
from desk.forms.meeting import MeetingForm
from desk.forms.new_assessment import NewAssessmentForm
from desk.forms.product_name import LONGEST
from desk.meeting_draft import MeetingDraft, draft_of, forget, keep
from organisations.access import actor_of, needs
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.queries import organisations_of
from organisations.roles import Role, may
from procurement.actions.meetings import open_from_meeting
from procurement.decoding.name_words import tidied
from procurement.forms.answer_field import in_a_summary
from procurement.library import load_library
from procurement.meeting.loader import load_sheet
from procurement.wording.answers import said_in_words


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, number: int) -> HttpResponse:
    """Ask what the vendor said to one of the six; keep what is posted and go to the next."""
    sheet, bank = load_sheet(), load_library().bank
    if not 1 <= number <= len(sheet.questions):
        raise Http404
    asked = sheet.questions[number - 1]
    draft = draft_of(request.session)
    product = draft.product or tidied(request.GET.get("product", ""))[:LONGEST]
    form = MeetingForm(
        asked,
        bank,
        answers=_with_the_name(draft, product),
        initial={"product": product},
        data=request.POST or None,
    )
    if request.method == "POST":
        taken = form.is_valid()
        kept = draft.with_answers(form.given)
        keep(
            request.session,
            MeetingDraft(form.cleaned_data.get("product") or draft.product, kept.answers),
        )
        if "HX-Request" in request.headers:
            return render(request, "desk/_meeting_kept.html", {"at": timezone.now()})
        if taken:
            further = number < len(sheet.questions) and "stop" not in request.POST
            return redirect("desk:meeting_question", number + 1) if further else _answers()
    context = {
        "form": form,
        "asked": asked,
        "number": number,
        "of": len(sheet.questions),
        "product": product,
        "place": "meeting",
    }
    return render(request, "desk/meeting_question.html", context)


def _with_the_name(draft: MeetingDraft, product: str) -> dict[str, Any]:
    """Return the answers, and the name already typed where its question is still open."""
    answers = dict(draft.answers)
    if product and not answers:
        answers["tier_name"] = product
    return answers


@login_not_required
@never_cache
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Show what was typed, question by question, and the way on."""
    draft, bank = draft_of(request.session), load_library().bank
    parts = [
        (
            number,
            part,
            [
                (bank.by_id[key].text, said_in_words(draft.answers[key], key, bank))
                for key in part.answers
                if key in draft.answers
            ],
            len(part.answers),
        )
        for number, part in enumerate(load_sheet().questions, start=1)
    ]
    context = {
        "draft": draft,
        "parts": parts,
        "total": len(load_sheet().answers),
        "place": "meeting",
    }
    return render(request, "desk/meeting_answers.html", context)


@login_not_required
@require_POST
def throw_away(request: HttpRequest) -> HttpResponse:
    """Forget what was typed."""
    forget(request.session)
    return redirect("desk:meeting")


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Lead somebody who signed in to where the answers become an assessment."""
    memberships = organisations_of(request.user)
    if not memberships:
        return redirect("desk:found")
    able = [each for each in memberships if may(Role(each.role), Permission.ASSESSMENT_EDIT)]
    if len(able) == 1:
        return redirect("desk:meeting_open", able[0].organisation_id)
    return render(request, "desk/meeting_choose.html", {"memberships": able})


@needs(Permission.ASSESSMENT_EDIT)
def open_with(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Open an assessment that holds the answers of the meeting."""
    draft = draft_of(request.session)
    if not draft.answers:
        return redirect("desk:new", organisation.id)
    form = NewAssessmentForm(request.POST or None, initial={"product": draft.product})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            opened = open_from_meeting(
                organisation=organisation,
                vendor=said["vendor"],
                product=said["product"],
                version=said["version"],
                use_case=said["use_case"],
                question=said["question"],
                law_on=timezone.localdate(),
                answers=draft.answers,
                by=actor_of(request),
            )
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
        else:
            forget(request.session)
            return redirect("desk:assessment", organisation.id, opened.id)
    context = {"form": form, "draft": draft, "place": "tools"}
    return render(request, "desk/meeting_open.html", context)


def _answers() -> HttpResponse:
    return redirect("desk:meeting_answers")
