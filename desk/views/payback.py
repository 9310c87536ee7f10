"""Payback inside an assessment: the answers fill the form, and a test brings the mistakes."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe

from content.refusal import Refused
from evaluations.queries import runs_of
from evaluations.wording.trade_off import gap_of
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from procurement.access import assessment_view
from procurement.actions.answers import AnsweredMeanwhile
from procurement.actions.payback import keep_payback
from procurement.answered import Answered
from procurement.forms.answer_field import in_a_summary
from procurement.forms.payback import PaybackForm
from procurement.lifecycle import Status
from procurement.models import Assessment
from procurement.payback.answers import KEYS, MISTAKE, SET_UP, UPKEEP, answers_told
from procurement.payback.weighing import Gap, Plan
from procurement.payback_plan import cannot_apply, plan_of, typed_of
from procurement.queries import library_of
from procurement.views.place import Place
from procurement.wording.answers import question_in_words
from procurement.wording.payback_page import payback_page

_FIELDS = {
    SET_UP: ("set_up",),
    UPKEEP: ("upkeep",),
    MISTAKE: ("mistake", "mistake_in", "hourly_rate"),
}
_COST = "commercials"
# Comes from the test here, and is not typed.
_MEASURED = ("gap", "examples")


@assessment_view(Permission.ASSESSMENT_VIEW)
def payback(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show what the tool saves against what it gets wrong; keep what is entered as answers."""
    may_edit = may(role_of(request), Permission.ASSESSMENT_EDIT)
    answered = Answered.of(assessment)
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        form = PaybackForm(request.POST, without=_not_asked(answered))
        if form.is_valid() and _kept(request, assessment, form):
            return redirect("desk:payback", assessment.organisation_id, assessment.id)
        return _page(request, assessment, form, None)
    typed = typed_of(answered)
    form = PaybackForm(initial=typed | {"seen": _versions(answered)}, without=_not_asked(answered))
    shown = form if may_edit and assessment.status != Status.CLOSED else None
    return _page(request, assessment, shown, plan_of(answered, typed) if typed else None)


def _page(
    request: HttpRequest, assessment: Assessment, form: PaybackForm | None, plan: Plan | None
) -> HttpResponse:
    context: dict[str, object] = {
        "assessment": assessment,
        "place": "tools",
        "form": form,
        "cost_questions": Place(assessment).section(_COST),
    }
    if plan is not None:
        page = payback_page(
            replace(plan, gap=_measured_gap(assessment)), assessment.product.name, own=True
        )
        # Drawn by our chart, which escapes every value.
        context |= {"page": page, "chart": mark_safe(page.chart)}  # noqa: S308
    return render(request, "desk/payback.html", context)


def _measured_gap(assessment: Assessment) -> Gap | None:
    """Return how many more the newest test with a bigger version found wrong, if there is one."""
    for run in runs_of(assessment):
        gap = gap_of(run.result) if run.result else None
        if gap is not None:
            return gap
    return None


def _not_asked(answered: Answered) -> list[str]:
    """Return the fields without a question: not in this assessment's bank, or not for this tool."""
    asked = answered.library.bank.by_id
    gone = [
        field
        for key, fields in _FIELDS.items()
        if key not in asked or cannot_apply(answered, key)
        for field in fields
    ]
    return [*gone, *_MEASURED]


def _versions(answered: Answered) -> str:
    return " ".join(f"{key}:{answered.version(key)}" for key in KEYS if answered.version(key))


def _based_on(form: PaybackForm) -> dict[str, int]:
    parts = (part.partition(":") for part in form.cleaned_data["seen"].split())
    return {key: int(version) for key, _, version in parts if version.isdecimal()}


def _kept(request: HttpRequest, assessment: Assessment, form: PaybackForm) -> bool:
    """Return whether the answers were written; if not, the form says why and keeps what was typed."""
    try:
        written = keep_payback(
            assessment=assessment,
            told=answers_told(form.typed),
            based_on=_based_on(form),
            by=actor_of(request),
        )
    except AnsweredMeanwhile as meanwhile:
        bank = library_of(assessment).bank
        asked = question_in_words(meanwhile.newer.key, bank)
        form.add_error(
            None,
            f"Somebody answered “{asked}” while you did, and said “{_said(meanwhile)}”. "
            "If you save again, your figures hold",
        )
        form.stand_on(_versions(Answered.of(assessment)))
        return False
    except Refused as refusal:
        form.add_refusal(None, in_a_summary(refusal))
        return False
    messages.success(request, "Saved as answers." if written else "Nothing was new.")
    return True


def _said(meanwhile: AnsweredMeanwhile) -> str:
    return meanwhile.newer.words or str(meanwhile.newer.value)
