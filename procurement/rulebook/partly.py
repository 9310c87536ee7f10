"""Whether a rule is raised only because something is in place partly, and not wholly.

"Partly" is better than nothing: such a flag counts one step lower. It stays a flag, and where
anything else raises the rule as well, it keeps its severity.
"""

from collections.abc import Sequence
from dataclasses import replace

from procurement.conditions.circumstances import Circumstances
from procurement.conditions.evaluate import evaluate
from procurement.conditions.truth import Truth
from procurement.conditions.vocabulary import Condition
from procurement.facts.fact import Fact
from procurement.facts.fact_base import FactBase

PARTLY = "opt_partly"


def only_partly(trigger: Condition, because: Sequence[Fact], given: Circumstances) -> bool:
    """Return whether a trigger that holds would not hold but for answers that say "partly".

    Parameters
    ----------
    because : the facts that raise it.
    given : the circumstances under which it holds, leaning towards raising.
    """
    without = {
        (fact.subject, fact.key): replace(
            fact, values=tuple(value for value in fact.values if value != PARTLY)
        )
        for fact in because
        if PARTLY in fact.values
    }
    if not without:
        return False
    facts = FactBase({**given.facts.facts, **without}, given.facts.tables)
    return evaluate(trigger, given.over(facts)).truth is not Truth.TRUE
