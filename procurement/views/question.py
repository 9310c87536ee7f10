"""One question a page: read it, answer it, go on."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from content.refusal import Refused
from organisations.access import actor_of
from organisations.permissions import Permission
from pages.templatetags.wording import moment
from procurement.access import assessment_view
from procurement.actions.answers import AnsweredMeanwhile, answer_question
from procurement.answered import Answered
from procurement.facts.fact import State
from procurement.forms.answer_field import AnswerField, in_a_summary
from procurement.forms.answers import QuestionForm, SettingForm
from procurement.models import Assessment, WrittenAnswer
from procurement.questionnaire.reading_time import minutes
from procurement.questionnaire.schema import Question, Setting
from procurement.views.place import (
    Place,
    may_answer,
    next_page,
    refuse_readers,
    say_what_was_set_aside,
)
from procurement.views.proof import proof_of
from procurement.wording.answers import row_in_words, said_in_words, value_in_words

Form = QuestionForm | SettingForm


@assessment_view(Permission.ASSESSMENT_VIEW)
def question(request: HttpRequest, assessment: Assessment, key: str) -> HttpResponse:
    """Show a question; save what is posted and go to the next one."""
    answered = Answered.of(assessment)
    asked = answered.asked(key)
    if asked is None:
        raise Http404
    if request.method == "POST":
        return _save(request, answered, asked)
    form = _form(request, answered, asked) if may_answer(request, assessment) else None
    return _page(request, answered, asked, form)


def _form(
    request: HttpRequest, answered: Answered, asked: Question | Setting, *, data: Any = None
) -> Form:
    person = actor_of(request).name
    latest = answered.latest(asked.id)
    if isinstance(asked, Setting):
        return SettingForm(asked, person=person, latest=latest, data=data)
    return QuestionForm(asked, answered.library.bank, person=person, latest=latest, data=data)


def _save(request: HttpRequest, answered: Answered, asked: Question | Setting) -> HttpResponse:
    refuse_readers(request)
    place = Place(answered.assessment)
    stop = "stop" in request.POST
    form = _form(request, answered, asked, data=request.POST)
    field = form.fields["answer"]
    assert isinstance(field, AnswerField)  # noqa: S101 -- both forms are made with one
    if stop and field.is_empty(form["answer"].data):
        return redirect(place.questions)
    newer: WrittenAnswer | None = None
    mine: object = None
    if form.is_valid():
        if form.cleaned_data["answer"] is None:
            # A table without rows, left as it is.
            return redirect(place.questions if stop else next_page(answered, asked.id))
        try:
            answer_question(
                assessment=answered.assessment,
                bank=answered.library.bank,
                key=asked.id,
                told=form.told,
                based_on=form.based_on_version,
                by=actor_of(request),
            )
        except AnsweredMeanwhile as meanwhile:
            newer, mine = meanwhile.newer, form.told.value
            _lay_over(form, newer, request.POST.copy())
        except Refused as refusal:
            form.add_refusal(None, in_a_summary(refusal))
        else:
            after = Answered.of(answered.assessment)
            say_what_was_set_aside(request, answered, after)
            return redirect(place.questions if stop else next_page(after, asked.id))
    return _page(request, answered, asked, form, newer=newer, mine=mine)


def _lay_over(form: Form, newer: WrittenAnswer, data: QueryDict) -> None:
    """Let the form stand on the newer answer, so that sending it again is a choice."""
    at = timezone.localtime(newer.given_at)
    form.add_error(
        "answer",
        f"Somebody answered this on {moment(at)}, while you did. Choose which answer holds",
    )
    data["based_on"] = str(newer.version)
    form.data = data


def _page(
    request: HttpRequest,
    answered: Answered,
    asked: Question | Setting,
    form: Form | None,
    *,
    newer: WrittenAnswer | None = None,
    mine: object = None,
) -> HttpResponse:
    key, bank = asked.id, answered.library.bank
    place, chapter = Place(answered.assessment), answered.chapter_with(key)
    fact = answered.facts.find(key)
    told = [(each, said_in_words(each.value, key, bank)) for each in answered.versions.get(key, ())]
    left_out = next((left for left in chapter.left_out if left.question.id == key), None)
    hidden = fact.state is State.CANNOT_APPLY
    elsewhere = ""
    if not told and fact.standing:
        elsewhere = "; ".join(value_in_words(value, asked) for value in fact.values)
    context = {
        "assessment": answered.assessment,
        "place": "tools",
        "asked": asked,
        "is_question": isinstance(asked, Question),
        "of_the_firm": key in bank.of_the_firm,
        "is_table": isinstance(asked, Question) and asked.type == "rows",
        "chapter": chapter,
        "number": chapter.place_of(key),
        "minutes": minutes(chapter.open),
        "form": None if hidden else form,
        "hidden": hidden,
        "left_out": left_out,
        "earlier": list(reversed(told)),
        "now": told[-1] if told else None,
        "elsewhere": elsewhere,
        "found": [(each, value_in_words(each.value, asked)) for each in answered.found(key)],
        "rules": answered.rules_behind(key),
        "newer": (newer, said_in_words(newer.value, key, bank)) if newer else None,
        "mine": said_in_words(mine, key, bank) if newer else "",
        "next": next_page(answered, key),
        "open_fold": bool(form and form.errors.keys() & {"given_by", "as_of"}),
        "may_edit": may_answer(request, answered.assessment),
        "proof": proof_of(answered, asked, may_edit=may_answer(request, answered.assessment))
        if isinstance(asked, Question) and key not in bank.of_the_firm
        else None,
        "back": place.questions,
    }
    if context["is_table"]:
        context |= _rows(answered, key)
    return render(request, "procurement/question.html", context)


def _rows(answered: Answered, key: str) -> dict[str, Any]:
    latest, place = answered.latest(key), Place(answered.assessment)
    said = latest.value if latest and isinstance(latest.value, list) else []
    return {
        "rows": [
            (number, row_in_words(row, key, answered.library.bank), place.row(key, number))
            for number, row in enumerate(said, start=1)
        ],
        "add_row": place.row(key),
        "version": answered.version(key),
    }
