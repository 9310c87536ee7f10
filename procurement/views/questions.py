"""All questions of an assessment: the chapters with how far each is, and a chapter's answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from content.words import word
from organisations.models import User
from organisations.permissions import Permission
from procurement.access import assessment_view
from procurement.answered import Answered, last_answered_at
from procurement.askings import askings_of
from procurement.earlier import offered
from procurement.facts.fact import State
from procurement.facts.sources import Observation
from procurement.models import Assessment, WrittenAnswer
from procurement.questionnaire.reading_time import minutes
from procurement.questionnaire.schema import Question, Setting
from procurement.questionnaire.walk import Chapter
from procurement.views.place import Place, may_answer
from procurement.wording.answers import said_in_words, value_in_words
from procurement.wording.asking import NOT_ASKED, Asking, why_unanswered
from procurement.yearly import due_again

_NEWS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """One row of the list of chapters."""

    chapter: Chapter
    url: str
    minutes: int
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


@assessment_view(Permission.ASSESSMENT_VIEW)
def questions(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Show every chapter, how far it is, and where to go on."""
    answered = Answered.of(assessment)
    place = Place(assessment)
    may_edit = may_answer(request, assessment)
    asked = [chapter for chapter in answered.chapters if chapter.steps]
    following = next((chapter for chapter in asked if chapter.open), None)
    lines = []
    for chapter in asked:
        goes_on = may_edit and chapter.open
        url = place.question(chapter.open[0].id) if goes_on else place.section(chapter.id)
        lines.append(ChapterLine(chapter, url, minutes(chapter.open), chapter is following))
    open_ = [each for chapter in asked for each in chapter.open]
    total = sum(len(chapter.steps) for chapter in asked)
    last = last_answered_at(assessment, request.user) if isinstance(request.user, User) else None
    news = answered.since(last) if last else ()
    context = {
        "assessment": assessment,
        "place": "tools",
        "lines": lines,
        "of_the_firm": FirmLine.of(answered),
        "earlier_answers": len(offered(answered)) if open_ and may_edit else 0,
        "not_asked": [chapter for chapter in answered.chapters if not chapter.steps],
        "following": following if may_edit else None,
        "start": place.question(following.open[0].id) if following else None,
        "started": any(chapter.done for chapter in asked),
        "total": total,
        "done": total - len(open_),
        "minutes": minutes(open_),
        "may_edit": may_edit,
        "last": last,
        "news": [
            (each, asked_) for each in news[:_NEWS_SHOWN] if (asked_ := answered.asked(each.key))
        ],
        "more_news": max(0, len(news) - _NEWS_SHOWN),
    }
    return render(request, "procurement/questions.html", context)


@assessment_view(Permission.ASSESSMENT_VIEW)
def section(request: HttpRequest, assessment: Assessment, section: str) -> HttpResponse:
    """Show a chapter's answers, what is still open, and what is not asked and why."""
    answered = Answered.of(assessment)
    chapter = answered.chapter(section)
    if chapter is None:
        raise Http404
    place = Place(assessment)
    later = answered.chapters[answered.chapters.index(chapter) + 1 :]
    following = next((each for each in later if each.steps), None)
    may_edit = may_answer(request, assessment)
    url = ""
    if following is not None:
        goes_on = may_edit and following.open
        url = place.question(following.open[0].id) if goes_on else place.section(following.id)
    askings = askings_of(assessment)
    context = {
        "assessment": assessment,
        "place": "tools",
        "chapter": chapter,
        "lines": [_line(answered, step.asked, askings) for step in chapter.steps],
        "tables": [_line(answered, table) for table in chapter.tables],
        "worked_out": [_line(answered, each) for each in chapter.worked_out],
        "left_out": [
            (left, answered.latest(left.question.id) is not None) for left in chapter.left_out
        ],
        "following": following,
        "next_url": url,
        "may_edit": may_edit,
        "minutes": minutes(chapter.open),
    }
    return render(request, "procurement/section.html", context)


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
