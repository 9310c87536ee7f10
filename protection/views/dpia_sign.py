"""The end of a DPIA: the DPO, the signature, or the decision that none is needed."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from content.refusal import Refused
from organisations.access import actor_of
from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.forms.answer_field import in_a_summary
from procurement.models import Assessment
from procurement.queries import library_of
from procurement.views.place import Place, may_answer
from protection.actions.dpia import say_officer
from protection.actions.dpia_signing import (
    problems_of,
    record_not_needed,
    shown_hash,
    sign_dpia,
)
from protection.dpia.loader import load_sheet
from protection.dpia.sources import sources
from protection.forms.dpia import NotNeededForm, OfficerForm, SignForm
from protection.gathering import worksheet_of
from protection.models import AdviceFollowed, DpiaVersion, DpoState
from protection.queries import dpia_of, officer_elsewhere
from protection.views.dpia import about, may_sign


@assessment_view(Permission.ASSESSMENT_EDIT)
def officer(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Say whether there is a DPO, and what they advise."""
    dpia = dpia_of(assessment)
    form = OfficerForm(request.POST if request.method == "POST" else None, dpia=dpia)
    if request.method == "POST" and form.is_valid() and _said(request, assessment, form):
        return redirect(Place(assessment).to("protection:dpia_sign"))
    sheet = load_sheet()
    context = {
        "assessment": assessment,
        "place": "tools",
        "form": form,
        "checks": sheet.dpo.checks,
        "sources": sources(sheet.dpo.cites, library_of(assessment), timezone.localdate()),
        "elsewhere": officer_elsewhere(assessment),
    }
    return render(request, "protection/dpia_officer.html", context)


def _said(request: HttpRequest, assessment: Assessment, form: OfficerForm) -> bool:
    said = form.cleaned_data
    try:
        say_officer(
            assessment=assessment,
            state=DpoState(said["state"]),
            name=said["name"],
            words=said["words"],
            followed=AdviceFollowed(said["followed"]) if said["followed"] else None,
            followed_why=said["followed_why"],
            based_on=said["based_on"] or 0,
            by=actor_of(request),
        )
    except Refused as refusal:
        form.add_refusal(refusal.column, in_a_summary(refusal))
        return False
    messages.success(request, "Saved what you said of the data protection officer.")
    return True


@assessment_view(Permission.ASSESSMENT_VIEW)
def sign(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show what is still to do, and take the signature."""
    signs = may_sign(request, assessment)
    record = worksheet_of(assessment)
    problems = problems_of(record)
    form = None
    if request.method == "POST":
        if not signs:
            raise PermissionDenied
        form = SignForm(record, shown_hash(record), request.POST)
        if form.is_valid() and (version := _signed(request, assessment, form)):
            return redirect(Place(assessment).to("protection:dpia_version", number=version.number))
    elif signs and not problems:
        form = SignForm(record, shown_hash(record))
    sheet = load_sheet()
    context = about(assessment, record) | {
        "form": form,
        "problems": problems,
        "may_sign": signs,
        "may_edit": may_answer(request, assessment),
        "consult": sheet.consult,
        "checks": sheet.dpo.checks,
        "sources": sources(sheet.step["sign"].cites, library_of(assessment), timezone.localdate()),
    }
    return render(request, "protection/dpia_sign.html", context)


def _signed(request: HttpRequest, assessment: Assessment, form: SignForm) -> DpiaVersion | None:
    sign = partial(
        sign_dpia,
        assessment=assessment,
        signature=form.signature,
        seen=form.cleaned_data["seen"],
        by=actor_of(request),
    )
    return _taken(
        request, assessment, form, sign, "Signed. The answers on the DPIA follow from it."
    )


def _taken(
    request: HttpRequest,
    assessment: Assessment,
    form: SignForm | NotNeededForm,
    take: Callable[[], DpiaVersion],
    done: str,
) -> DpiaVersion | None:
    """Return the version that was made; None if it was refused: the form says why."""
    try:
        version = take()
    except Refused as refusal:
        form.add_refusal(refusal.column, in_a_summary(refusal))
        form.stand_on(shown_hash(worksheet_of(assessment)))
        return None
    messages.success(request, done)
    return version


@assessment_view(Permission.ASSESSMENT_VIEW)
def not_needed(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Record why no DPIA is needed, where the answers allow that."""
    signs = may_sign(request, assessment)
    record = worksheet_of(assessment)
    form = None
    if request.method == "POST":
        if not signs:
            raise PermissionDenied
        form = NotNeededForm(shown_hash(record), request.POST)
        if form.is_valid() and (version := _decided(request, assessment, form)):
            return redirect(Place(assessment).to("protection:dpia_version", number=version.number))
    elif signs and record.screened.need != "needed":
        form = NotNeededForm(shown_hash(record))
    place = Place(assessment)
    context = about(assessment, record) | {
        "form": form,
        "screened": record.screened,
        "questions": [(text, place.question(key)) for key, text in record.screened.waits_for],
        "may_sign": signs,
    }
    return render(request, "protection/dpia_not_needed.html", context)


def _decided(
    request: HttpRequest, assessment: Assessment, form: NotNeededForm
) -> DpiaVersion | None:
    record = partial(
        record_not_needed,
        assessment=assessment,
        reason=form.cleaned_data["reason"],
        position=form.cleaned_data["position"],
        seen=form.cleaned_data["seen"],
        by=actor_of(request),
    )
    return _taken(request, assessment, form, record, "Recorded why no DPIA is needed.")
