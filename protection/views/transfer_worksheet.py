"""The worksheet on the risk of sending data to one country: writing it, and signing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import Refused
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from procurement.access import assessment_view
from procurement.forms.answer_field import in_a_summary
from procurement.models import Assessment
from procurement.views.place import Place, may_answer, refuse_readers, say_saved
from protection.actions.transfer_worksheets import save_worksheet, sign_worksheet
from protection.forms.transfer_worksheet import TransferSignForm, TransferWorksheetForm
from protection.transfer_state import TransferState, WorksheetState, transfer_state
from protection.transfers.law import load_worksheet


@assessment_view(Permission.ASSESSMENT_VIEW)
def transfer_worksheet(request: HttpRequest, assessment: Assessment, country: str) -> HttpResponse:
    """Show the six questions with what is on file; a post saves what was written."""
    if request.method == "POST":
        refuse_readers(request)
    whole = transfer_state(assessment)
    state = whole.of(country)
    if state is None:
        return _none_needed(request, assessment)
    form = TransferWorksheetForm(request.POST if request.method == "POST" else None, state=state)
    if form.is_bound and form.is_valid():
        try:
            row = save_worksheet(
                assessment=assessment,
                country=country,
                written=form.written,
                based_on=form.cleaned_data["based_on"],
                by=actor_of(request),
            )
        except Refused as refusal:
            form.add_refusal(refusal.column, in_a_summary(refusal))
        else:
            say_saved(request, written=True)
            to = "transfer_worksheet" if _unfinished(row.content) else "transfer_sign"
            if to == "transfer_sign" and not may(role_of(request), Permission.FLAG_DECIDE):
                to = "transfer_worksheet"
            return redirect(Place(assessment).to(f"protection:{to}", country=country))
    parts = [(part, form[part.id]) for part in state.now.sections]
    context = _context(assessment, whole, state) | {
        "form": form,
        "parts": parts,
        "may_edit": may_answer(request, assessment),
        "may_sign": may(role_of(request), Permission.FLAG_DECIDE),
    }
    return render(request, "protection/transfer_worksheet.html", context)


@assessment_view(Permission.FLAG_DECIDE)
def transfer_sign(request: HttpRequest, assessment: Assessment, country: str) -> HttpResponse:
    """Show the whole worksheet once more; a post signs it."""
    whole = transfer_state(assessment)
    state = whole.of(country)
    if state is None:
        return _none_needed(request, assessment)
    place, words = Place(assessment), load_worksheet()
    if state.latest is None or state.now.empty:
        messages.info(request, "Write something under each question first. Then you can sign.")
        return redirect(place.to("protection:transfer_worksheet", country=country))
    form = TransferSignForm(
        request.POST if request.method == "POST" else None, state=state, words=words
    )
    if form.is_bound and form.is_valid():
        try:
            sign_worksheet(
                assessment=assessment,
                country=country,
                conclusion=form.concluded,
                steps=form.cleaned_data["steps"],
                seen=form.cleaned_data["seen"],
                by=actor_of(request),
            )
        except Refused as refusal:
            form.add_refusal(
                None if refusal.column == "seen" else refusal.column, in_a_summary(refusal)
            )
            form.stand_on(state.now.sha256)
        else:
            messages.success(request, f"You signed the worksheet for {state.now.country}.")
            return redirect(place.to("protection:transfers"))
    context = _context(assessment, whole, state) | {"form": form}
    return render(request, "protection/transfer_sign.html", context)


def _unfinished(content: dict[str, list[dict[str, str]]]) -> bool:
    return any(not part["written"] for part in content["sections"])


def _none_needed(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    messages.info(request, "On what is known now, data sent there needs no worksheet.")
    return redirect(Place(assessment).to("protection:transfers"))


def _context(
    assessment: Assessment, whole: TransferState, state: WorksheetState
) -> dict[str, object]:
    return {
        "assessment": assessment,
        "place": "tools",
        "worksheet": state.now,
        "state": state,
        "reopened": whole.reopened,
    }
