"""Finds facts on which two sources disagree. That is a finding in itself, whatever the rules say.

Only sources that may decide are held against each other: what was inferred merely asks, and a
non-answer contradicts nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from procurement.facts.fact import Fact
from procurement.facts.fact_base import FactBase
from procurement.facts.sources import (
    Certainty,
    Claim,
    Grade,
    Observation,
    Source,
    rank,
    weightiest_first,
)
from procurement.facts.values import Members, NonAnswer, Value, ValueKind, plain


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One fact, and the sources that cannot both be right, the weightiest first.

    `measured` says whether one of them is what the product measured itself, against a claim of
    the vendor's.
    """

    fact: Fact
    question: str
    sides: tuple[Source, ...]
    measured: bool

    @property
    def severity(self) -> Literal["high", "medium"]:
        """Return high where a measurement stands against the vendor's word, else medium."""
        return "high" if self.measured else "medium"

    @property
    def with_a_finding(self) -> bool:
        """Return whether one of the sides is what the product found."""
        return any(isinstance(side, Observation) for side in self.sides)


def contradictions(facts: FactBase) -> tuple[Contradiction, ...]:
    """Return every contradiction, in the order of the facts."""
    found = (_contradiction(fact) for fact in facts)
    return tuple(one for one in found if one is not None)


def _contradiction(fact: Fact) -> Contradiction | None:
    sources = [source for source in fact.sources if rank(source) > 0]
    sides = [
        source
        for source in sources
        if any(disagree(source.value, other.value, fact.kind) for other in sources)
    ]
    if not sides:
        return None
    return Contradiction(
        fact,
        fact.asks[0] if fact.subject.number else fact.key,
        tuple(sorted(sides, key=weightiest_first)),
        _measured_against_the_vendor(sides, fact.kind),
    )


def disagree(one: Value, other: Value, kind: ValueKind) -> bool:
    """Return whether two values of one fact cannot both be true.

    Two names disagree only if neither contains the other: "GPT-4o" and "gpt-4o (2024-08)" agree.
    A set that may be incomplete disagrees with a complete one that lacks a member of it.
    """
    if isinstance(one, NonAnswer) or isinstance(other, NonAnswer) or kind is ValueKind.FILE:
        return False
    if isinstance(one, Members) and isinstance(other, Members):
        return _lacks(one, other) or _lacks(other, one)
    if kind is ValueKind.TEXT:
        first, second = _letters(one), _letters(other)
        return first not in second and second not in first
    return one != other


def _lacks(exact: Members, other: Members) -> bool:
    return exact.exact and not other.known <= exact.known


def _letters(value: Value) -> str:
    return "".join(letter for letter in str(plain(value)).casefold() if letter.isalnum())


def _measured_against_the_vendor(sides: Sequence[Source], kind: ValueKind) -> bool:
    measured = [
        side
        for side in sides
        if isinstance(side, Observation) and side.certainty is Certainty.MEASURED
    ]
    claims = [
        side for side in sides if isinstance(side, Claim) and side.grade is not Grade.BUYER_SAYS
    ]
    return any(disagree(one.value, other.value, kind) for one in measured for other in claims)
