"""Which open questions to ask next, for one assessment: those that settle most of what waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from procurement.answered import Answered
from procurement.askings import askings_of
from procurement.facts.values import NonAnswer
from procurement.next_questions import NextQuestions, next_questions
from procurement.questionnaire.schema import Question
from procurement.questionnaire.worries import Turn, turn_of


@dataclass(frozen=True, slots=True)
class AskNext:
    """The questions to ask next in the order of the bank, and how much they settle.

    `with_vendor` counts those left out because the vendor has them already.
    """

    found: NextQuestions
    questions: tuple[Question, ...]
    with_vendor: int = 0

    def of(self, turn: Turn) -> tuple[Question, ...]:
        """Return those that somebody is to answer."""
        return tuple(each for each in self.questions if turn_of(each) is turn)


def ask_next(answered: Answered, *, vendor_only: bool = False) -> AskNext:
    """Return the questions to ask next; with `vendor_only` those that the vendor can answer."""
    waiting = [rule for rule in answered.screening.cannot_tell if not rule.upcoming]
    askings = askings_of(answered.assessment)
    sent = {key for key, asking in askings.items() if asking.is_waiting}
    askable = _askable(answered)
    offered = [
        each
        for each in askable
        if each.id not in sent and (not vendor_only or turn_of(each) is Turn.VENDOR)
    ]
    found = next_questions(waiting, [each.id for each in offered])
    chosen = tuple(each for each in offered if each.id in found.keys)
    return AskNext(found, chosen, sum(each.id in sent for each in askable))


def _askable(answered: Answered) -> Sequence[Question]:
    """Return what may be asked now, in the order of the bank.

    That is every open question; what somebody here was not sure of and the vendor can tell; and
    what only another of the vendor's answers decides on, for nobody writes two e-mails for that.
    """
    asked: set[str] = {each.id for each in answered.open}
    for chapter in answered.chapters:
        for step in chapter.steps:
            latest = answered.latest(step.key)
            unsure = latest is not None and latest.value == NonAnswer.NOT_SURE.value
            if unsure and turn_of(step.asked) is Turn.VENDOR:
                asked.add(step.key)
    theirs = {each.id for each in answered.library.bank.questions if turn_of(each) is Turn.VENDOR}
    for chapter in answered.chapters:
        for each in chapter.waiting:
            gates = {gate.id for gate in answered.waits_for(each.id)}
            if each.id in theirs and gates <= theirs:
                asked.add(each.id)
    return [each for each in answered.library.bank.questions if each.id in asked]
