"""The fewest questions whose plain answers decide a rule that cannot tell yet, whatever they are. Pure.

Searched up to three questions; where no three suffice, all that are undecided stand, in the order
of the bank. A set is only named if every combination of kinds of answer decides the rule, so that
asking it is never in vain. "Don't know" and a refusal are no plain answers: they may leave it open.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import combinations, product
from math import prod

from procurement.conditions.circumstances import Circumstances
from procurement.conditions.evaluate import evaluate
from procurement.conditions.references import questions_read
from procurement.conditions.truth import Truth
from procurement.facts.fact import Fact, State
from procurement.facts.fact_base import FactBase
from procurement.facts.subjects import ASSESSMENT, Subject
from procurement.facts.values import Value
from procurement.kinds_of_answer import kinds_of_answer
from procurement.library import Library
from procurement.questionnaire.derivation import READS, derived_value
from procurement.questionnaire.schema import Question
from procurement.remembered import Remembered
from procurement.rulebook.evaluate import Applied, Outcome, Verdict, apply_rules
from procurement.rulebook.strata import Stratum, strata_for

LARGEST = 3
MOST_TRIED = 400

Said = Mapping[str, Value]

_FOUND = Remembered[tuple[str, ...]](at_most=8000)
_KINDS = Remembered[tuple[Value, ...]](at_most=4000)


def smallest_sets(
    library: Library, facts: FactBase, applied: Applied, on: date
) -> Mapping[str, tuple[str, ...]]:
    """Return, for each rule that cannot tell, the questions to ask, in the order of the bank.

    Parameters
    ----------
    facts, applied : what is known on the day, and what the rulebook makes of it.
    """
    return {
        outcome.rule.id: _FOUND.under(
            (*_versions(library), outcome.rule.id, on, _known(library, facts, outcome.rule.id)),
            partial(_found, library, facts, outcome, on),
        )
        for outcome in applied.outcomes
        if outcome.verdict is Verdict.CANNOT_TELL
    }


def _found(library: Library, facts: FactBase, outcome: Outcome, on: date) -> tuple[str, ...]:
    return _Search.of(library, facts, outcome, on).smallest()


def _versions(library: Library) -> tuple[str, str]:
    return library.bank_sha256, library.rulebook_sha256


def _known(library: Library, facts: FactBase, rule: str) -> tuple[Hashable, ...]:
    """Return all that is known and that a rule can rest on."""
    return tuple(
        (fact.subject, fact.key, fact.state, fact.values, fact.unsettled, fact.asks)
        for fact in facts
        if rule in library.reach.get(fact.asks[0] if fact.subject.number else fact.key, ())
    )


@dataclass(frozen=True, slots=True)
class _Search:
    """One rule that waits, what is known, and the kinds of answer each question can get.

    `moved` are the questions whose facts change when those it waits for are answered.
    """

    library: Library
    facts: FactBase
    on: date
    rule: str
    needs: tuple[str, ...]
    strata: tuple[Stratum, ...]
    kinds: Mapping[str, tuple[Value, ...]]
    moved: tuple[Question, ...]

    @classmethod
    def of(cls, library: Library, facts: FactBase, outcome: Outcome, on: date) -> "_Search":
        rule, needs = outcome.rule.id, outcome.needs
        strata = strata_for(library.rulebook, [rule], library.strata)
        kinds = {
            key: _KINDS.under(
                (*_versions(library), rule, key, on),
                partial(kinds_of_answer, library, strata, key, on),
            )
            if _can_be_said(facts, key)
            else ()
            for key in (needs if len(needs) > 1 else ())
        }
        return cls(library, facts, on, rule, needs, strata, kinds, _moved(library, rule, needs))

    def smallest(self) -> tuple[str, ...]:
        """Return the smallest set that decides the rule, else all it waits for."""
        # One answer to each that does not decide the rule by itself.
        beside: dict[str, Value] = {}
        for key, values in self.kinds.items():
            undecided = next((one for one in values if not self._decides({key: one})), None)
            if undecided is not None:
                beside[key] = undecided
            elif values:
                return (key,)
        asked = [key for key in self.needs if key in beside]
        needed: set[str] = set()
        for key in asked:
            others = {other: one for other, one in beside.items() if other != key}
            if not self._decides(others):
                needed.add(key)
            if len(needed) > LARGEST:
                return self.needs
        for size in range(2, min(LARGEST, len(self.needs) - 1) + 1):
            for some in combinations(asked, size):
                if needed <= set(some) and self._suffices(some, beside):
                    return some
        return self.needs

    def _suffices(self, some: Sequence[str], beside: Said) -> bool:
        """Return whether every combination of kinds decides; the likeliest not to comes first."""
        if not self._decides({key: beside[key] for key in some}):
            return False
        if prod(len(self.kinds[key]) for key in some) > MOST_TRIED:
            return False
        return all(
            self._decides(dict(zip(some, each, strict=True)))
            for each in product(*(self.kinds[key] for key in some))
        )

    def _decides(self, said: Said) -> bool:
        applied = apply_rules(
            self.library.rulebook, self._facts_with(said), self.on, strata=self.strata
        )
        verdict = next(one.verdict for one in applied.outcomes if one.rule.id == self.rule)
        return verdict is not Verdict.CANNOT_TELL

    def _facts_with(self, said: Said) -> FactBase:
        """Return what would be known at least if this were said as well."""
        world: dict[tuple[Subject, str], Fact] = dict(self.facts.facts)
        base = FactBase(world, self.facts.tables)
        for question in self.moved:
            place = (question.about, question.id)
            fact = world[place]
            if fact.state is State.CANNOT_APPLY:
                continue
            if question.show_if is not None and self._hides(question, base):
                world[place] = replace(fact, state=State.CANNOT_APPLY, values=(), unsettled=False)
            elif question.id in said:
                world[place] = replace(fact, state=State.KNOWN, values=(said[question.id],))
            elif fact.inherited in said:
                world[place] = replace(fact, state=State.UNANSWERED, values=())
            elif question.derived is not None and not fact.standing:
                world[place] = self._derived(question, fact, world, said)
        return base

    def _hides(self, question: Question, base: FactBase) -> bool:
        assert question.show_if is not None  # noqa: S101 -- only such questions are handed in
        given = Circumstances(
            base, self.on, lambda code: self.library.rulebook.adequacy.status(code, self.on)
        )
        return evaluate(question.show_if, given).truth is Truth.FALSE

    def _derived(
        self,
        question: Question,
        fact: Fact,
        world: Mapping[tuple[Subject, str], Fact],
        said: Said,
    ) -> Fact:
        if question.derived is None or not set(READS[question.derived]) & set(said):
            return fact
        words = self.library.rulebook.lineage.tier_words
        read = [world[ASSESSMENT, key] for key in READS[question.derived]]
        value = derived_value(question.derived, read, words)
        if value is None:
            return replace(fact, state=State.CANNOT_APPLY, values=())
        return replace(fact, state=State.KNOWN, values=(value,))


def _can_be_said(facts: FactBase, key: str) -> bool:
    """Return whether an answer to this question alone would be the fact under it."""
    fact = facts.find(key)
    silent = fact.state in (State.UNANSWERED, State.NON_ANSWER) and not fact.unsettled
    return silent and fact.asks[-1:] == (key,)


def _moved(library: Library, rule: str, needs: Sequence[str]) -> tuple[Question, ...]:
    """Return the questions the rule rests on whose facts answers to `needs` can change."""
    moving = set(needs)
    found = []
    for question in library.bank.questions:
        if rule not in library.reach[question.id]:
            continue
        above = questions_read(question.show_if) if question.show_if is not None else frozenset()
        above |= {question.follows} if question.follows else frozenset()
        above |= frozenset(READS[question.derived]) if question.derived else frozenset()
        if question.id in moving or above & moving:
            moving.add(question.id)
            found.append(question)
    return tuple(found)
