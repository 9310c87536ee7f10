"""Answer for a vendor who was not asked, or does not answer: from what it says in public."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import OutOfOrder, Refused
from organisations.access import actor_of
from organisations.permissions import Permission
from pages.templatetags.wording import counted
from procurement.access import assessment_view
from procurement.actions.answers import AnsweredMeanwhile
from procurement.actions.evidence import SaidOfEvidence, add_evidence
from procurement.actions.public_documents import answer_from_public_page
from procurement.answered import Answered
from procurement.forms.answer_field import in_a_summary
from procurement.forms.public_place import PublicPlaceForm, version_name
from procurement.models import Assessment, Door, Evidence, EvidenceKind
from procurement.public_places.loader import load_places
from procurement.public_places.schema import PublicPlace
from procurement.questionnaire.schema import Question
from procurement.views.evidence import not_kept
from procurement.views.place import Place, may_answer, say_if_closed

_MEANWHILE = "Somebody answered this meanwhile, so it is not asked here any more"


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place to look: how many questions are open there, and how many it has answered."""

    place: PublicPlace
    url: str
    open: int
    found: int


@assessment_view(Permission.ASSESSMENT_EDIT)
def places(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """List the places to look, with how many open questions each may answer."""
    answered, listed = Answered.of(assessment), load_places()
    lines = [_line(answered, place) for place in listed.places]
    ask = {question.id for question in _open(answered, listed.seldom_public)}
    context = {
        "assessment": assessment,
        "place": "tools",
        "lines": lines,
        "following": next((line for line in lines if line.open), None),
        "open": sum(line.open for line in lines),
        "seldom": len(ask),
        "may_edit": may_answer(request, assessment),
    }
    return render(request, "procurement/public_places.html", context)


@assessment_view(Permission.ASSESSMENT_EDIT)
def place(request: HttpRequest, assessment: Assessment, place: str) -> HttpResponse:
    """Ask what one public page says; save it and go back to the list."""
    here = load_places().named(place)
    if here is None:
        raise Http404
    answered = Answered.of(assessment)
    form = _form(answered, here)
    if request.method == "POST":
        form = _form(answered, here, request)
        say_if_closed(form, assessment)
        if form.is_valid() and _saved(request, assessment, here, form):
            return redirect(Place(assessment).to("procurement:public_places"))
    context = {
        "assessment": assessment,
        "place": "tools",
        "here": here,
        "form": form,
        "questions": [
            (each, form[each.id], form[version_name(each.id)]) for each in form.questions
        ],
        "may_edit": may_answer(request, assessment),
    }
    return render(request, "procurement/public_place.html", context)


def _form(
    answered: Answered, here: PublicPlace, request: HttpRequest | None = None
) -> PublicPlaceForm:
    questions = _open(answered, here.questions)
    versions = {question.id: answered.version(question.id) for question in questions}
    sent = {"data": request.POST, "files": request.FILES} if request else {}
    return PublicPlaceForm(questions, answered.library.bank, versions=versions, **sent)


def _saved(
    request: HttpRequest, assessment: Assessment, here: PublicPlace, form: PublicPlaceForm
) -> bool:
    copy, file = None, form.cleaned_data["copy"]
    if file is not None:
        copy = _taken_in(request, assessment, here, form)
        if copy is None:
            return False
    try:
        written = answer_from_public_page(
            assessment=assessment,
            place=here,
            page=form.page,
            answers=form.answers,
            based_on=form.based_on,
            by=actor_of(request),
            copy=copy,
        )
    except AnsweredMeanwhile as meanwhile:
        form.add_error(meanwhile.newer.key, _MEANWHILE)
        return False
    except Refused as refusal:
        form.add_refusal(None, in_a_summary(refusal))
        return False
    messages.success(request, f"Saved {counted(written, 'answer,answers')}, {here.said_on}.")
    return True


def _taken_in(
    request: HttpRequest, assessment: Assessment, here: PublicPlace, form: PublicPlaceForm
) -> Evidence | None:
    """Take the saved copy into the library; say why not at its field."""
    page, file = form.page, form.cleaned_data["copy"]
    try:
        taken = add_evidence(
            organisation=assessment.organisation,
            source=file,
            name=file.name or "",
            said=SaidOfEvidence(
                EvidenceKind.WEB_PAGE,
                title=f"{assessment.product.vendor}: {here.title}",
                seen_on=page.seen_on,
                web_address=page.address,
            ),
            by=actor_of(request),
        )
    except (Refused, OutOfOrder) as problem:
        form.add_refusal("copy", not_kept(problem))
        return None
    for remark in taken.remarks:
        messages.info(request, remark)
    return taken.evidence


def _line(answered: Answered, here: PublicPlace) -> PlaceLine:
    latest = [answered.latest(key) for key in here.questions]
    return PlaceLine(
        here,
        Place(answered.assessment).to("procurement:public_place", place=here.id),
        len(_open(answered, here.questions)),
        sum(each is not None and each.door == Door.PUBLIC_DOCUMENT for each in latest),
    )


def _open(answered: Answered, keys: tuple[str, ...]) -> list[Question]:
    """Return those of the questions that are asked and not answered, in the order of asking."""
    return [each for each in answered.open if isinstance(each, Question) and each.id in keys]
