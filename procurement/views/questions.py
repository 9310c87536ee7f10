"""All questions of an assessment: the parts with how far each is, and one part's answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from content.words import word
from organisations.models import User
from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.answered import Answered, last_answered_at
from procurement.asking_next import AskNext, ask_next
from procurement.askings import askings_of
from procurement.earlier import offered
from procurement.facts.fact import State
from procurement.facts.sources import Observation
from procurement.models import Assessment, WrittenAnswer
from procurement.questionnaire.schema import Question, Setting
from procurement.questionnaire.walk import Chapter, Progress
from procurement.questionnaire.worries import Share, Turn, turn_of
from procurement.views.course import Course, Order, course_of
from procurement.views.place import Place
from procurement.wording.answers import said_in_words, value_in_words
from procurement.wording.asking import NOT_ASKED, Asking, why_unanswered
from procurement.yearly import due_again

_NEWS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class PartLine:
    """One row of the list: a part, how far it is, and who has what of it still to answer."""

    part: Chapter
    url: str
    progress: Progress
    shares: tuple[tuple[str, Share], ...]
    is_next: bool


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question of a chapter, with what is said under it."""

    asked: Question | Setting
    url: str
    words: str | None
    answer: WrittenAnswer | None
    elsewhere: bool
    found: tuple[tuple[Observation, str], ...]
    disputed: bool
    silence: str = ""


@dataclass(frozen=True, slots=True)
class FirmLine:
    """What is asked of the firm itself and applies here: how many, how many answered, in a word."""

    asked: int
    done: int
    status: str

    @classmethod
    def of(cls, answered: Answered) -> "FirmLine":
        """Count it."""
        steps = answered.of_the_firm
        told = [answered.latest(step.key) for step in steps]
        days = [timezone.localtime(each.given_at).date() for each in told if each is not None]
        if days and timezone.localdate() >= due_again(min(days)):
            return cls(len(steps), len(days), "Time to look again")
        progress = Chapter("", "", "", steps).progress
        return cls(len(steps), len(days), word("chapter", progress.value))


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Questions of a part that the same people answer. `turn` is None for those of whoever looks."""

    turn: Turn | None
    lines: tuple[AnswerLine, ...]
    open: int


@assessment_view(Permission.ASSESSMENT_VIEW)
def questions(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show every part, how far it is, who has it, and where to go on."""
    answered = Answered.of(assessment)
    course = course_of(request, answered)
    shown = [part for part in course.parts if part.steps or part.waiting]
    following = (
        next((part for part in shown if course.own(part)), None) if course.may_edit else None
    )
    context = {
        "assessment": assessment,
        "place": "tools",
        "of_the_firm": FirmLine.of(answered),
        "earlier_answers": len(offered(answered)) if answered.open and course.may_edit else 0,
        "course": course,
        "by_worry": course.order is Order.WORRY,
        "lines": [
            PartLine(
                part,
                course.enter(part),
                course.progress(part),
                course.shares(part),
                part is following,
            )
            for part in shown
        ],
        "not_asked": [part for part in course.parts if part not in shown],
        "following": following,
        "start": course.enter(following) if following else None,
        "started": any(part.done for part in shown),
        "done": answered.done,
        "total": answered.done + len(answered.open),
        "open": len(answered.open),
        "maybe": sum(len(part.waiting) for part in shown),
        "shares": course.shares(*shown),
        "may_edit": course.may_edit,
        "ask_next": _ask_next(answered, course),
        **_news(request, answered),
    }
    return render(request, "procurement/questions.html", context)


@assessment_view(Permission.ASSESSMENT_VIEW)
def section(request: HttpRequest, assessment: Assessment, section: str) -> HttpResponse:
    """Show the answers of a part, what is still open and for whom, and what is not asked and why."""
    answered = Answered.of(assessment)
    course = course_of(request, answered)
    part = course.part(section)
    if part is None:
        raise Http404
    order = course.parts if part in course.parts else _other_order(course)
    later = order[order.index(part) + 1 :]
    following = next((each for each in later if each.steps), None)
    context = {
        "assessment": assessment,
        "place": "tools",
        "part": part,
        "groups": _groups(answered, course, part, askings_of(assessment)),
        "waiting": [(each, answered.waits_for(each.id)) for each in part.waiting],
        "tables": [_line(answered, table) for table in part.tables],
        "worked_out": [_line(answered, each) for each in part.worked_out],
        "left_out": [
            (left, answered.latest(left.question.id) is not None) for left in part.left_out
        ],
        "following": following,
        "next_url": course.enter(following) if following else "",
        "may_edit": course.may_edit,
        "shares": course.shares(part),
    }
    return render(request, "procurement/section.html", context)


def _other_order(course: Course) -> tuple[Chapter, ...]:
    worries = course.answered.worries
    return worries if course.order is Order.SECTION else course.answered.chapters


def _groups(
    answered: Answered, course: Course, part: Chapter, askings: Mapping[str, Asking]
) -> list[AnswerGroup]:
    """Return the answers of a part; where worries lead, with those of others on their own."""
    turns: Sequence[Turn | None] = (None,)
    if course.order is Order.WORRY and course.looking is not None:
        turns = (None, *(turn for turn in Turn if turn is not course.looking))

    def belongs(asked: Question | Setting, turn: Turn | None) -> bool:
        return len(turns) == 1 or turn_of(asked) is (turn or course.looking)

    groups = []
    for turn in turns:
        steps = [step for step in part.steps if belongs(step.asked, turn)]
        if steps:
            lines = tuple(_line(answered, step.asked, askings) for step in steps)
            groups.append(AnswerGroup(turn, lines, sum(not step.done for step in steps)))
    return groups


def _ask_next(answered: Answered, course: Course) -> AskNext | None:
    """Return what to ask next, once something is said and while rules wait."""
    if not course.may_edit:
        return None
    found = ask_next(answered)
    return found if found.questions else None


def _news(request: HttpRequest, answered: Answered) -> dict[str, Any]:
    """Return what others said since this person last did."""
    user = request.user
    last = last_answered_at(answered.assessment, user) if isinstance(user, User) else None
    news = answered.since(last) if last else ()
    return {
        "last": last,
        "news": [
            (each, asked) for each in news[:_NEWS_SHOWN] if (asked := answered.asked(each.key))
        ],
        "more_news": max(0, len(news) - _NEWS_SHOWN),
    }


def _line(
    answered: Answered, asked: Question | Setting, askings: Mapping[str, Asking] | None = None
) -> AnswerLine:
    bank, key = answered.library.bank, asked.id
    fact, answer = answered.facts.find(key), answered.latest(key)
    words = said_in_words(answer.value, key, bank) if answer else None
    elsewhere = answer is None and fact.state is State.KNOWN
    if elsewhere:
        words = "; ".join(value_in_words(value, asked) for value in fact.values)
    silence = ""
    if askings is not None and not words and asks_the_vendor(asked):
        silence = why_unanswered(askings.get(key, NOT_ASKED), timezone.localdate())
    return AnswerLine(
        answered.asked(key) or asked,
        Place(answered.assessment).question(key),
        words,
        answer,
        elsewhere,
        tuple((each, value_in_words(each.value, asked)) for each in answered.found(key)),
        disputed=len(fact.values) > 1,
        silence=silence,
    )


def asks_the_vendor(asked: Question | Setting) -> bool:
    """Return whether the vendor, and nobody else, answers this."""
    return isinstance(asked, Question) and asked.answered_by == "vendor"
