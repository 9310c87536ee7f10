"""A screening with all that takes longer to work out: for pages, reports and commands. Pure.

To keep stored flags right after each answer, `procurement.screening.screen` is enough and quicker.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial

from procurement.facts.sources import Source
from procurement.library import Library
from procurement.remembered import Remembered
from procurement.rulebook.evaluate import apply_rules
from procurement.screening import gather_facts, screening_from
from procurement.screening_result import Screening
from procurement.smallest_sets import smallest_sets
from procurement.statements import statements_wanted

_SCREENED = Remembered[Screening](at_most=64)


def screen_in_full(library: Library, sources: Iterable[Source], on: date) -> Screening:
    """Return what the rulebook makes of sources on a day, with the fewest questions to ask.

    What is to be had in writing is worked out too. The last few are kept: the same sources on the
    same day are the same screening.
    """
    told = tuple(sources)
    key = (library.bank_sha256, library.rulebook_sha256, on, frozenset(told))
    return _SCREENED.under(key, partial(_screened, library, told, on))


def _screened(library: Library, told: tuple[Source, ...], on: date) -> Screening:
    facts = gather_facts(library, told, on)
    applied = apply_rules(library.rulebook, facts, on, strata=library.strata)
    fewest = smallest_sets(library, facts, applied, on)
    screening = screening_from(library, facts, applied, on)
    return screening.model_copy(
        update={
            "cannot_tell": tuple(
                rule.model_copy(update={"needs": fewest[rule.rule]})
                for rule in screening.cannot_tell
            ),
            "statements_wanted": statements_wanted(library, told, on, facts, applied),
        }
    )
