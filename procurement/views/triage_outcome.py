"""What follows from the first questions, and the half-page that is kept for the file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import Refused
from organisations.access import actor_of
from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.actions.triage import open_again, take_outcome
from procurement.answered import Answered
from procurement.facts.sources import Claim, Grade, Source
from procurement.facts.subjects import ASSESSMENT
from procurement.first_questions import open_page
from procurement.lifecycle import Status
from procurement.models import Assessment, TriageOutcome, TriageStep
from procurement.queries import claims_of, triage_record_of
from procurement.questionnaire.flow import DEPTH
from procurement.questionnaire.reading_time import minutes
from procurement.questionnaire.schema import Question, Setting
from procurement.questionnaire.walk import chapters
from procurement.screening import gather_facts
from procurement.triage.judging import judged
from procurement.triage.loader import load_triage
from procurement.triage.outcome import Outcome
from procurement.views.place import Place, may_answer, refuse_readers


@assessment_view(Permission.ASSESSMENT_VIEW)
def triage_outcome(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show the outcome, why, and what would change it; a post goes on with it."""
    if request.method == "POST":
        refuse_readers(request)
    place = Place(assessment)
    if assessment.status == Status.SET_ASIDE:
        return redirect(place.to("procurement:triage_record"))
    answered = Answered.of(assessment)
    if open_page(answered) is not None:
        return redirect(place.to("procurement:triage"))
    if request.method == "POST":
        return _take(request, assessment)
    content = load_triage()
    found = judged(content, answered.library.bank, answered.facts)
    still_open = _still_open(answered, found.outcome)
    context = {
        "assessment": assessment,
        "place": "tools",
        "outcome": TriageOutcome(found.outcome.id),
        "reasons": [
            (reason, place.to("procurement:triage_page", number=content.page_of[reason.key]))
            for reason in found.reasons
        ],
        "changes": found.changes,
        "limits": [limit.because for _, limit in content.limits],
        "questions": len(still_open),
        "minutes": minutes(still_open),
        "may_edit": may_answer(request, assessment),
        "record": triage_record_of(assessment),
    }
    return render(request, "procurement/triage_outcome.html", context)


@assessment_view(Permission.ASSESSMENT_VIEW)
def triage_record(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show the half-page for the file; a post opens the tool again."""
    place = Place(assessment)
    if request.method == "POST":
        refuse_readers(request)
        open_again(assessment=assessment, by=actor_of(request))
        messages.success(request, f"{assessment.product} is open again.")
        return redirect(place.to("desk:assessment"))
    records = list(assessment.triage_records.order_by("at", "id"))
    kept = [record for record in records if record.step != TriageStep.REOPENED]
    if not kept:
        return redirect(place.to("procurement:triage"))
    after = [record for record in records if record.at > kept[-1].at]
    context = {
        "assessment": assessment,
        "place": "tools",
        "record": kept[-1],
        "reopened": after[-1] if after else None,
        "set_aside": assessment.status == Status.SET_ASIDE,
        "may_edit": may_answer(request, assessment),
    }
    return render(request, "procurement/triage_record.html", context)


def _take(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    place = Place(assessment)
    try:
        seen = TriageOutcome(request.POST.get("outcome", ""))
    except ValueError:
        return redirect(place.to("procurement:triage_outcome"))
    try:
        take_outcome(assessment=assessment, seen=seen, by=actor_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(place.to("procurement:triage_outcome"))
    if seen == TriageOutcome.NOT_NEEDED:
        return redirect(place.to("procurement:triage_record"))
    messages.success(request, f"Set to a {seen.label.lower()}. Your first answers are filled in.")
    return redirect(place.questions)


def _still_open(answered: Answered, outcome: Outcome) -> list[Question | Setting]:
    """Return what there is to answer at the depth of the outcome."""
    if outcome is Outcome.NOT_NEEDED:
        return []
    library = answered.library
    claims = [claim for claim in claims_of(answered.assessment) if claim.key != DEPTH]
    depth = Claim(ASSESSMENT, DEPTH, outcome.id, Grade.BUYER_SAYS)
    sources: tuple[Source, ...] = (depth, *claims, *answered.observations)
    facts = gather_facts(library, sources, answered.assessment.law_on)
    return [asked for chapter in chapters(library.bank, facts) for asked in chapter.open]
