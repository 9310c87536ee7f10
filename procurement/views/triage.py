"""The first questions, page by page, and the answers to check before the outcome."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import Refused
from organisations.access import actor_of
from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.actions.answers import AnsweredMeanwhile
from procurement.actions.triage import answer_triage
from procurement.answered import Answered
from procurement.first_questions import open_page
from procurement.forms.answer_field import in_a_summary
from procurement.forms.triage import TriageForm, versions_of
from procurement.models import Assessment, WrittenAnswer
from procurement.triage.loader import load_triage
from procurement.triage.schema import Page
from procurement.views.place import Place, may_answer
from procurement.wording.answers import said_in_words


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """One of the first questions, what is said under it, and where to change it."""

    key: str
    text: str
    words: str
    answer: WrittenAnswer | None
    url: str


@assessment_view(Permission.ASSESSMENT_VIEW)
def triage(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show the answers to the first questions, to check them."""
    answered, place = Answered.of(assessment), Place(assessment)
    missing = open_page(answered)
    may_edit = may_answer(request, assessment)
    context = {
        "assessment": assessment,
        "place": "tools",
        "lines": first_answers(answered),
        "missing": missing,
        "next": place.to("procurement:triage_page", number=missing)
        if missing
        else place.to("procurement:triage_outcome"),
        "may_edit": may_edit,
    }
    return render(request, "procurement/triage.html", context)


@assessment_view(Permission.ASSESSMENT_EDIT)
def triage_page(request: HttpRequest, assessment: Assessment, number: int) -> HttpResponse:
    """Ask one question or a tight group; save what is posted and go to the next one."""
    pages = load_triage().pages
    if not 1 <= number <= len(pages):
        raise Http404
    answered = Answered.of(assessment)
    form = _form(request, answered, pages[number - 1])
    if request.method == "POST" and form.is_valid() and _saved(request, answered, form):
        following = open_page(Answered.of(assessment), after=number)
        place = Place(assessment)
        if following is None:
            return redirect(place.to("procurement:triage"))
        return redirect(place.to("procurement:triage_page", number=following))
    return _page(request, answered, number, form)


def first_answers(answered: Answered) -> list[FirstAnswer]:
    """Return the first questions in order, with what is said under each."""
    found, content, bank = [], load_triage(), answered.library.bank
    for key in content.keys:
        asked, answer = answered.asked(key), answered.latest(key)
        if asked is None:
            continue
        wording = content.asked_as.get(key)
        words = answer.words or said_in_words(answer.value, key, bank) if answer else ""
        url = Place(answered.assessment).to("procurement:triage_page", number=content.page_of[key])
        found.append(FirstAnswer(key, wording.text if wording else asked.text, words, answer, url))
    return found


def _latest(answered: Answered) -> dict[str, WrittenAnswer]:
    return {key: versions[-1] for key, versions in answered.versions.items()}


def _form(request: HttpRequest, answered: Answered, page: Page) -> TriageForm:
    data = request.POST if request.method == "POST" else None
    bank, latest = answered.library.bank, _latest(answered)
    return TriageForm(page, load_triage(), bank, latest=latest, data=data)


def _saved(request: HttpRequest, answered: Answered, form: TriageForm) -> bool:
    """Return whether the page was saved; if not, the form says why and keeps what was typed."""
    try:
        answer_triage(
            assessment=answered.assessment,
            told=form.told,
            based_on=form.based_on,
            by=actor_of(request),
        )
    except AnsweredMeanwhile as meanwhile:
        newer, bank = meanwhile.newer, answered.library.bank
        said = newer.words or said_in_words(newer.value, newer.key, bank)
        form.add_error(
            newer.key,
            f"{newer.given_by} answered “{said}” while you did. "
            "To use what stands here instead, press Continue again",
        )
        form.stand_on(versions_of(_latest(Answered.of(answered.assessment)), form.keys))
        return False
    except Refused as refusal:
        form.add_refusal(None, in_a_summary(refusal))
        return False
    return True


def _page(request: HttpRequest, answered: Answered, number: int, form: TriageForm) -> HttpResponse:
    content, place = load_triage(), Place(answered.assessment)
    before = place.to("procurement:triage_page", number=number - 1)
    helps = [asked.help for key in form.keys if (asked := answered.asked(key)) and asked.help]
    context = {
        "assessment": answered.assessment,
        "place": "tools",
        "page": content.pages[number - 1],
        "number": number,
        "of": len(content.pages),
        "form": form,
        "fields": [form[key] for key in form.keys],
        "alone": len(form.keys) == 1,
        "helps": helps,
        "back": before if number > 1 else place.to("desk:assessment"),
        "skip": place.questions,
    }
    return render(request, "procurement/triage_page.html", context)
