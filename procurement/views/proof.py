"""The proof of one answer: the documents it rests on, and another one for it."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from content.refusal import OutOfOrder, Refused
from organisations.access import actor_of
from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.actions.answers import AnsweredMeanwhile
from procurement.actions.evidence import SaidOfEvidence, add_evidence
from procurement.actions.proofs import attach, detach
from procurement.answered import Answered
from procurement.evidence_queries import EvidenceUse, evidence_for
from procurement.forms.answer_field import in_a_summary
from procurement.forms.evidence import ProofForm
from procurement.models import AnswerEvidence, Assessment, Evidence, EvidenceKind
from procurement.questionnaire.schema import Question
from procurement.views.evidence import not_kept
from procurement.views.place import Place, may_answer
from procurement.wording.answers import said_in_words

LIBRARY_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Proof:
    """What `procurement/_proof.html` shows under a question.

    `takes_documents` says that the question itself asks for one; `expected` that an answer without
    one counts as unproven.
    """

    uses: tuple[EvidenceUse, ...]
    url: str
    answered: bool
    takes_documents: bool
    expected: bool
    may_edit: bool

    @property
    def now(self) -> tuple[EvidenceUse, ...]:
        """Return the documents under the answer that counts."""
        return tuple(use for use in self.uses if use.is_newest)

    @property
    def before(self) -> tuple[EvidenceUse, ...]:
        """Return the documents under earlier answers that are not under the newest."""
        held = {use.evidence.id for use in self.now}
        return tuple(
            {
                use.evidence.id: use
                for use in self.uses
                if not use.is_newest and use.evidence.id not in held
            }.values()
        )


def proof_of(answered: Answered, question: Question, *, may_edit: bool) -> Proof:
    """Return the proof of one question as its page shows it; one query."""
    key = question.id
    return Proof(
        uses=evidence_for(answered.assessment, key, version=answered.version(key)),
        url=Place(answered.assessment).to("procurement:proof", key=key),
        answered=answered.latest(key) is not None,
        takes_documents=question.type == "file",
        expected=question.evidence == "expected",
        may_edit=may_edit,
    )


@assessment_view(Permission.ASSESSMENT_EDIT)
def proof(request: HttpRequest, assessment: Assessment, key: str) -> HttpResponse:
    """Show the documents of one answer, and let it rest on another."""
    answered = Answered.of(assessment)
    question = answered.library.bank.by_id.get(key)
    if question is None or key in answered.library.bank.of_the_firm:
        raise Http404
    shown = proof_of(answered, question, may_edit=may_answer(request, assessment))
    form: ProofForm | None = None
    if shown.may_edit and (shown.answered or shown.takes_documents):
        form = _form(request, answered, key)
        if request.method == "POST" and form.is_valid() and _attached(request, answered, key, form):
            return redirect(Place(assessment).question(key))
    latest = answered.latest(key)
    said = said_in_words(latest.value, key, answered.library.bank) if latest else ""
    context = {
        "assessment": assessment,
        "place": "tools",
        "asked": question,
        "proof": shown,
        "form": form,
        "answer": (latest, said) if latest else None,
        "back": Place(assessment).question(key),
    }
    return render(request, "procurement/proof.html", context)


@assessment_view(Permission.ASSESSMENT_EDIT)
@require_POST
def remove(request: HttpRequest, assessment: Assessment, key: str, link: uuid.UUID) -> HttpResponse:
    """Take a document off an answer."""
    rows = AnswerEvidence.objects.of(assessment.organisation_id)
    rows = rows.select_related("answer__assessment", "evidence")
    found = rows.filter(id=link, answer__assessment=assessment, answer__key=key).first()
    if found is None:
        raise Http404
    try:
        detach(link=found, bank=Answered.of(assessment).library.bank, by=actor_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"“{found.evidence.title}” no longer proves this answer.")
    return redirect(Place(assessment).to("procurement:proof", key=key))


def _form(request: HttpRequest, answered: Answered, key: str) -> ProofForm:
    rows = Evidence.objects.of(answered.assessment.organisation_id).filter(erased_at__isnull=True)
    library = list(rows.order_by("-added_at", "-id")[:LIBRARY_SHOWN])
    if request.method == "POST":
        return ProofForm(request.POST, request.FILES, library=library)
    return ProofForm(library=library, initial={"based_on": answered.version(key)})


def _attached(request: HttpRequest, answered: Answered, key: str, form: ProofForm) -> bool:
    evidence = form.chosen or _taken_in(request, answered.assessment, form)
    if evidence is None:
        return False
    said = form.cleaned_data
    try:
        attach(
            assessment=answered.assessment,
            bank=answered.library.bank,
            key=key,
            evidence=evidence,
            place=said["place"],
            says_so=said["says_so"],
            based_on=said["based_on"] or 0,
            by=actor_of(request),
        )
    except AnsweredMeanwhile:
        form.add_refusal(
            None, "Somebody answered this while you did. Go back, look at it, and attach it again"
        )
        return False
    except Refused as refusal:
        form.add_refusal(None, in_a_summary(refusal))
        return False
    messages.success(request, f"The answer now rests on “{evidence.title}”.")
    return True


def _taken_in(request: HttpRequest, assessment: Assessment, form: ProofForm) -> Evidence | None:
    file = form.cleaned_data["file"]
    try:
        taken = add_evidence(
            organisation=assessment.organisation,
            source=file,
            name=file.name or "",
            said=SaidOfEvidence(EvidenceKind(form.cleaned_data["kind"])),
            by=actor_of(request),
        )
    except (Refused, OutOfOrder) as problem:
        form.add_refusal("file", not_kept(problem))
        return None
    for remark in taken.remarks:
        messages.info(request, remark)
    return taken.evidence
