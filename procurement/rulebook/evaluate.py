"""What the rulebook makes of facts on a day: every rule raised, clear, undecided or not asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from procurement.conditions.circumstances import Circumstances, Computed, Leaning
from procurement.conditions.evaluate import evaluate
from procurement.conditions.result import Result, deciding_facts, undecided_facts
from procurement.conditions.truth import FALSE, TRUE
from procurement.facts.fact import CANNOT_APPLY, NOT_ASKED, Fact
from procurement.facts.fact_base import FactBase
from procurement.rulebook.computed import FORMULAS, Given, Weighed
from procurement.rulebook.partly import only_partly
from procurement.rulebook.schema import Rule, Rulebook, Severity, one_step_lower
from procurement.rulebook.strata import Stratum, strata_of


class Verdict(StrEnum):
    """What a rule comes to. `NOT_IN_FORCE` is for rules that ended before the day."""

    RAISED = "raised"
    CLEAR = "clear"
    CANNOT_TELL = "cannot_tell"
    NOT_ASKED = "not_asked"
    NOT_IN_FORCE = "not_in_force"


class Outcome(NamedTuple):
    """One rule and what it comes to.

    Attributes
    ----------
    because : the facts that raise it; empty unless raised.
    needs : the questions whose answers would decide it; empty unless it cannot tell.
    left_out : the questions it would need that are not asked at this depth.
    upcoming : whether the rule starts after the day.
    settled : whether it is raised and what clears it is true as well.
    partly : whether it is raised only because something is in place partly, not wholly.
    result : the whole tree of its trigger.
    """

    rule: Rule
    verdict: Verdict
    result: Result
    because: tuple[Fact, ...] = ()
    needs: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    upcoming: bool = False
    settled: bool = False
    partly: bool = False

    @property
    def severity(self) -> Severity:
        """Return how grave it is here: one step lower than the rule, where it is in place partly."""
        return one_step_lower(self.rule.severity) if self.partly else self.rule.severity


@dataclass(frozen=True, slots=True)
class Applied:
    """The outcome of every rule weighed, in the order of the rulebook, and every computed fact."""

    outcomes: tuple[Outcome, ...]
    computed: Mapping[str, Fact]


def apply_rules(
    rulebook: Rulebook, facts: FactBase, on: date, *, strata: Sequence[Stratum] | None = None
) -> Applied:
    """Return what a rulebook makes of facts on a day.

    `strata` are those of the rulebook, for a caller who has them at hand, or some of its rules only
    with all they rest on.
    """
    computed: dict[str, Computed] = {}
    status = lru_cache(maxsize=None)(lambda code: rulebook.adequacy.status(code, on))
    raising = Circumstances(facts, on, status, computed, Leaning.RAISING)
    clearing = replace(raising, leaning=Leaning.CLEARING)
    # Where no two sources disagree, both leanings see the same.
    given = Given(rulebook, raising, clearing if facts.contested else raising, triggers := {})
    outcomes: dict[str, Outcome] = {}
    place = {fact.key: number for number, fact in enumerate(facts) if not fact.subject.number}
    for stratum in strata_of(rulebook) if strata is None else strata:
        for name in stratum.computed:
            computed[name] = FORMULAS[name].work(name, given)
        for rule in stratum.rules:
            triggers[rule.id] = weighed = given.weigh(rule.trigger)
            outcomes[rule.id] = _outcome(rule, weighed, raising, clearing, place)
    return Applied(
        tuple(outcomes[rule.id] for rule in rulebook.rules if rule.id in outcomes),
        {name: computed[name].fact for name in rulebook.computed if name in computed},
    )


def _outcome(
    rule: Rule,
    weighed: Weighed,
    raising: Circumstances,
    clearing: Circumstances,
    place: Mapping[str, int],
) -> Outcome:
    result, day = weighed.raising, clearing.on
    if rule.ended_before(day):
        return Outcome(rule, Verdict.NOT_IN_FORCE, result)
    upcoming = rule.starts_after(day)
    if result.truth is TRUE:
        settled = (
            rule.cleared_when is not None and evaluate(rule.cleared_when, clearing).truth is TRUE
        )
        because = _applying(deciding_facts(result))
        return Outcome(
            rule,
            Verdict.RAISED,
            result,
            because,
            upcoming=upcoming,
            settled=settled,
            partly=only_partly(rule.trigger, because, raising),
        )
    if result.truth is FALSE:
        return Outcome(rule, Verdict.CLEAR, result, upcoming=upcoming)
    waiting = _applying(undecided_facts(result))
    left_out = tuple([fact.key for fact in waiting if fact.state is NOT_ASKED])
    if len(left_out) == len(waiting):
        return Outcome(rule, Verdict.NOT_ASKED, result, left_out=left_out, upcoming=upcoming)
    return Outcome(
        rule,
        Verdict.CANNOT_TELL,
        result,
        needs=_in_order(waiting, place),
        left_out=left_out,
        upcoming=upcoming,
    )


def _applying(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the facts without those that cannot apply."""
    return tuple([fact for fact in facts if fact.state is not CANNOT_APPLY])


def _in_order(waiting: Sequence[Fact], place: Mapping[str, int]) -> tuple[str, ...]:
    """Return the questions to ask for what is waited for, in the order of the bank."""
    if len(waiting) == 1 and len(waiting[0].asks) == 1:
        return waiting[0].to_ask
    keys: set[str] = set()
    for fact in waiting:
        keys.update(fact.to_ask)
    return tuple(sorted(keys, key=place.__getitem__))
