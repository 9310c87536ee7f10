"""Answers from a model's own papers: choose one, see what it says beside what stands, take over."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from content.refusal import Refused
from organisations.access import actor_of
from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.actions.answers import AnsweredMeanwhile
from procurement.actions.model_documents import TakenOver, fill_from_document
from procurement.answered import Answered
from procurement.facts.fact import State
from procurement.forms.answer_field import in_a_summary
from procurement.forms.model_documents import TakeOverForm
from procurement.model_documents.proposals import Proposal
from procurement.model_documents.recognising import ReadPaper, read_paper
from procurement.models import Assessment, Evidence, WrittenAnswer
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import Question
from procurement.views.place import Place, may_answer
from procurement.wording.answers import said_in_words
from vault import files

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One proposed answer beside the one that stands."""

    asked: Question
    proposal: Proposal
    says: str
    stands: str
    answer: WrittenAnswer | None
    is_asked: bool
    ticked: bool

    @property
    def standing(self) -> str:
        """Return how the two go together: new, same or other."""
        if self.answer is None:
            return "new"
        return "same" if self.answer.value == self.proposal.value else "other"


@assessment_view(Permission.ASSESSMENT_EDIT)
def choose(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """List the documents that may be a model's papers."""
    rows = Evidence.objects.of(assessment.organisation_id)
    texts = rows.filter(text__isnull=False, type__in=("text", "json")).order_by("-added_at", "-id")
    context = {"assessment": assessment, "place": "tools", "texts": list(texts[:_SHOWN])}
    return render(request, "procurement/model_documents.html", context)


@assessment_view(Permission.ASSESSMENT_EDIT)
def fill(request: HttpRequest, assessment: Assessment, evidence: uuid.UUID) -> HttpResponse:
    """Show what a document says beside what stands; take over what is ticked."""
    found = (
        Evidence.objects.of(assessment.organisation_id)
        .select_related("text")
        .filter(id=evidence)
        .first()
    )
    if found is None:
        raise Http404
    context = {"assessment": assessment, "place": "tools", "evidence": found}
    try:
        paper = _read(found)
    except Refused as refusal:
        context |= {"refusal": refusal}
        return render(request, "procurement/model_document.html", context)
    answered = Answered.of(assessment)
    may_edit = may_answer(request, assessment)
    posted = request.POST if request.method == "POST" and may_edit else None
    form = _form(answered, paper, posted)
    if (
        posted is not None
        and form.is_valid()
        and _taken_over(request, answered, found, paper, form)
    ):
        return redirect(Place(assessment).questions)
    if posted is not None:
        answered = Answered.of(assessment)
    lines = _lines(answered, paper, form.ticked)
    context |= {
        "paper": paper,
        "form": form,
        "lines": [line for line in lines if line.is_asked],
        "not_asked": [line for line in lines if not line.is_asked],
        "may_edit": may_edit,
    }
    return render(request, "procurement/model_document.html", context)


def _read(evidence: Evidence) -> ReadPaper:
    if evidence.text is None:
        raise Refused(
            "We can read no answers from this document.",
            what_to_do="Give a model card as text, a CycloneDX list in JSON, or a config.json.",
        )
    return read_paper(b"".join(files.read(evidence.text)).decode(), title=evidence.title)


def _form(answered: Answered, paper: ReadPaper, data: QueryDict | None) -> TakeOverForm:
    keys = [line.asked.id for line in _lines(answered, paper, ()) if line.is_asked]
    return TakeOverForm(data, keys=keys, versions={key: answered.version(key) for key in keys})


def _lines(answered: Answered, paper: ReadPaper, ticked: Sequence[str]) -> tuple[ProposalLine, ...]:
    """Return what fits the bank this assessment was opened under, in the order of asking."""
    bank = answered.library.bank
    lines = []
    for proposal in paper.proposals:
        asked = bank.by_id.get(proposal.key)
        if asked is None or not _fits(answered, proposal):
            continue
        latest = answered.latest(asked.id)
        lines.append(
            ProposalLine(
                asked,
                proposal,
                said_in_words(proposal.value, asked.id, bank),
                said_in_words(latest.value, asked.id, bank) if latest else "",
                latest,
                answered.facts.find(asked.id).state is not State.CANNOT_APPLY,
                asked.id in ticked,
            )
        )
    return tuple(sorted(lines, key=lambda line: bank.position[line.asked.id]))


def _fits(answered: Answered, proposal: Proposal) -> bool:
    """Return whether the bank takes the value; an older bank may lack an option."""
    try:
        parse_answers(answered.library.bank, {proposal.key: proposal.value})
    except Refused:
        return False
    return True


def _taken_over(
    request: HttpRequest,
    answered: Answered,
    evidence: Evidence,
    paper: ReadPaper,
    form: TakeOverForm,
) -> bool:
    """Return whether it was done; if not, the form says why, and stands on what is new."""
    seen = form.versions_seen
    proposals = {each.key: each for each in paper.proposals}
    taken = {
        key: TakenOver(proposals[key].value, "; ".join(proposals[key].found), seen.get(key, 0))
        for key in form.cleaned_data["take"]
    }
    try:
        written = fill_from_document(
            assessment=answered.assessment,
            bank=answered.library.bank,
            evidence=evidence,
            answers=taken,
            by=actor_of(request),
        )
    except AnsweredMeanwhile as meanwhile:
        asked = answered.library.bank.by_id[meanwhile.newer.key]
        form.add_error(
            "take", f"Somebody answered “{asked.text}” meanwhile. Look at both, and send it again"
        )
        _lay_over(form, answered.assessment)
        return False
    except Refused as refusal:
        form.add_refusal(None, in_a_summary(refusal))
        return False
    answers = "1 answer" if written == 1 else f"{written} answers"
    messages.success(request, f"{answers} taken over from “{evidence.title}”.")
    return True


def _lay_over(form: TakeOverForm, assessment: Assessment) -> None:
    """Let the form stand on the newest answers, so that sending it again is a choice."""
    now = Answered.of(assessment)
    keys = [key for key, _ in form.fields["take"].choices]  # type: ignore[attr-defined]
    form.stand_on(",".join(f"{key}:{now.version(key)}" for key in keys), take=form.ticked)
