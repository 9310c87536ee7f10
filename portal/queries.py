"""What the buyer's pages and the report want to know of requests to a vendor."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeGuard

from django.db.models import Q, QuerySet
from django.utils import timezone

from content.words import word
from evaluations.models import Artefact, Run
from jobs.lifecycle import FINAL
from jobs.models import Job
from organisations.models import OutgoingMail
from portal.lifecycle import OPEN, State
from portal.models import ItemKind, RequestItem, VendorPerson, VendorRequest
from procurement.answered import Answered
from procurement.models import Assessment
from procurement.questionnaire.schema import Question, Setting
from procurement.questionnaire.walk import Chapter
from procurement.wording.answers import day_in_words
from procurement.wording.asking import Asking

AskedWord = Literal["not_asked", "waiting", "did_not_answer", "answered", "withdrawn"]


@dataclass(frozen=True, slots=True)
class AskedState:
    """Whether the vendor was asked, and what came of it. `on` is the day that goes with it."""

    word: AskedWord
    on: date | None = None

    @property
    def said(self) -> str:
        """Return it as one sentence without a full stop, as pages and the report print it."""
        said = word("vendor_asked", self.word)
        if self.on is None:
            return said
        day = day_in_words(self.on)
        match self.word:
            case "did_not_answer":
                return f"{said} by {day}"
            case "waiting":
                return f"{said} to answer by {day}"
            case _:
                return f"{said}, on {day}"


def requests_of(assessment: Assessment) -> QuerySet[VendorRequest]:
    """Return the requests about an assessment, the newest first."""
    return (
        VendorRequest.objects.of(assessment.organisation_id)
        .filter(assessment=assessment)
        .select_related("assessment__product__vendor", "organisation")
        .order_by("-created_at")
    )


def asked_state(assessment: Assessment) -> AskedState:
    """Return whether the vendor was asked: one answer counts more than all silence."""
    asked = list(requests_of(assessment))
    received = [each.received_at for each in asked if each.received_at]
    if received:
        return AskedState("answered", timezone.localtime(max(received)).date())
    today = timezone.localdate()
    waiting = [each.due_on for each in asked if each.state in OPEN and each.due_on >= today]
    if waiting:
        return AskedState("waiting", max(waiting))
    silent = [each.due_on for each in asked if each.state in OPEN or each.state == State.EXPIRED]
    if silent:
        return AskedState("did_not_answer", max(silent))
    return AskedState("withdrawn" if asked else "not_asked")


@dataclass(frozen=True, slots=True)
class Askable:
    """A question a vendor may be asked, and whether something is said under it already."""

    question: Question
    done: bool


def askings(assessment: Assessment) -> dict[str, Asking]:
    """Return, for each question that a vendor was asked and that reached it, when, and by when to answer.

    The latest day counts. What was withdrawn, or came back undelivered, was not asked.
    """
    reached = requests_of(assessment).exclude(state__in=(State.BOUNCED, State.REVOKED))
    found: dict[str, Asking] = {}
    for each in reached.order_by("due_on").prefetch_related("items"):
        asked_on = timezone.localtime(each.created_at).date()
        for item in each.items.all():
            waited = item.key in found and found[item.key].is_waiting
            found[item.key] = Asking(asked_on, each.due_on, waited or _is_waiting(each, item))
    return found


def _is_waiting(asked: VendorRequest, item: RequestItem) -> bool:
    """Return whether the vendor can still answer one item; of what is sent back, what was named."""
    if asked.state == State.SENT_BACK:
        return item.sent_back_at is not None
    return asked.state in OPEN


def askable_questions(assessment: Assessment) -> tuple[Question, ...]:
    """Return what a vendor may be asked: its questions and those that either may answer."""
    return tuple(
        each.question
        for chapter in Answered.of(assessment).chapters
        for each in askable_in(chapter)
    )


def askable_in(chapter: Chapter) -> tuple[Askable, ...]:
    """Return what a vendor may be asked of a chapter, with what may yet apply, in its order."""
    now = [Askable(step.asked, step.done) for step in chapter.steps if _for_vendor(step.asked)]
    later = [Askable(question, done=False) for question in chapter.waiting if _for_vendor(question)]
    return (*now, *later)


def _for_vendor(asked: Question | Setting) -> TypeGuard[Question]:
    return isinstance(asked, Question) and asked.answered_by != "buyer" and asked.type != "rows"


def questions_asked(asked: VendorRequest) -> int:
    """Return how many questions a request has, whether or not they are to be answered now."""
    return asked.items.filter(kind=ItemKind.QUESTION).count()


def newest_mail_to(person: VendorPerson) -> OutgoingMail | None:
    """Return the last mail that was put on its way to somebody."""
    mails = OutgoingMail.objects.of(person.organisation_id).filter(about=person.id)
    return mails.order_by("-created_at").first()


def runs_with(artefact: Artefact) -> QuerySet[Run]:
    """Return the tests that one file takes part in, as either version."""
    runs = Run.objects.of(artefact.organisation_id)
    return runs.filter(Q(student=artefact) | Q(teacher=artefact))


def is_in_use(artefact: Artefact) -> bool:
    """Return whether a test of this file waits or runs."""
    jobs = Job.objects.filter(id__in=runs_with(artefact).values("job"))
    return jobs.exclude(state__in=FINAL).exists()


def was_run(artefact: Artefact) -> bool:
    """Return whether a test of this file has come to a result."""
    return runs_with(artefact).filter(result__isnull=False).exists()
