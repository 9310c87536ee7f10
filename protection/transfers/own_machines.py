"""Which journeys go away if the model runs on the buyer's own machines. Pure."""

from typing import Literal

from procurement.conditions.truth import Truth
from procurement.rulebook.transfer_legs import Leg
from protection.transfers.judging import Judge
from protection.transfers.law import Law

Kept = Literal["goes", "stays", "cannot_tell"]


def own_machines(leg: Leg, judge: Judge, law: Law) -> tuple[Kept | None, str]:
    """Return what becomes of a journey, and why; None where the model runs there already.

    Where the model runs decides who answers, helps and keeps copies. What is used for labels or
    training goes on.
    """
    if judge.on_own_machines:
        return None, ""
    says = law.own_machines
    if leg.step is None:
        return "cannot_tell", says["what_cannot_tell"]
    if leg.step not in ("labelling", "subprocessor"):
        return "goes", says[leg.step]
    feeds = judge.feeds_training
    if feeds is Truth.UNKNOWN:
        return "cannot_tell", says["cannot_tell"]
    if feeds is Truth.TRUE:
        return "stays", says[f"{leg.step}_stays"]
    return "goes", says[leg.step]
