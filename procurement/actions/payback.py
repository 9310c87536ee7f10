"""Keep what was typed into the payback calculator as answers."""

from collections.abc import Mapping

from django.db import transaction

from organisations.actors import Actor
from procurement.actions.answers import AnsweredMeanwhile, record_answers
from procurement.actions.rescreening import load_for_screening
from procurement.actions.turns import take_turn
from procurement.models import Assessment, Door
from procurement.payback.answers import AnswerTold, says_the_same
from procurement.queries import latest_answers, library_of


def keep_payback(
    *,
    assessment: Assessment,
    told: Mapping[str, AnswerTold],
    based_on: Mapping[str, int],
    by: Actor,
) -> int:
    """Write the answers that say something new, and return how many those are.

    `based_on` is the version of each answer that stood in the form, 0 or absent for none. A
    question that the assessment's bank does not ask is left out.

    Raises
    ------
    Refused
        If the assessment is closed.
    AnsweredMeanwhile
        If a newer version says something else. Nothing is written.
    """
    load_for_screening(assessment)
    bank = library_of(assessment).bank
    with transaction.atomic():
        take_turn(assessment)
        newest = latest_answers(assessment)
        new: dict[str, dict[str, object]] = {}
        for key, said in told.items():
            answer = newest.get(key)
            if key not in bank.by_id:
                continue
            if answer is not None:
                if says_the_same(key, said, answer.value, answer.words):
                    continue
                if answer.version > based_on.get(key, 0):
                    raise AnsweredMeanwhile(answer)
            new[key] = {"value": said.value, "words": said.words}
        return record_answers(
            assessment=assessment, bank=bank, answers=new, by=by, door=Door.PAYBACK
        )
