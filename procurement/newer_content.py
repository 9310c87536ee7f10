"""What is different between two versions of the bank and of the rulebook. Pure."""

from dataclasses import dataclass

from procurement.questionnaire.schema import Bank, Question
from procurement.rulebook.schema import Rule, Rulebook


@dataclass(frozen=True, slots=True)
class Reworded:
    """A question that reads differently, itself or its options."""

    before: Question
    now: Question


@dataclass(frozen=True, slots=True)
class Gone:
    """A question that is no longer asked, and the one that took its place."""

    question: Question
    successor: Question | None


@dataclass(frozen=True, slots=True)
class BankChange:
    """What a newer bank asks differently, in its order."""

    added: tuple[Question, ...]
    reworded: tuple[Reworded, ...]
    gone: tuple[Gone, ...]


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What a newer rulebook rules differently. Ended: gone, or with a last day it had not."""

    added: tuple[Rule, ...]
    ended: tuple[Rule, ...]
    changed: tuple[Rule, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.ended or self.changed)


def bank_change(before: Bank, now: Bank) -> BankChange:
    """Return what `now` asks differently from `before`."""
    return BankChange(
        added=tuple(each for each in now.questions if each.id not in before.by_id),
        reworded=tuple(
            Reworded(before.by_id[each.id], each)
            for each in now.questions
            if each.id in before.by_id and _read(each) != _read(before.by_id[each.id])
        ),
        gone=tuple(
            Gone(each, now.by_id.get(now.retired.get(each.id) or ""))
            for each in before.questions
            if each.id not in now.by_id
        ),
    )


def rule_change(before: Rulebook, now: Rulebook) -> RuleChange:
    """Return what `now` rules differently from `before`."""
    ended = tuple(
        rule
        for rule in before.rules
        if rule.id not in now.by_id
        or (rule.effective_to is None and now.by_id[rule.id].effective_to is not None)
    )
    return RuleChange(
        added=tuple(rule for rule in now.rules if rule.id not in before.by_id),
        ended=ended,
        changed=tuple(
            rule
            for rule in now.rules
            if rule.id in before.by_id
            and rule != before.by_id[rule.id]
            and rule.id not in {each.id for each in ended}
        ),
    )


def _read(question: Question) -> tuple[object, ...]:
    """Return what somebody reads who is asked; what is only added to choose from is no rewording."""
    return (question.text, question.unit)
