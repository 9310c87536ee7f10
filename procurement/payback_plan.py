"""The buyer's prices, volume and costs as the answers tell them: what the calculator begins with."""

from dataclasses import replace

from procurement.answered import Answered
from procurement.facts.fact import State
from procurement.facts.subjects import ASSESSMENT
from procurement.payback.amounts import NOTHING, Amount
from procurement.payback.answers import KEYS, SET_UP, UPKEEP, typed_again
from procurement.payback.typed import read_plan
from procurement.payback.weighing import Plan


def typed_of(answered: Answered) -> dict[str, str]:
    """Return what must stand in the fields so that they say the answers on file."""
    typed: dict[str, str] = {}
    # This version's price comes last: of what both prices say (the length of a request), it holds.
    for key in reversed(KEYS):
        latest = answered.latest(key)
        if latest is not None and not cannot_apply(answered, key):
            typed |= typed_again(key, latest.value, latest.words)
    return typed


def plan_of(answered: Answered, typed: dict[str, str]) -> Plan:
    """Return what the answers say; what cannot apply here, or does not, costs nothing."""
    plan = read_plan(typed).plan
    nothing = Amount(NOTHING, NOTHING)
    return replace(
        plan,
        set_up=nothing if _does_not_apply(answered, SET_UP) else plan.set_up,
        upkeep=nothing if _does_not_apply(answered, UPKEEP) else plan.upkeep,
    )


def cannot_apply(answered: Answered, key: str) -> bool:
    """Return whether the answers rule out that there is such a cost."""
    fact = answered.facts.facts.get((ASSESSMENT, key))
    return fact is not None and fact.state is State.CANNOT_APPLY


def _does_not_apply(answered: Answered, key: str) -> bool:
    latest = answered.latest(key)
    said = latest is not None and latest.value == "does_not_apply"
    return said or cannot_apply(answered, key)
