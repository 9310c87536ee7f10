"""A person decides on the whole: the suggestion with its grounds, the open flags, and the form."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from content.canonical import sha256_of
from content.refusal import Refused
from content.words import word
from desk.forms.decision import DecisionForm
from desk.ground_lines import ground_lines
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from procurement.access import assessment_view
from procurement.actions.assessment_decisions import decide_assessment
from procurement.actions.confirming import confirm_decision, refusal_for
from procurement.agreed_condition import AgreedCondition
from procurement.answered import Answered
from procurement.lifecycle import Standing, Status
from procurement.models import Assessment, AssessmentDecision, FlagChoice, Verdict
from procurement.queries import FlagState, decision_of, flag_states, second_on
from procurement.shown_flags import GRAVE, shown
from procurement.signing import alone_in_words, asks_for_two, waits_in_words
from reports.decisions_gathered import is_still, trade_off_of
from reports.parts.saving import saving_in_words
from reports.queries import saving_of, suggestion_for
from reports.suggestion import Suggestion

# How one knows of a change that was asked for on a flag: the flag's own next step.
SEEN = "Somebody has seen it and says so on its flag"


@assessment_view(Permission.ASSESSMENT_VIEW)
def decision(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show what the rules suggest and why; record what a person decides."""
    may_decide = may(role_of(request), Permission.ASSESSMENT_DECIDE)
    states = flag_states(assessment)
    suggestion = suggestion_for(assessment)
    if request.method != "POST":
        here = may_decide and assessment.status != Status.SET_ASIDE
        form = _form(assessment, states, suggestion) if here else None
        return _page(request, assessment, states, suggestion, form)
    if not may_decide:
        raise PermissionDenied
    saves = _saves(assessment)
    if "more" in request.POST:
        rows = _rows(request.POST) + 1
        longer = DecisionForm(initial=request.POST.dict(), rows=rows, saves=saves)
        return _page(request, assessment, states, suggestion, longer)
    form = DecisionForm(request.POST, rows=_rows(request.POST), saves=saves)
    if form.is_valid() and _decided(request, assessment, suggestion, form):
        messages.success(
            request, "Recorded your decision. It stands on page one of the next report."
        )
        return redirect("desk:assessment", assessment.organisation_id, assessment.id)
    return _page(request, assessment, states, suggestion, form)


def _form(
    assessment: Assessment, states: tuple[FlagState, ...], suggestion: Suggestion
) -> DecisionForm:
    """Return the form as it opens: what was decided last, or the changes asked for on flags."""
    last, saves = decision_of(assessment), _saves(assessment)
    initial = {"seen": sha256_of(suggestion), "chosen_on": timezone.localdate()}
    if last is not None:
        initial |= {"value": last.value, "reason": last.reason}
        chosen = trade_off_of(last)
        if chosen is not None:
            initial |= {
                "chosen_by": chosen.who,
                "chosen_on": chosen.on,
                "chosen_why": chosen.why,
            }
        return DecisionForm(conditions=_conditions(last), initial=initial, saves=saves)
    asked = [state.counting for state in states if state.counting is not None]
    conditions = dict.fromkeys(
        AgreedCondition(what=each.reason[:300], who=each.who, due=each.due, how=SEEN)
        for each in asked
        if each.what == FlagChoice.ASK_MITIGATION and each.due is not None
    )
    return DecisionForm(conditions=tuple(conditions), initial=initial, saves=saves)


def _conditions(decided: AssessmentDecision | None) -> tuple[AgreedCondition, ...]:
    kept = decided.conditions if decided else []
    return tuple(AgreedCondition.model_validate(each) for each in kept)


def _saves(assessment: Assessment) -> bool:
    """Return whether the cheaper version saves money on what was told."""
    found = saving_of(assessment)
    return found is not None and found.a_year > 0


def _rows(typed: QueryDict) -> int:
    return sum(name.startswith("what_") for name in typed)


def _decided(
    request: HttpRequest, assessment: Assessment, suggestion: Suggestion, form: DecisionForm
) -> bool:
    """Return whether the decision was taken; if not, the form says why and what was typed stays."""
    if form.cleaned_data["seen"] != sha256_of(suggestion):
        form.add_error(
            None,
            "What the rules suggest changed while you looked: it is "
            f"“{word('suggestion', suggestion.value)}” now. Read the grounds again, then decide",
        )
        form.stand_on(sha256_of(suggestion))
        return False
    try:
        decide_assessment(
            assessment=assessment,
            value=Verdict(form.cleaned_data["value"]),
            reason=form.cleaned_data["reason"],
            conditions=form.conditions,
            suggested=Verdict(suggestion.value),
            grounds=[ground.model_dump(mode="json") for ground in suggestion.grounds],
            by=actor_of(request),
            trade_off=form.trade_off,
        )
    except Refused as refusal:
        field = "what_1" if refusal.column == "conditions" else refusal.column
        form.add_refusal(field, " ".join(filter(None, [refusal.sentence, refusal.what_to_do])))
        return False
    return True


def _page(
    request: HttpRequest,
    assessment: Assessment,
    states: tuple[FlagState, ...],
    suggestion: Suggestion,
    form: DecisionForm | None,
) -> HttpResponse:
    last = decision_of(assessment)
    answered = Answered.of(assessment)
    open_now = [one for one in shown(states) if one.flag.standing == Standing.RAISED]
    context = {
        "assessment": assessment,
        "place": "tools",
        "suggestion": suggestion,
        "grounds": ground_lines(assessment, states, suggestion.grounds),
        "settle": [one for one in open_now if one.severity in GRAVE],
        "good": [one for one in open_now if one.severity not in GRAVE],
        "done": answered.done,
        "total": answered.done + len(answered.open),
        "saving": saving_in_words(saving_of(assessment), assessment.product.name),
        "trade_off": trade_off_of(last) if last else None,
        "signing": _signing(request, assessment, last, suggestion),
        "states": open_now,
        "last": last,
        "conditions": _conditions(last),
        "earlier": list(assessment.decisions.order_by("-at", "-id")[1:]),
        "form": form,
        "may_decide": form is not None,
    }
    return render(request, "desk/decision.html", context)


@dataclass(frozen=True, slots=True)
class Signing:
    """What a reader must know of who signed, and whether who looks may sign now.

    `stale`: the suggestion changed since it was decided, so that it has to be decided anew.
    """

    words: str
    waits: bool
    may_confirm: bool
    stale: bool


def _signing(
    request: HttpRequest,
    assessment: Assessment,
    last: AssessmentDecision | None,
    suggestion: Suggestion,
) -> Signing | None:
    rule = assessment.organisation.signing
    if last is None or second_on(last) is not None:
        return None
    if not asks_for_two(rule):
        return Signing(alone_in_words(rule), waits=False, may_confirm=False, stale=False)
    stale = not is_still(last, suggestion)
    allowed = refusal_for(last, by=actor_of(request), rule=rule) is None
    return Signing(waits_in_words(rule), waits=True, may_confirm=allowed and not stale, stale=stale)


@assessment_view(Permission.DECISION_CONFIRM)
@require_POST
def confirm(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Give the second signature on the decision as the page showed it."""
    try:
        _confirm(request, assessment)
    except Refused as refusal:
        messages.warning(request, " ".join(filter(None, [refusal.sentence, refusal.what_to_do])))
    else:
        messages.success(request, "You confirmed the decision. It is signed.")
    return redirect("desk:decision", assessment.organisation_id, assessment.id)


def _confirm(request: HttpRequest, assessment: Assessment) -> None:
    last = decision_of(assessment)
    if last is None or str(last.id) != request.POST.get("decision"):
        raise Refused("Somebody decided anew while you looked.", what_to_do="Read it again.")
    if not is_still(last, suggestion_for(assessment)):
        raise Refused(
            "What the rules suggest changed since this was decided.",
            what_to_do="Somebody has to decide anew.",
        )
    confirm_decision(assessment=assessment, decision=last, by=actor_of(request))
