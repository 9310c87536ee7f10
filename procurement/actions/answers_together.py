"""Write down several answers at once: those that hold, and say which met a newer one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from organisations.actors import Actor
from procurement.actions.answers import Told, write_in_turn
from procurement.actions.profile_versions import load_for_open
from procurement.actions.rescreening import load_for_screening
from procurement.actions.turns import Turn, take_turn
from procurement.models import Assessment, Door, WrittenAnswer
from procurement.queries import latest_answers
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.schema import Bank


@dataclass(frozen=True, slots=True)
class AnsweredTogether:
    """What came of answers sent together.

    Attributes
    ----------
    written : the questions with a new answer.
    newer : under each question that somebody else answered meanwhile, what they said. Nothing was
        written there.
    """

    written: tuple[str, ...]
    newer: Mapping[str, WrittenAnswer]


def answer_together(
    *,
    assessment: Assessment,
    bank: Bank,
    told: Mapping[str, Told],
    based_on: Mapping[str, int],
    by: Actor,
    door: Door = Door.PAGE,
) -> AnsweredTogether:
    """Write the answers of one page; those that say what is on file already are left alone.

    `based_on` has for each of them the version that stood on the page, 0 for none.

    Raises
    ------
    Refused
        If one is no answer to its question, or the assessment is closed. Nothing is written.
    """
    settings = {setting.id for setting in bank.settings}
    load_for_screening(assessment)
    if any(key in bank.of_the_firm for key in told):
        load_for_open(assessment.organisation_id)
    with transaction.atomic():
        turn = Turn(take_turn(assessment), latest_answers(assessment))
        newer, answers = {}, {}
        for key, each in told.items():
            latest = turn.newest.get(key)
            if latest is not None and each.same_as(latest):
                continue
            if latest is not None and latest.version > based_on.get(key, 0):
                newer[key] = latest
                continue
            answers[key] = each.value if key in settings else each.written
        if answers:
            parse_answers(bank, answers)
            write_in_turn(
                assessment=assessment, bank=bank, answers=answers, by=by, door=door, turn=turn
            )
    return AnsweredTogether(tuple(answers), newer)
