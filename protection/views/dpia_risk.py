"""One risk of a DPIA: of a flag, the firm's own, or a new one."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from content.refusal import Refused
from organisations.access import actor_of
from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.forms.answer_field import in_a_summary
from procurement.lifecycle import Status
from procurement.models import Assessment, Flag
from procurement.screening_result import Flag as Finding
from procurement.shown_flags import shown_with
from procurement.views.place import Place
from protection.actions.dpia import write_risk
from protection.dpia.loader import load_sheet
from protection.forms.dpia import RiskForm
from protection.models import DpiaRisk


@assessment_view(Permission.ASSESSMENT_EDIT)
def of_flag(request: HttpRequest, assessment: Assessment, flag: uuid.UUID) -> HttpResponse:
    """Rate what a flag proposes, or say why it is no risk here."""
    found = assessment.flags.filter(id=flag).first()
    if found is None:
        raise Http404
    rows = DpiaRisk.objects.of(assessment.organisation_id).filter(dpia__assessment=assessment)
    return _page(request, assessment, rows.filter(flag=found).first(), found)


@assessment_view(Permission.ASSESSMENT_EDIT)
def own(request: HttpRequest, assessment: Assessment, number: int) -> HttpResponse:
    """Change a risk that is written already."""
    rows = DpiaRisk.objects.of(assessment.organisation_id).filter(dpia__assessment=assessment)
    risk = rows.filter(number=number).select_related("flag").first()
    if risk is None:
        raise Http404
    return _page(request, assessment, risk, risk.flag)


@assessment_view(Permission.ASSESSMENT_EDIT)
def new(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Add a risk that no flag proposes."""
    return _page(request, assessment, None, None)


def _page(
    request: HttpRequest, assessment: Assessment, risk: DpiaRisk | None, flag: Flag | None
) -> HttpResponse:
    place = Place(assessment)
    whole = shown_with(assessment, flag) if flag else None
    title = whole.title if whole else ""
    if request.method == "POST" and "more" in request.POST:
        form = RiskForm(
            risk=risk, title=title, rows=_rows(request.POST) + 1, initial=request.POST.dict()
        )
    elif request.method == "POST":
        form = RiskForm(request.POST, risk=risk, title=title, rows=_rows(request.POST))
        if form.is_valid() and _written(request, assessment, form, risk, flag):
            return redirect(place.to("protection:dpia_step", section="risks"))
    else:
        form = RiskForm(risk=risk, title=title)
    context = {
        "assessment": assessment,
        "place": "tools",
        "form": form,
        "risk": risk,
        "flag": flag,
        "whole": whole,
        "finding": Finding.model_validate(flag.finding) if flag else None,
        "matrix": load_sheet().matrix,
        "closed": assessment.status == Status.CLOSED,
    }
    return render(request, "protection/dpia_risk.html", context)


def _rows(typed: QueryDict) -> int:
    return sum(name.startswith("what_") for name in typed)


def _written(
    request: HttpRequest,
    assessment: Assessment,
    form: RiskForm,
    risk: DpiaRisk | None,
    flag: Flag | None,
) -> bool:
    """Return whether it was kept; if not, the form says why and what was typed stays."""
    try:
        kept = write_risk(
            assessment=assessment,
            told=form.told,
            flag=flag,
            number=risk.number if risk else None,
            based_on=form.cleaned_data["based_on"] or 0,
            by=actor_of(request),
        )
    except Refused as refusal:
        form.add_refusal(refusal.column, in_a_summary(refusal))
        return False
    messages.success(request, f"Saved “{kept.title}”.")
    return True
