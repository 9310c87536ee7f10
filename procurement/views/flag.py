"""One flag: what it rests on, what would clear it, and what somebody decides on it.

Flags that are one finding share a page and a decision, whichever of them is asked for. A reason for
one matter can be seen, and decided, alone.
"""

import uuid
from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from content.refusal import Refused
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.roles import may
from procurement.access import assessment_view
from procurement.actions.confirming import refusal_for
from procurement.actions.flag_decisions import decide_flags, may_follow
from procurement.contract_words.choosing import Offered
from procurement.findings import changes_between
from procurement.forms.flag_decision import FlagDecisionForm, signed
from procurement.law_day_notes import law_day_notes
from procurement.lifecycle import OPEN_STANDINGS, Standing
from procurement.lowered import falls
from procurement.models import Assessment, Evidence, FlagDecision
from procurement.queries import FlagState, library_of
from procurement.questionnaire.schema import Bank
from procurement.screening_result import Citation
from procurement.screening_result import Flag as Finding
from procurement.shown_flags import ShownFlag, shown, shown_alone, shown_flags, shown_with
from procurement.signing import waits_in_words
from procurement.views.place import Place
from procurement.wording.answers import question_in_words
from procurement.wording.findings import FactLine, fact_lines
from procurement.wording.flags import (
    basis_in_words,
    citation_in_words,
    doubt_in_words,
    severity_in_words,
)
from procurement.words_to_sign import clauses_for


@dataclass(frozen=True, slots=True)
class Point:
    """What one stored flag says, in words, and how grave it is held to be."""

    finding: Finding
    severity: str
    lines: tuple[FactLine, ...]
    citations: tuple[tuple[Citation, str], ...]
    basis: str
    doubt: str
    clauses: tuple[Offered, ...]
    severity_because: str
    alone: ShownFlag


@dataclass(frozen=True, slots=True)
class Signing:
    """What an acceptance waits for in words, and whether who looks may give it."""

    words: str
    may_confirm: bool


@assessment_view(Permission.ASSESSMENT_VIEW)
def flag(request: HttpRequest, assessment: Assessment, flag: uuid.UUID) -> HttpResponse:
    """Show one flag; record what is decided on it."""
    alone = request.GET.get("alone") == "yes"
    whole = found_flag(assessment, flag, alone=alone)
    may_decide = may(role_of(request), Permission.FLAG_DECIDE)
    if request.method == "POST":
        if not may_decide:
            raise PermissionDenied
        form = _form(whole, data=request.POST)
        if form.is_valid() and _decided(request, whole, form):
            messages.success(request, f"Recorded what you decided on “{whole.title}”.")
            return redirect(Place(assessment).to("procurement:flags"))
        whole = found_flag(assessment, flag, alone=alone)
        return _page(request, assessment, whole, form if _is_open(whole) else None)
    return _page(
        request, assessment, whole, _form(whole) if may_decide and _is_open(whole) else None
    )


def found_flag(assessment: Assessment, flag: uuid.UUID, *, alone: bool = False) -> ShownFlag:
    """Return the flag as it is shown, or by itself where it is one of several reasons.

    Raises Http404 where this assessment has none such.
    """
    found = assessment.flags.filter(id=flag).first()
    if found is None:
        raise Http404
    whole = shown_with(assessment, found)
    return shown_alone(found) if alone and whole.of_one_matter else whole


def _is_open(whole: ShownFlag) -> bool:
    return Standing(whole.flag.standing) in OPEN_STANDINGS


def _findings(whole: ShownFlag) -> list[Finding]:
    return [state.finding for state in whole.states]


def _form(whole: ShownFlag, data: object = None) -> FlagDecisionForm:
    return FlagDecisionForm(
        data,
        findings=_findings(whole),
        latest=whole.decision,
        offered=frozenset.intersection(*map(may_follow, whole.states)),
        documents=Evidence.objects.of(whole.flag.organisation_id)
        .filter(erased_at__isnull=True)
        .order_by("title"),
    )


def _decided(request: HttpRequest, whole: ShownFlag, form: FlagDecisionForm) -> bool:
    """Return whether the decision was taken; if not, the form says why and what was typed stays."""
    try:
        decide_flags(
            flags=[state.flag for state in whole.states],
            what=form.choice,
            reason=form.cleaned_data["reason"],
            who=form.cleaned_data["who"],
            due=form.day,
            until=form.ends,
            proof=form.shown_by,
            seen=form.cleaned_data["seen"],
            by=actor_of(request),
        )
    except Refused as refusal:
        form.add_refusal(
            refusal.column, " ".join(filter(None, [refusal.sentence, refusal.what_to_do]))
        )
        alone = not whole.several
        now = found_flag(whole.flag.assessment, whole.flag.id, alone=alone)
        form.stand_on(signed(_findings(now)))
        return False
    return True


def _page(
    request: HttpRequest, assessment: Assessment, whole: ShownFlag, form: FlagDecisionForm | None
) -> HttpResponse:
    bank = library_of(assessment).bank
    may_decide = may(role_of(request), Permission.FLAG_DECIDE)
    around = shown_with(assessment, whole.flag)
    siblings = [each.flag.id for each in shown_flags(assessment)]
    points = [_point(state, bank, assessment) for state in whole.states]
    context = {
        "assessment": assessment,
        "place": "tools",
        "state": whole,
        "alone": around if around.of_one_matter and not whole.several else None,
        "finding": whole.finding,
        "point": points[0],
        "points": points,
        "shared": _shared(points[0], bank),
        "changes": _changes(whole, bank),
        "law_days": law_day_notes(assessment, {each.rule for each in _findings(whole)}),
        "history": _history(whole),
        "number": siblings.index(whole.flag.id) + 1 if whole.flag.id in siblings else None,
        "of": len(siblings),
        "form": form,
        "may_decide": may_decide,
        "may_change_severity": may(role_of(request), Permission.SEVERITY_CHANGE)
        and whole.flag.standing != Standing.CLEARED,
        "may_note": may(role_of(request), Permission.ASSESSMENT_EDIT),
        "falls": falls(whole.lowered, assessment),
        "signing": _signing(request, whole),
        "replies": [
            each for state in whole.states for each in state.flag.replies.order_by("at", "id")
        ],
        "severity_changes": [
            each for state in whole.states for each in state.flag.severity_changes.order_by("at")
        ],
    }
    return render(request, "procurement/flag.html", context)


def _signing(request: HttpRequest, whole: ShownFlag) -> Signing | None:
    """Return what an acceptance waits for, and whether this person may give it."""
    waiting = next((state for state in whole.states if state.waits_for_second), None)
    if waiting is None or waiting.decision is None or waiting.changed or waiting.lapsed:
        return None
    refusal = refusal_for(waiting.decision, by=actor_of(request), rule=waiting.signing)
    return Signing(waits_in_words(waiting.signing), refusal is None)


def _point(state: FlagState, bank: Bank, assessment: Assessment) -> Point:
    finding, today = state.finding, timezone.localdate()
    return Point(
        finding,
        state.severity,
        fact_lines(finding, bank),
        tuple(
            (each, citation_in_words(each, today).removeprefix(each.instrument))
            for each in finding.citations
        ),
        basis_in_words(finding),
        doubt_in_words(finding),
        clauses_for(assessment, finding.rule),
        severity_in_words(finding),
        shown((state,))[0],
    )


def _shared(point: Point, bank: Bank) -> FactLine | None:
    """Return the one answer behind all points: it stands in each, under the question it passed to."""
    root = point.finding.part_of
    if root is None or not point.lines:
        return None
    return replace(point.lines[0], question=question_in_words(root, bank), asked=root)


def _changes(whole: ShownFlag, bank: Bank) -> list[str]:
    """Return what is different from what was decided on, each sentence once."""
    if not whole.changed:
        return []
    said = []
    for state in whole.states:
        if state.decision is None:
            said.append(f"“{state.finding.title}” came to it.")
        elif state.changed:
            before = Finding.model_validate(state.decision.finding)
            said += changes_between(before, state.finding, bank)
    return list(dict.fromkeys(said))


def _history(whole: ShownFlag) -> list[FlagDecision]:
    """Return every step, the newest first; one that was made on several at once stands once."""
    made = sorted(
        (
            each
            for state in whole.states
            for each in state.flag.decisions.select_related("countersignature", "proof")
        ),
        key=lambda each: (each.at, each.id),
        reverse=True,
    )
    once = {
        (each.at.date(), each.what, each.reason, each.who, each.due, each.until, each.by_name): each
        for each in reversed(made)
    }
    return list(reversed(once.values()))
