"""Everything an evaluation may look at, and how it counts facts on which equals disagree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import NamedTuple

from procurement.conditions.result import Result
from procurement.facts.fact import Fact
from procurement.facts.fact_base import FactBase
from procurement.facts.subjects import Subject


class Leaning(Enum):
    """Which of several values of one fact decides a test.

    RAISING: the one that makes it true, so that what either source says can raise a flag.
    CLEARING: the one that makes it false, so that nothing is settled while one source denies it.
    """

    RAISING = "raising"
    CLEARING = "clearing"


class Computed(NamedTuple):
    """A fact worked out from others, and the results it rests on."""

    fact: Fact
    basis: tuple[Result, ...] = ()


def _nowhere(code: str) -> str:
    raise LookupError(f"No adequacy table at hand to look up {code}")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The facts, the day, and what is worked out so far.

    `country_status` returns a country's adequacy status on the day: full, partial, none, or home.
    `row` is the model or hop in hand inside a quantifier. `open` remembers the result of every test
    on a question that these facts leave open.
    """

    facts: FactBase
    on: date
    country_status: Callable[[str], str] = _nowhere
    computed: Mapping[str, Computed] = field(default_factory=dict)
    leaning: Leaning = Leaning.RAISING
    row: Subject | None = None
    open: dict[str, Result] = field(default_factory=dict, repr=False, compare=False)

    def over(self, facts: FactBase) -> "Circumstances":
        """Return the same over other facts, with nothing remembered of these."""
        return replace(self, facts=facts, open={})
