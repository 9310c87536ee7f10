"""The tree an evaluation returns: not only whether a condition holds, but what decided it."""

from collections.abc import Callable
from functools import partial
from typing import Literal, NamedTuple

from procurement.conditions.truth import TRUE, UNKNOWN, Truth
from procurement.facts.fact import Fact

Said = Literal["all", "any", "some", "every", "always", "test"]


class Result(NamedTuple):
    """One node. A test carries the fact it read; one of a computed fact has that fact's basis."""

    truth: Truth
    said: Said
    parts: tuple["Result", ...] = ()
    fact: Fact | None = None


# What the class's own constructor does at half the cost: that one is a Python function.
result_of: Callable[[tuple[Truth, Said, tuple[Result, ...], Fact | None]], Result]
result_of = partial(tuple.__new__, Result)


def deciding_facts(result: Result) -> list[Fact]:
    """Return the facts that make a result true, each once, in order; of a computed one its basis."""
    found: dict[int, Fact] = {}
    _add_deciding(result, found)
    return list(found.values())


def _add_deciding(result: Result, found: dict[int, Fact]) -> None:
    if result.fact is not None:
        found[id(result.fact)] = result.fact
    for part in result.parts:
        if part.truth is TRUE:
            _add_deciding(part, found)


def undecided_facts(result: Result) -> list[Fact]:
    """Return the facts an unknown result waits for, each once, in order."""
    found: dict[int, Fact] = {}
    _add_undecided(result, found)
    return list(found.values())


def _add_undecided(result: Result, found: dict[int, Fact]) -> None:
    waits = False
    for part in result.parts:
        if part.truth is UNKNOWN:
            waits = True
            if part.parts:
                _add_undecided(part, found)
            elif part.fact is not None:
                found[id(part.fact)] = part.fact
    if result.fact is not None and not waits:
        found[id(result.fact)] = result.fact
