"""Facts worked out from what is told of the larger model: whose terms bar rivals, and dated terms."""

import re

from procurement.conditions.result import Result
from procurement.conditions.truth import Truth, some
from procurement.facts.fact import Fact, State
from procurement.facts.fact_base import FactBase
from procurement.facts.values import NonAnswer, Value

# Whose terms bar customers from training a model that competes, as the table of licences has it.
BARRING = frozenset({"openai", "anthropic", "google_gemini", "xai", "amazon"})
SEVERAL = "several"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def rival_teacher(facts: FactBase) -> tuple[list[Truth], tuple[Result, ...]]:
    """Return whether each maker that counts bars rival models, and what that rests on."""
    fact = facts.find("teacher_provider")
    named = {value for value in fact.values if isinstance(value, str)} - {SEVERAL}
    truths = [_bars(value, named) for value in fact.values]
    return _closed(fact, truths)


def terms_dated(facts: FactBase) -> tuple[list[Truth], tuple[Result, ...]]:
    """Return whether the terms that were relied on are told with a year."""
    fact = facts.find("terms_read")
    truths = [
        Truth.UNKNOWN
        if not isinstance(value, str)
        else Truth.TRUE
        if year_in(value)
        else Truth.FALSE
        for value in fact.values
    ]
    if fact.state is State.CANNOT_APPLY:
        # No terms of others were relied on: none lacks a date.
        truths = [Truth.TRUE]
    return _closed(fact, truths)


def year_in(text: str) -> str | None:
    """Return the first year that a text names, or None."""
    found = _YEAR.search(text)
    return found[0] if found else None


def _bars(value: Value, named: set[str]) -> Truth:
    if isinstance(value, NonAnswer) or (value == SEVERAL and len(named) < 2):
        return Truth.UNKNOWN
    return Truth.TRUE if value in BARRING else Truth.FALSE


def _closed(fact: Fact, truths: list[Truth]) -> tuple[list[Truth], tuple[Result, ...]]:
    if fact.state is State.CANNOT_APPLY:
        truths = truths or [Truth.FALSE]
    elif fact.unsettled or not truths:
        truths = [*truths, Truth.UNKNOWN]
    return truths, (Result(some(truths), "test", (), fact),)
