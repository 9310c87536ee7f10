"""Write down what somebody answered. Earlier answers stay; each new one has the next version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from procurement.actions.rescreening import load_for_screening, rescreen
from procurement.facts.sources import Grade
from procurement.facts.subjects import SubjectKind
from procurement.lifecycle import Status
from procurement.models import Answer, Assessment, Door
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import Bank
from procurement.wording.answers import question_in_words


class AnsweredMeanwhile(Exception):
    """Somebody else answered the question after the form was opened; `newer` is what they said."""

    def __init__(self, newer: Answer) -> None:
        super().__init__(f"{newer.key} has version {newer.version} by now")
        self.newer = newer


@dataclass(frozen=True, slots=True)
class Told:
    """One answer as a page tells it: in the bank's own form, with its proof and who said it."""

    value: Any
    grade: Grade
    given_by: str
    as_of: date | None = None
    words: str = ""

    def same_as(self, answer: Answer) -> bool:
        """Return whether an answer on file says just this."""
        return (self.value, self.grade, self.given_by, self.as_of, self.words) == (
            answer.value,
            answer.grade,
            answer.given_by,
            answer.as_of,
            answer.words,
        )

    def agrees_with(self, answer: Answer) -> bool:
        """Return whether an answer on file says just this, whoever gave it."""
        return (self.value, self.grade, self.as_of, self.words) == (
            answer.value,
            answer.grade,
            answer.as_of,
            answer.words,
        )

    @property
    def written(self) -> dict[str, Any]:
        """Return it as an answer sheet writes it: the value and what is said about it."""
        said = {"value": self.value, "grade": self.grade.value, "by": self.given_by}
        if self.as_of:
            said["when"] = self.as_of.isoformat()
        if self.words:
            said["words"] = self.words
        return said


def answer_question(
    *,
    assessment: Assessment,
    bank: Bank,
    key: str,
    told: Told,
    based_on: int,
    by: Actor,
    door: Door = Door.PAGE,
) -> bool:
    """Write one answer given on a page; return False where the newest one says just that.

    Two people who said the same at once have nothing to choose: the first to say it has said it.

    `based_on` is the version that stood in the form, 0 for none.

    Raises
    ------
    Refused
        If it is no answer to the question, or the assessment is closed.
    AnsweredMeanwhile
        If a newer version says something else. Nothing is written.
    """
    setting = any(setting.id == key for setting in bank.settings)
    load_for_screening(assessment)  # read from files or rows before the transaction, not inside it
    with transaction.atomic():
        # Two people who answer at once take turns here.
        rows = Assessment.objects.of(assessment.organisation_id).select_for_update()
        if rows.get(id=assessment.id).status == Status.CLOSED:
            raise Refused(
                "This assessment is closed.", what_to_do="Open it again to change an answer."
            )
        newest = assessment.answers.filter(key=key).order_by("-version").first()
        if newest is not None and told.same_as(newest):
            return False
        if newest is not None and newest.version > based_on:
            if told.agrees_with(newest):
                return False
            raise AnsweredMeanwhile(newest)
        record_answers(
            assessment=assessment,
            bank=bank,
            answers={key: told.value if setting else told.written},
            by=by,
            door=door,
        )
    return True


def record_answers(
    *,
    assessment: Assessment,
    bank: Bank,
    answers: Mapping[str, Any],
    by: Actor,
    name: str = "answers",
    door: Door = Door.SHEET,
) -> int:
    """Write the answers, in the bank's own form, and return how many there are.

    Raises `Refused`, with the question's id, before anything is written.
    """
    parse_answers(bank, dict(answers), name=name)
    load_for_screening(assessment)
    with transaction.atomic():
        written = 0
        versions = dict(
            assessment.answers.filter(key__in=[bank.retired.get(key, key) for key in answers])
            .values_list("key")
            .annotate(last=Max("version"))
        )
        for key, said in answers.items():
            current = bank.retired.get(key, key)
            if said is None or current is None:
                continue
            value, details = _parts(said)
            question = bank.by_id.get(current)
            versions[current] = versions.get(current, 0) + 1
            Answer.objects.of(assessment.organisation_id).create(
                assessment=assessment,
                subject_kind=question.about.kind if question else SubjectKind.ASSESSMENT,
                key=current,
                version=versions[current],
                value=value,
                grade=_grade(bank, current, said),
                given_by=str(details.get("by") or by.name)[:200],
                as_of=details.get("when"),
                words=str(details.get("words") or ""),
                door=door,
            )
            written += 1
        if written:
            audit.record(
                organisation=assessment.organisation_id,
                by=by,
                verb="answers.recorded",
                subject=assessment,
                sentence=_sentence(bank, sorted(answers), written),
                details={"keys": sorted(answers)},
            )
            rescreen(assessment=assessment, by=by)
    return written


def _sentence(bank: Bank, keys: list[str], written: int) -> str:
    if len(keys) == 1:
        return f"Answered “{question_in_words(bank.retired.get(keys[0]) or keys[0], bank)}”"
    return f"Recorded {written} answers."


def _grade(bank: Bank, key: str, said: Any) -> Grade:
    """Return how well an answer is proven: as said with it, or as usual for who is asked."""
    claims = parse_answers(bank, {key: said})
    return claims[0].grade if claims else Grade.BUYER_SAYS


def _parts(said: Any) -> tuple[Any, Mapping[str, Any]]:
    """Return the answer itself and what was said about it, if it came the long way."""
    if isinstance(said, Mapping) and "value" in said:
        return said["value"], said
    return said, {}
