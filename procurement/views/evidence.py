"""The library of documents: what there is, one of them, a new one, and its bytes."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from content.refusal import OutOfOrder, Refused
from organisations.access import actor_of, needs, role_of
from organisations.models import Organisation
from organisations.permissions import Permission
from organisations.roles import may
from pages.downloads import attachment
from procurement.actions.evidence import add_evidence, erase_evidence, review_evidence
from procurement.evidence_age import Age
from procurement.evidence_queries import age_of, evidence_in
from procurement.forms.answer_field import in_a_summary
from procurement.forms.evidence import EraseForm, EvidenceForm, ReviewForm
from procurement.lifecycle import Status
from procurement.models import AnswerEvidence, Assessment, Evidence, EvidenceKind, ReviewState
from procurement.queries import library_of
from procurement.views.place import Place
from procurement.wording.answers import question_in_words
from sandbox.documents import DOCUMENT_TYPES
from vault import files

_SHOWN = 20
NO_JAIL = (
    "This installation cannot look into files now, so nothing was kept. {why} Tell whoever runs it"
)


@dataclass(frozen=True, slots=True)
class UsedIn:
    """One answer that rests on a document."""

    words: str
    assessment: Assessment
    url: str
    place: str


@dataclass(frozen=True, slots=True)
class LibraryLine:
    """One document of the list."""

    evidence: Evidence
    age: Age
    used_in: tuple[Assessment, ...]
    answers: int

    @property
    def is_stale(self) -> bool:
        """Return whether its age must be said."""
        return self.age is not Age.CURRENT and self.evidence.erased_at is None


@needs(Permission.ASSESSMENT_VIEW)
def library(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """List the documents, the newest first."""
    lines = [_line(each) for each in evidence_in(organisation)]
    context = {
        "place": "evidence",
        "lines": [line for line in lines if line.evidence.erased_at is None],
        "erased": [line for line in lines if line.evidence.erased_at is not None],
        "may_edit": _may_edit(request),
    }
    return render(request, "procurement/evidence.html", context)


@needs(Permission.ASSESSMENT_EDIT)
def add(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Take a document in."""
    form = EvidenceForm()
    if request.method == "POST":
        form = EvidenceForm(request.POST, request.FILES)
        if form.is_valid():
            made = _added(request, organisation, form)
            if made is not None:
                return redirect("procurement:evidence_item", organisation.id, made.id)
    return render(request, "procurement/evidence_new.html", {"place": "evidence", "form": form})


@needs(Permission.ASSESSMENT_VIEW)
def item(request: HttpRequest, organisation: Organisation, evidence: uuid.UUID) -> HttpResponse:
    """Show one document; write down what somebody found in it."""
    found = _found(organisation, evidence)
    form = ReviewForm()
    if request.method == "POST":
        if not _may_edit(request):
            raise PermissionDenied
        form = ReviewForm(request.POST)
        if form.is_valid() and _reviewed(request, found, form):
            messages.success(request, "Your review is on the record.")
            return redirect("procurement:evidence_item", organisation.id, found.id)
    return render(request, "procurement/evidence_item.html", _item(request, found, form))


@needs(Permission.ASSESSMENT_EDIT)
def erase(request: HttpRequest, organisation: Organisation, evidence: uuid.UUID) -> HttpResponse:
    """Ask why, then remove the bytes for good."""
    found = _found(organisation, evidence)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_evidence(evidence=found, why=form.cleaned_data["why"], by=actor_of(request))
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
        else:
            messages.success(request, f"“{found.title}” is deleted.")
            return redirect("procurement:evidence", organisation.id)
    context = {"place": "evidence", "evidence": found, "form": form, "uses": used_in(found)}
    return render(request, "procurement/evidence_erase.html", context)


@needs(Permission.ASSESSMENT_VIEW)
def download(
    request: HttpRequest, organisation: Organisation, evidence: uuid.UUID
) -> HttpResponseBase:
    """Hand out the bytes as a file to keep."""
    found = _found(organisation, evidence)
    if found.file is None:
        raise Http404
    kind = DOCUMENT_TYPES[found.type].media_type
    return attachment(files.read(found.file), name=found.name, content_type=kind)


def used_in(evidence: Evidence) -> tuple[UsedIn, ...]:
    """Return the answers that rest on a document, each question once."""
    links = evidence.uses.select_related("answer__assessment__product").order_by("attached_at")
    found: dict[tuple[uuid.UUID, str], UsedIn] = {}
    for link in links:
        assessment, key = link.answer.assessment, link.answer.key
        words = question_in_words(key, library_of(assessment).bank)
        url = Place(assessment).question(key)
        found[assessment.id, key] = UsedIn(words, assessment, url, link.place)
    return tuple(found.values())


def not_kept(problem: OutOfOrder | Refused) -> str:
    """Return why a document was not kept, as it is written at its field."""
    if isinstance(problem, Refused):
        return in_a_summary(problem)
    return NO_JAIL.format(why=problem)


def _added(request: HttpRequest, organisation: Organisation, form: EvidenceForm) -> Evidence | None:
    file = form.cleaned_data["file"]
    try:
        taken = add_evidence(
            organisation=organisation,
            source=file,
            name=file.name or "",
            said=form.said,
            by=actor_of(request),
        )
    except (Refused, OutOfOrder) as problem:
        form.add_refusal("file", not_kept(problem))
        return None
    messages.success(request, " ".join([f"“{taken.evidence.title}” is in.", *taken.remarks]))
    return taken.evidence


def _reviewed(request: HttpRequest, evidence: Evidence, form: ReviewForm) -> bool:
    said = form.cleaned_data
    try:
        review_evidence(
            evidence=evidence,
            state=ReviewState(said["state"]),
            note=said["note"],
            by=actor_of(request),
        )
    except Refused as refusal:
        form.add_refusal(refusal.column, in_a_summary(refusal))
        return False
    return True


def _item(request: HttpRequest, evidence: Evidence, form: ReviewForm) -> dict[str, Any]:
    return {
        "place": "evidence",
        "evidence": evidence,
        "about": DOCUMENT_TYPES[evidence.type],
        "line": _line(evidence),
        "uses": used_in(evidence),
        "reviews": list(evidence.reviews.order_by("-at", "-id")),
        "may_edit": _may_edit(request),
        "form": form,
        "may_fill": _may_fill(evidence) if _may_edit(request) else [],
    }


def _may_fill(evidence: Evidence) -> list[Assessment]:
    """Return the open assessments whose answers the document may give, the newest first."""
    papers = (EvidenceKind.MODEL_CARD, EvidenceKind.PARTS_LIST)
    if evidence.text_id is None or (evidence.kind not in papers and evidence.type != "json"):
        return []
    rows = Assessment.objects.of(evidence.organisation_id).exclude(status=Status.CLOSED)
    return list(rows.select_related("product").order_by("-created_at")[:_SHOWN])


def _line(evidence: Evidence) -> LibraryLine:
    links: list[AnswerEvidence] = list(evidence.uses.all())
    assessments = {link.answer.assessment_id: link.answer.assessment for link in links}
    keys = {(link.answer.assessment_id, link.answer.key) for link in links}
    return LibraryLine(evidence, age_of(evidence), tuple(assessments.values()), len(keys))


def _found(organisation: Organisation, evidence: uuid.UUID) -> Evidence:
    rows = Evidence.objects.of(organisation).select_related("file")
    found = rows.filter(id=evidence).first()
    if found is None:
        raise Http404
    return found


def _may_edit(request: HttpRequest) -> bool:
    return may(role_of(request), Permission.ASSESSMENT_EDIT)
