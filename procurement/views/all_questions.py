"""Every open question on one page, for those who would rather see all: one form, one Save."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from content.refusal import Refused
from organisations.access import actor_of
from organisations.permissions import Permission
from pages.templatetags.wording import counted
from procurement.access import assessment_view
from procurement.actions.answers_together import answer_together
from procurement.answered import Answered
from procurement.forms.answer_field import in_a_summary
from procurement.forms.many_answers import Asked, asked_together
from procurement.models import Assessment
from procurement.questionnaire.schema import Question, Setting
from procurement.questionnaire.walk import Chapter
from procurement.questionnaire.worries import Turn, turn_of
from procurement.views.course import Course, course_of
from procurement.views.place import Place, refuse_readers, say_what_was_set_aside


@dataclass(frozen=True, slots=True)
class PartOfPage:
    """The open questions of one part; each with who is to answer it, where that is somebody else."""

    part: Chapter
    asked: tuple[tuple[Asked, str], ...]


@assessment_view(Permission.ASSESSMENT_VIEW)
def all_questions(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show the open questions, of one part with `?part=`; save those that are filled in."""
    answered = Answered.of(assessment)
    course = course_of(request, answered)
    only = request.GET.get("part", "")
    if only and course.part(only) is None:
        raise Http404
    if request.method == "POST":
        return _save(request, answered, course, only)
    forms = asked_together(_open(course, only), answered, person=actor_of(request).name)
    return _page(request, course, only, forms)


def _open(course: Course, only: str) -> list[Question | Setting]:
    return [each for part in _parts(course, only) for each in part.open]


def _parts(course: Course, only: str) -> tuple[Chapter, ...]:
    chosen = course.part(only)
    return (chosen,) if chosen else course.parts


def _save(request: HttpRequest, answered: Answered, course: Course, only: str) -> HttpResponse:
    refuse_readers(request)
    person = actor_of(request).name
    # What was sent may name a question that somebody else answered since, or that went away.
    sent = [each for each in _every(answered) if f"{each.id}-based_on" in request.POST]
    forms = asked_together(sent, answered, person=person, data=request.POST)
    filled = [each for each in forms if each.filled]
    told = {each.asked.id: said for each in filled if (said := each.told) is not None}
    try:
        done = answer_together(
            assessment=answered.assessment,
            bank=answered.library.bank,
            told=told,
            based_on={each.asked.id: each.based_on for each in filled if each.told},
            by=actor_of(request),
        )
    except Refused as refusal:
        return _page(request, course, only, forms, refused=in_a_summary(refusal))
    after = Answered.of(answered.assessment)
    for each in filled:
        if each.asked.id in done.newer:
            each.meet(done.newer[each.asked.id], after)
    say_what_was_set_aside(request, answered, after)
    _say_how_many(request, len(done.written), nothing=not filled)
    wrong = [each for each in filled if each.form.errors]
    course = course_of(request, after)
    if not wrong:
        place = Place(answered.assessment)
        if not _open(course, only):
            return redirect(place.section(only) if only else place.questions)
        query = f"?{urlencode({'part': only})}" if only else ""
        return redirect(place.to("procurement:all_questions") + query)
    return _page(request, course, only, _still(course, only, wrong, person))


def _still(course: Course, only: str, wrong: list[Asked], person: str) -> list[Asked]:
    """Return what is open now, with those that were not taken as they were typed."""
    kept = {each.asked.id: each for each in wrong}
    fresh = asked_together(
        [each for each in _open(course, only) if each.id not in kept],
        course.answered,
        person=person,
    )
    by_key = kept | {each.asked.id: each for each in fresh}
    order = [each.id for each in _every(course.answered)]
    return sorted(by_key.values(), key=lambda each: order.index(each.asked.id))


def _every(answered: Answered) -> list[Question | Setting]:
    bank = answered.library.bank
    return [*bank.settings, *(each for each in bank.questions if each.type != "rows")]


def _say_how_many(request: HttpRequest, written: int, *, nothing: bool) -> None:
    if written:
        messages.success(request, f"{counted(written, 'answer,answers')} saved.")
    elif nothing:
        messages.info(request, "Nothing was filled in, so nothing was saved.")


def _page(
    request: HttpRequest, course: Course, only: str, forms: list[Asked], *, refused: str = ""
) -> HttpResponse:
    by_key = {each.asked.id: each for each in forms}
    parts = []
    for part in _parts(course, only):
        here = [by_key[step.key] for step in part.steps if step.key in by_key]
        if here:
            parts.append(PartOfPage(part, tuple((each, _other(course, each)) for each in here)))
    shown = {each.asked.id for part in parts for each, _ in part.asked}
    gone = [each for each in forms if each.asked.id not in shown and each.form.errors]
    context: dict[str, Any] = {
        "assessment": course.answered.assessment,
        "place": "tools",
        "only": course.part(only),
        "parts": parts,
        "gone": gone,
        "wrong": [each for part in parts for each, _ in part.asked if each.form.errors],
        "refused": refused,
        "count": sum(len(part.asked) for part in parts),
        "shares": course.shares(*_parts(course, only)),
        "may_edit": course.may_edit,
    }
    return render(request, "procurement/all_questions.html", context)


def _other(course: Course, each: Asked) -> str:
    turn = turn_of(each.asked)
    return "" if turn in (course.looking, Turn.OWNER) else course.who(turn)
