"""One question a page, or one tight group: read it, answer it, go on."""

from collections.abc import Collection, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from content.refusal import Refused
from content.words import word
from organisations.access import actor_of, role_of
from organisations.permissions import Permission
from organisations.queries import people_who_are
from organisations.roles import Role
from pages.templatetags.wording import moment
from procurement.access import assessment_view
from procurement.actions.answers import AnsweredMeanwhile, Told, answer_question
from procurement.answered import Answered
from procurement.forms.answer_field import in_a_summary
from procurement.forms.answer_forms import AnswerForm, AnswerForms, prefix_of
from procurement.forms.answers import QuestionForm, SettingForm
from procurement.models import Assessment, WrittenAnswer
from procurement.queries import notes_on
from procurement.questionnaire.reading_time import minutes
from procurement.questionnaire.schema import Question, Setting
from procurement.questionnaire.sharing import sharing_a_page
from procurement.views.asking import Asking, Meanwhile, Spoken, asking, rows_of
from procurement.views.course import course_of
from procurement.views.place import (
    Place,
    may_answer,
    refuse_readers,
    say_saved,
    say_what_was_set_aside,
)
from procurement.wording.answers import row_in_words, said_in_words

Asked = Question | Setting
SPECIALISTS = (Role.ADVISER, Role.COMPLIANCE_LEAD)


@assessment_view(Permission.ASSESSMENT_VIEW)
def question(request: HttpRequest, assessment: Assessment, key: str) -> HttpResponse:
    """Show a question, or the group it stands in; save what is posted and go to the next page."""
    answered = Answered.of(assessment)
    if answered.asked(key) is None:
        raise Http404
    keys = sharing_a_page(answered.library.bank, answered.chapter_with(key), key)
    asked = [each for each in map(answered.asked, keys) if each is not None]
    if request.method == "POST":
        return _save(request, answered, asked)
    forms = _forms(request, answered, asked) if may_answer(request, assessment) else None
    return _page(request, answered, asked, forms)


def _forms(
    request: HttpRequest,
    answered: Answered,
    asked: list[Asked],
    *,
    data: Any = None,
    unread: Collection[str] = (),
) -> AnswerForms:
    """Return the forms of a page; those left `unread` stand as the answers on file."""
    shared, forms = len(asked) > 1, {}
    for each in asked:
        said: dict[str, Any] = {
            "person": actor_of(request).name,
            "latest": answered.latest(each.id),
            "data": None if each.id in unread else data,
            "prefix": prefix_of(each.id, shared),
        }
        forms[each.id] = _form(answered, each, shared, said)
    return AnswerForms(forms, unread=frozenset(unread))


def _form(answered: Answered, asked: Asked, shared: bool, said: dict[str, Any]) -> AnswerForm:
    if isinstance(asked, Setting):
        return SettingForm(asked, **said)
    # Beside others, one that may turn out not to apply need not be answered.
    waiting = shared and asked in answered.chapter_with(asked.id).waiting
    return QuestionForm(asked, answered.library.bank, optional=waiting, **said)


def _save(request: HttpRequest, answered: Answered, asked: list[Asked]) -> HttpResponse:
    refuse_readers(request)
    place, stop = Place(answered.assessment), "stop" in request.POST
    kept = {each.id for each in asked if f"{each.id}-keep" in request.POST}
    forms = _forms(request, answered, asked, data=request.POST, unread=kept)
    if stop:
        # Who stops leaves empty what they do not know yet.
        blank = {key for key, form in forms.read.items() if form.is_blank}
        forms = _forms(request, answered, asked, data=request.POST, unread=kept | blank)
    if not forms.is_valid():
        return _page(request, answered, asked, forms)
    told = {key: form.told for key, form in forms.read.items()}
    meanwhile: dict[str, Meanwhile] = {}
    written = refused = False
    for key, said in told.items():
        if said is None:
            continue
        try:
            written |= _write(request, answered, key, said, forms.forms[key].based_on_version)
        except AnsweredMeanwhile as other:
            meanwhile[key] = _both(answered, key, other.newer, said)
        except Refused as refusal:
            forms.forms[key].add_refusal(None, in_a_summary(refusal))
            refused = True
            break
    if refused:
        return _page(request, answered, asked, forms)
    after = Answered.of(answered.assessment)
    if meanwhile:
        # The other questions of the page are settled: they stand as they are on file by now.
        settled = {each.id for each in asked} - meanwhile.keys()
        data = _on_the_newest(request.POST.copy(), forms, meanwhile)
        forms = _forms(request, after, asked, data=data, unread=settled)
        _say_who_was_first(forms, meanwhile)
        return _page(request, after, asked, forms, meanwhile=meanwhile)
    if any(told.values()):
        say_saved(request, written=written)
    say_what_was_set_aside(request, answered, after)
    return redirect(place.questions if stop else course_of(request, after).after(asked[0].id))


def _write(request: HttpRequest, answered: Answered, key: str, told: Told, based_on: int) -> bool:
    return answer_question(
        assessment=answered.assessment,
        bank=answered.library.bank,
        key=key,
        told=told,
        based_on=based_on,
        by=actor_of(request),
    )


def _both(answered: Answered, key: str, newer: WrittenAnswer, mine: Told) -> Meanwhile:
    bank = answered.library.bank
    theirs = Spoken(newer, said_in_words(newer.value, key, bank))
    return Meanwhile(theirs, said_in_words(mine.value, key, bank), mine.words)


def _on_the_newest(
    data: QueryDict, forms: AnswerForms, meanwhile: Mapping[str, Meanwhile]
) -> QueryDict:
    """Let what was sent stand on the newer answers, so that sending it again is a choice."""
    for key, other in meanwhile.items():
        data[forms.forms[key].add_prefix("based_on")] = str(other.theirs.answer.version)
    return data


def _say_who_was_first(forms: AnswerForms, meanwhile: Mapping[str, Meanwhile]) -> None:
    for key, other in meanwhile.items():
        at, form = moment(other.theirs.answer.given_at), forms.forms[key]
        problem = f"Somebody answered this on {at}, while you did. Choose which answer holds"
        named = f"{form.asked.text} {problem}" if len(forms.forms) > 1 else problem
        form.add_error("answer", named)


def _page(
    request: HttpRequest,
    answered: Answered,
    asked: list[Asked],
    forms: AnswerForms | None,
    *,
    meanwhile: Mapping[str, Meanwhile] | None = None,
) -> HttpResponse:
    keys = [each.id for each in asked]
    course = course_of(request, answered)
    place, chapter = Place(answered.assessment), course.part_with(keys[0])
    notes = notes_on(answered.assessment, keys)
    may_edit = may_answer(request, answered.assessment)
    shown = [
        asking(
            answered,
            each,
            forms.forms[each.id] if forms else None,
            notes,
            may_edit=may_edit,
            meanwhile=(meanwhile or {}).get(each.id),
        )
        for each in asked
    ]
    first = shown[0]
    numbers = [number for key in keys if (number := chapter.place_of(key))]
    context = {
        "assessment": answered.assessment,
        "place": "tools",
        "shown": shown,
        "each": first,
        "title": _title(asked),
        "chapter": chapter,
        "numbers": sorted({numbers[0], numbers[-1]}) if numbers else [],
        "minutes": minutes(course.own(chapter)),
        "form": forms,
        "next": course.after(keys[-1]),
        "may_edit": may_edit,
        "of_the_firm": keys[0] in answered.library.bank.of_the_firm,
        "back": place.questions,
    }
    if len(shown) > 1:
        return render(request, "procurement/question_group.html", context)
    context |= _left_to_specialists(request, answered.assessment, first)
    if first.is_table:
        context |= _rows(answered, keys[0])
    return render(request, "procurement/question.html", context)


def _title(asked: list[Asked]) -> str:
    first = asked[0]
    if len(asked) > 1 and isinstance(first, Question) and first.group:
        return word("question_group", first.group)
    return first.text


def _left_to_specialists(
    request: HttpRequest, assessment: Assessment, shown: Asking
) -> dict[str, Any]:
    """Offer an owner to leave a specialist's question that nobody has answered yet."""
    asked = shown.asked
    if not (isinstance(asked, Question) and asked.specialist and shown.form):
        return {}
    if shown.now or shown.elsewhere or role_of(request) in SPECIALISTS:
        return {}
    people = people_who_are(SPECIALISTS, assessment.organisation_id)
    return {"for_specialist": True, "specialists": people}


def _rows(answered: Answered, key: str) -> dict[str, Any]:
    place = Place(answered.assessment)
    return {
        "rows": [
            (number, row_in_words(row, key, answered.library.bank), place.row(key, number))
            for number, row in enumerate(rows_of(answered, key), start=1)
        ],
        "add_row": place.row(key),
        "version": answered.version(key),
    }
