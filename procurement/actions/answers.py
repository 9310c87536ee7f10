"""Write down what somebody answered. Earlier answers stay; each new one has the next version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from organisations import audit
from organisations.actors import Actor
from procurement.actions.profile_versions import Version, load_for_open, write_versions
from procurement.actions.rescreening import load_for_screening, rescreen
from procurement.actions.turns import Turn, take_turn, wait_for_turn
from procurement.facts.sources import Grade
from procurement.facts.subjects import SubjectKind
from procurement.models import Answer, Assessment, Door, WrittenAnswer
from procurement.queries import latest_answers
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import Bank
from procurement.wording.answers import question_in_words


class AnsweredMeanwhile(Exception):
    """Somebody else answered the question after the form was opened; `newer` is what they said."""

    def __init__(self, newer: WrittenAnswer) -> None:
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

    def same_as(self, answer: WrittenAnswer) -> bool:
        """Return whether an answer on file says just this."""
        return (self.value, self.grade, self.given_by, self.as_of, self.words) == (
            answer.value,
            answer.grade,
            answer.given_by,
            answer.as_of,
            answer.words,
        )

    def agrees_with(self, answer: WrittenAnswer) -> bool:
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
    if key in bank.of_the_firm:
        load_for_open(assessment.organisation_id)
    with transaction.atomic():
        turn = Turn(take_turn(assessment), latest_answers(assessment))
        newest = turn.newest.get(key)
        if newest is not None and told.same_as(newest):
            return False
        if newest is not None and newest.version > based_on:
            if told.agrees_with(newest):
                return False
            raise AnsweredMeanwhile(newest)
        answers = {key: told.value if setting else told.written}
        parse_answers(bank, answers)
        write_in_turn(
            assessment=assessment, bank=bank, answers=answers, by=by, door=door, turn=turn
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

    What is asked of the firm itself goes to its profile, where it counts for all its open
    assessments.

    Raises `Refused`, with the question's id, before anything is written.
    """
    parse_answers(bank, dict(answers), name=name)
    load_for_screening(assessment)
    if any(bank.retired.get(key, key) in bank.of_the_firm for key in answers):
        load_for_open(assessment.organisation_id)
    with transaction.atomic():
        turn = Turn(wait_for_turn(assessment), latest_answers(assessment))
        return write_in_turn(
            assessment=assessment, bank=bank, answers=answers, by=by, door=door, turn=turn
        )


def write_in_turn(
    *,
    assessment: Assessment,
    bank: Bank,
    answers: Mapping[str, Any],
    by: Actor,
    door: Door,
    turn: Turn,
) -> int:
    """Write answers that are checked already, in the transaction in which the turn was taken."""
    own: list[str] = []
    of_the_firm: dict[str, Version] = {}
    said_by_vendor = ""
    newest = dict(turn.newest)
    for key, said in answers.items():
        current = bank.retired.get(key, key)
        if said is None or current is None:
            continue
        value, details = _parts(said)
        version = Version(
            value,
            _grade(bank, current, said),
            str(details.get("by") or by.name)[:200],
            details.get("when"),
            str(details.get("words") or ""),
            door,
        )
        if version.grade is Grade.VENDOR_SAYS:
            said_by_vendor = version.given_by
        if current in bank.of_the_firm:
            of_the_firm[current] = version
            continue
        number = newest[current].version + 1 if current in newest else 1
        newest[current] = _write(assessment, bank, current, number, version)
        own.append(key)
    done = [_deed(assessment, bank, sorted(own))] if own else []
    if of_the_firm:
        audit.record_all(organisation=assessment.organisation_id, by=by, deeds=done)
        write_versions(
            organisation=assessment.organisation_id, bank=bank, told=of_the_firm, by=by,
            besides=assessment,
        )  # fmt: skip
        rescreen(assessment=assessment, by=by, vendor=said_by_vendor)
    elif own:
        rescreen(
            assessment=assessment, by=by, vendor=said_by_vendor,
            turn=Turn(turn.held, newest), after=done,
        )  # fmt: skip
    return len(own) + len(of_the_firm)


def _write(assessment: Assessment, bank: Bank, key: str, number: int, said: Version) -> Answer:
    """Return the answer written, just as it would be read again."""
    question = bank.by_id.get(key)
    return Answer.objects.of(assessment.organisation_id).create(
        assessment=assessment,
        subject_kind=question.about.kind if question else SubjectKind.ASSESSMENT,
        key=key,
        version=number,
        value=said.value,
        grade=said.grade,
        given_by=said.given_by,
        as_of=Answer._meta.get_field("as_of").to_python(said.as_of),
        words=said.words,
        door=said.door,
    )


def _deed(assessment: Assessment, bank: Bank, keys: list[str]) -> audit.Deed:
    return audit.Deed("answers.recorded", assessment, _sentence(bank, keys), {"keys": keys})


def _sentence(bank: Bank, keys: list[str]) -> str:
    if len(keys) == 1:
        return f"Answered “{question_in_words(bank.retired.get(keys[0]) or keys[0], bank)}”"
    return f"Recorded {len(keys)} answers."


def _grade(bank: Bank, key: str, said: Any) -> Grade:
    """Return how well an answer is proven: as said with it, or as usual for who is asked."""
    claims = parse_answers(bank, {key: said})
    return claims[0].grade if claims else Grade.BUYER_SAYS


def _parts(said: Any) -> tuple[Any, Mapping[str, Any]]:
    """Return the answer itself and what was said about it, if it came the long way."""
    if isinstance(said, Mapping) and "value" in said:
        return said["value"], said
    return said, {}
