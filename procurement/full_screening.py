"""A screening with all that takes longer to work out: for pages, reports and commands. Pure.

To keep stored flags right after each answer, `procurement.screening.screen` is enough and quicker.
"""

from collections.abc import Iterable
from datetime import date

from procurement.facts.sources import Source
from procurement.library import Library
from procurement.rulebook.evaluate import apply_rules
from procurement.screening import gather_facts, screening_from
from procurement.screening_result import Screening
from procurement.smallest_sets import smallest_sets
from procurement.statements import statements_wanted


def screen_in_full(library: Library, sources: Iterable[Source], on: date) -> Screening:
    """Return what the rulebook makes of sources on a day, with the fewest questions and the statements to ask for."""
    told = tuple(sources)
    facts = gather_facts(library, told, on)
    applied = apply_rules(library.rulebook, facts, on, strata=library.strata)
    screening = screening_from(library, facts, applied, on)
    fewest = smallest_sets(library, facts, applied, on)
    return screening.model_copy(
        update={
            "cannot_tell": tuple(
                rule.model_copy(update={"needs": fewest[rule.rule]})
                for rule in screening.cannot_tell
            ),
            "statements_wanted": statements_wanted(library, told, on, facts, applied),
        }
    )
