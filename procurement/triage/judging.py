"""Puts the first questions to an assessment's facts: the outcome in words. Pure."""

from collections.abc import Collection

from procurement.facts.fact_base import FactBase
from procurement.questionnaire.schema import Bank
from procurement.triage.outcome import Triaged, triaged
from procurement.triage.saying import sayings
from procurement.triage.schema import Triage
from procurement.wording.answers import asked_under, question_in_words, value_in_words


def judged(triage: Triage, bank: Bank, facts: FactBase) -> Triaged:
    """Return what follows from the facts, with the answers in the words of the bank."""
    said = sayings(facts, triage.keys)

    def answer(key: str, only: Collection[str]) -> str:
        asked = asked_under(key, bank)
        if only and asked is not None:
            labels = [option.label for option in asked.options if option.id in only]
            return ", ".join(labels)
        values = facts.find(key).values if asked is not None else ()
        return "; ".join(value_in_words(value, asked) for value in values)

    def question(key: str) -> str:
        words = triage.asked_as.get(key)
        return words.text if words else question_in_words(key, bank)

    return triaged(triage, said, answer=answer, question=question)
