"""The order of evaluation: facts, computed facts, rules, facts derived from rules, rules on those.

A computed fact that rests on rules stands above them; a rule that reads it stands above it again.
Nothing may rest on itself: the loader refuses a rulebook that goes in a circle.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from procurement.conditions.references import computed_read
from procurement.rulebook.computed import FORMULAS
from procurement.rulebook.schema import Rule, Rulebook


class Circular(Exception):
    """Something in the rulebook rests on itself. `names` goes round once."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(" rests on ".join(names))
        self.names = names


@dataclass(frozen=True, slots=True)
class Stratum:
    """One layer: the facts worked out in it, and the rules that read nothing above them."""

    name: str
    computed: tuple[str, ...]
    rules: tuple[Rule, ...]


def strata_of(rulebook: Rulebook) -> tuple[Stratum, ...]:
    """Return the layers of a rulebook from the bottom up.

    Raises
    ------
    Circular
        If a computed fact or a rule rests on itself.
    """
    reads: dict[str, frozenset[str]] = {}
    for rule in rulebook.rules:
        reads[rule.id] = _computed_of(rule)
    for name in rulebook.computed:
        needed = FORMULAS[name].reads(rulebook)
        reads[name] = needed.computed | needed.rules
    try:
        order = tuple(TopologicalSorter(reads).static_order())
    except CycleError as failure:
        raise Circular(tuple(failure.args[1])) from None
    level: dict[str, int] = {}
    for node in order:
        rises = node in rulebook.computed
        level[node] = max(
            (level[below] + (rises and below in rulebook.by_id) for below in reads[node]), default=0
        )
    return tuple(
        Stratum(
            _name(number),
            tuple(node for node in order if level[node] == number and node in rulebook.computed),
            tuple(rule for rule in rulebook.rules if level[rule.id] == number),
        )
        for number in range(max(level.values(), default=0) + 1)
    )


def strata_for(
    rulebook: Rulebook, rules: Collection[str], strata: Sequence[Stratum]
) -> tuple[Stratum, ...]:
    """Return the layers of a rulebook with these rules alone, and whatever they rest on."""
    kept, computed, waiting = set[str](), set[str](), list(rules)
    while waiting:
        name = waiting.pop()
        if name in kept or name in computed:
            continue
        if name in rulebook.computed:
            computed.add(name)
            needed = FORMULAS[name].reads(rulebook)
            waiting += [*needed.computed, *needed.rules]
        else:
            kept.add(name)
            waiting += _computed_of(rulebook.by_id[name])
    return tuple(
        Stratum(
            each.name,
            tuple(name for name in each.computed if name in computed),
            tuple(rule for rule in each.rules if rule.id in kept),
        )
        for each in strata
    )


def _computed_of(rule: Rule) -> frozenset[str]:
    conditions = [rule.trigger, *([rule.cleared_when] if rule.cleared_when else [])]
    return frozenset[str]().union(*map(computed_read, conditions))


def _name(number: int) -> str:
    return "facts and rules" if number == 0 else "derived facts and the rules on them"
