"""A person decides on the whole: the suggestion with its grounds, the open flags, and the form."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from content.canonical import sha256_of
from content.refusal import Refused
from content.words import word
from desk.forms.decision import DecisionForm
from evaluations.wording.kinds import worse_in_words
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from procurement.access import assessment_view
from procurement.actions.assessment_decisions import decide_assessment
from procurement.agreed_condition import AgreedCondition
from procurement.lifecycle import Standing, Status
from procurement.models import Assessment, AssessmentDecision, FlagChoice, Verdict
from procurement.queries import FlagState, decision_of, flag_states, library_of
from procurement.shown_flags import shown
from reports.queries import suggestion_for
from reports.suggestion import Ground, Suggestion


@dataclass(frozen=True, slots=True)
class GroundLine:
    """One ground of the suggestion in words, its weight, and the page that shows it."""

    words: str
    weight: str
    url: str


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
    if "more" in request.POST:
        longer = DecisionForm(initial=request.POST.dict(), rows=_rows(request.POST) + 1)
        return _page(request, assessment, states, suggestion, longer)
    form = DecisionForm(request.POST, rows=_rows(request.POST))
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
    last = decision_of(assessment)
    initial = {"seen": sha256_of(suggestion)}
    if last is not None:
        initial |= {"value": last.value, "reason": last.reason}
        return DecisionForm(conditions=_conditions(last), initial=initial)
    asked = [state.counting for state in states if state.counting is not None]
    conditions = dict.fromkeys(
        AgreedCondition(what=each.reason[:300], who=each.who, due=each.due)
        for each in asked
        if each.what == FlagChoice.ASK_MITIGATION and each.due is not None
    )
    return DecisionForm(conditions=tuple(conditions), initial=initial)


def _conditions(decided: AssessmentDecision | None) -> tuple[AgreedCondition, ...]:
    kept = decided.conditions if decided else []
    return tuple(AgreedCondition.model_validate(each) for each in kept)


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
        sent = QueryDict(mutable=True)
        sent.update(form.data)
        sent["seen"] = sha256_of(suggestion)
        form.data = sent
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
    open_now = [one for one in shown(states) if one.flag.standing == Standing.RAISED]
    context = {
        "assessment": assessment,
        "place": "tools",
        "suggestion": suggestion,
        "grounds": _grounds(assessment, states, suggestion.grounds),
        "states": open_now,
        "last": last,
        "conditions": _conditions(last),
        "earlier": list(assessment.decisions.order_by("-at", "-id")[1:]),
        "form": form,
        "may_decide": form is not None,
    }
    return render(request, "desk/decision.html", context)


def _grounds(
    assessment: Assessment, states: tuple[FlagState, ...], grounds: tuple[Ground, ...]
) -> list[GroundLine]:
    runs = [run for run in assessment.runs.order_by("asked_at", "id") if run.result is not None]
    here = {"organisation": assessment.organisation_id, "assessment": assessment.id}
    by_rule = {state.flag.rule: one for one in shown(states) for state in one.states}
    rules = library_of(assessment).rulebook.by_id
    lines, told = [], set()
    for ground in grounds:
        if ground.kind == "case":
            number, _, place = ground.ref.partition(".")
            run = runs[int(number) - 1]
            assert run.result is not None  # noqa: S101 -- runs kept those with one
            words = worse_in_words(run.result["slices"][int(place) - 1])
            url = reverse("evaluations:run", kwargs=here | {"run": run.id})
        elif ground.kind in ("test", "claim"):
            run = runs[int(ground.ref) - 1]
            comparison = run.result["comparison"] if run.result else None
            verdict = comparison["verdict"] if comparison else "cannot_tell"
            words = (
                f"The test: {word('result', verdict)}"
                if ground.kind == "test"
                else "What the vendor says of its accuracy does not match what we found"
            )
            url = reverse("evaluations:run", kwargs=here | {"run": run.id})
        elif ground.kind == "flag":
            state = by_rule[ground.ref]
            if state.flag.rule in told:
                continue
            told.add(state.flag.rule)
            accepted = " (accepted)" if ground.decided == "accept" else ""
            words = f"{word('severity', state.severity)}: {state.title}{accepted}"
            url = reverse("procurement:flag", kwargs=here | {"flag": state.flag.id})
        else:
            words = f"{word('outcome', 'cannot_tell')}: {rules[ground.ref].title}"
            url = reverse("procurement:flags", kwargs=here) + "#cannot-tell"
        lines.append(GroundLine(words, word("suggestion", ground.weight), url))
    return lines
