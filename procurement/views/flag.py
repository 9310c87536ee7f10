"""One flag: what it rests on, what would clear it, and what somebody decides on it."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from content.refusal import Refused
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from procurement.access import assessment_view
from procurement.actions.flag_decisions import decide_flag
from procurement.findings import changes_between
from procurement.forms.flag_decision import FlagDecisionForm, signed
from procurement.lifecycle import OPEN_STANDINGS, Standing
from procurement.models import Assessment, Flag
from procurement.queries import FlagState, flag_states, library_of, with_decisions
from procurement.screening_result import Flag as Finding
from procurement.views.place import Place
from procurement.wording.findings import fact_lines
from procurement.wording.flags import basis_in_words, citation_in_words, doubt_in_words


@assessment_view(Permission.ASSESSMENT_VIEW)
def flag(request: HttpRequest, assessment: Assessment, flag: uuid.UUID) -> HttpResponse:
    """Show one flag; record what is decided on it."""
    (state,) = with_decisions([_found(assessment, flag)])
    may_decide = may(role_of(request), Permission.FLAG_DECIDE)
    open_now = Standing(state.flag.standing) in OPEN_STANDINGS
    if request.method == "POST":
        if not may_decide:
            raise PermissionDenied
        form = _form(state, data=request.POST)
        if form.is_valid() and _decided(request, state, form):
            messages.success(request, f"Recorded what you decided on “{state.finding.title}”.")
            return redirect(Place(assessment).to("procurement:flags"))
        (state,) = with_decisions([_found(assessment, flag)])
        open_now = Standing(state.flag.standing) in OPEN_STANDINGS
        return _page(request, assessment, state, form if open_now else None)
    return _page(request, assessment, state, _form(state) if may_decide and open_now else None)


def _found(assessment: Assessment, flag: uuid.UUID) -> Flag:
    found = assessment.flags.filter(id=flag).first()
    if found is None:
        raise Http404
    return found


def _form(state: FlagState, data: object = None) -> FlagDecisionForm:
    return FlagDecisionForm(data, finding=state.finding, latest=state.decision)


def _decided(request: HttpRequest, state: FlagState, form: FlagDecisionForm) -> bool:
    """Return whether the decision was taken; if not, the form says why and what was typed stays."""
    try:
        decide_flag(
            flag=state.flag,
            what=form.choice,
            reason=form.cleaned_data["reason"],
            who=form.cleaned_data["who"],
            due=form.day,
            seen=form.cleaned_data["seen"],
            by=actor_of(request),
        )
    except Refused as refusal:
        form.add_refusal(
            refusal.column, " ".join(filter(None, [refusal.sentence, refusal.what_to_do]))
        )
        _lay_over(form, state.flag)
        return False
    return True


def _lay_over(form: FlagDecisionForm, flag: Flag) -> None:
    """Let the form stand on what the flag says now, so that sending it again is a choice."""
    flag.refresh_from_db()
    sent = QueryDict(mutable=True)
    sent.update(form.data)
    sent["seen"] = signed(Finding.model_validate(flag.finding))
    form.data = sent


def _page(
    request: HttpRequest, assessment: Assessment, state: FlagState, form: FlagDecisionForm | None
) -> HttpResponse:
    finding, bank = state.finding, library_of(assessment).bank
    today = timezone.localdate()
    siblings = [each.flag.id for each in flag_states(assessment)]
    lines = fact_lines(finding, bank)
    changes: tuple[str, ...] = ()
    if state.decision is not None and state.changed:
        changes = changes_between(Finding.model_validate(state.decision.finding), finding, bank)
    context = {
        "assessment": assessment,
        "place": "tools",
        "state": state,
        "finding": finding,
        "lines": lines,
        "sides": lines if finding.kind == "contradiction" else (),
        "citations": [
            (each, citation_in_words(each, today).removeprefix(each.instrument))
            for each in finding.citations
        ],
        "basis": basis_in_words(finding),
        "doubt": doubt_in_words(finding),
        "changes": changes,
        "history": list(state.flag.decisions.order_by("-at", "-id")),
        "number": siblings.index(state.flag.id) + 1 if state.flag.id in siblings else None,
        "of": len(siblings),
        "form": form,
        "may_decide": may(role_of(request), Permission.FLAG_DECIDE),
    }
    return render(request, "procurement/flag.html", context)
