"""The tree an evaluation returns: not only whether a condition holds, but what decided it."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from procurement.conditions.truth import Truth
from procurement.facts.fact import Fact

Said = Literal["all", "any", "some", "every", "always", "test"]


class Result(NamedTuple):
    """One node. A test carries the fact it read; one of a computed fact has that fact's basis."""

    truth: Truth
    said: Said
    parts: tuple["Result", ...] = ()
    fact: Fact | None = None


def deciding_facts(result: Result) -> Iterator[Fact]:
    """Yield the facts that make a true result true, in order; of a computed one its basis too."""
    if result.fact is not None:
        yield result.fact
    for part in result.parts:
        if part.truth is Truth.TRUE:
            yield from deciding_facts(part)


def undecided_facts(result: Result) -> list[Fact]:
    """Return the facts an unknown result waits for, in order."""
    found: list[Fact] = []
    _add_undecided(result, found)
    return found


def _add_undecided(result: Result, found: list[Fact]) -> None:
    waits = False
    for part in result.parts:
        if part.truth is Truth.UNKNOWN:
            waits = True
            _add_undecided(part, found)
    if result.fact is not None and not waits:
        found.append(result.fact)
