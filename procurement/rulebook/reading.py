"""Which questions each rule reads, through computed facts and through other rules.

Worked out from the triggers, never written down beside them: a list kept by hand goes stale.
"""

from collections.abc import Mapping

from procurement.conditions.references import computed_read, questions_read, rows_read
from procurement.rulebook.computed import FORMULAS
from procurement.rulebook.schema import Rule, Rulebook


def questions_behind(
    rulebook: Rulebook, columns: Mapping[tuple[str, str], frozenset[str]] | None = None
) -> Mapping[str, frozenset[str]]:
    """Return, for each rule, every question its trigger or its clearing rests on.

    Parameters
    ----------
    columns : for each (kind of row, column), the questions that tell it.
    """
    columns = columns or {}
    found: dict[str, frozenset[str]] = {}

    def behind_rule(rule: Rule) -> frozenset[str]:
        if rule.id not in found:
            conditions = [rule.trigger, *([rule.cleared_when] if rule.cleared_when else [])]
            asked = frozenset[str]().union(*map(questions_read, conditions))
            cells = frozenset[tuple[str, str]]().union(*map(rows_read, conditions))
            computed = frozenset[str]().union(*map(computed_read, conditions))
            found[rule.id] = asked.union(
                *(columns.get(cell, frozenset()) for cell in cells),
                *(behind_computed(name) for name in computed),
            )
        return found[rule.id]

    def behind_computed(name: str) -> frozenset[str]:
        reads = FORMULAS[name].reads(rulebook)
        return reads.questions.union(
            *(behind_computed(below) for below in reads.computed),
            *(behind_rule(rulebook.by_id[rule]) for rule in reads.rules),
        )

    return {rule.id: behind_rule(rule) for rule in rulebook.rules}
