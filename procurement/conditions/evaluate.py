"""Evaluates a condition over facts on a day, in Kleene's three-valued logic."""

from collections.abc import Callable
from dataclasses import replace

from procurement.conditions.circumstances import Circumstances, Leaning
from procurement.conditions.passing import is_negative, passes
from procurement.conditions.result import Result
from procurement.conditions.truth import Truth, every, some
from procurement.conditions.vocabulary import (
    All,
    Always,
    AnyOf,
    Condition,
    Every,
    Some,
    Test,
)
from procurement.facts.fact import Fact, State
from procurement.facts.subjects import SubjectKind


def evaluate(condition: Condition, given: Circumstances) -> Result:
    """Return whether `condition` holds, as a tree that says which facts decided.

    Raises
    ------
    KeyError
        If a test names a question, column or computed fact that is not there; the loaders of
        bank and rulebook see to it that none does.
    """
    return _BY_SHAPE.get(type(condition), _test)(condition, given)


def _all(condition: All, given: Circumstances) -> Result:
    parts = []
    for part in condition.parts:
        found = evaluate(part, given)
        if found.truth is Truth.FALSE:
            return Result(Truth.FALSE, "all", (found,))  # nothing further can change it
        parts.append(found)
    return Result(every([part.truth for part in parts]), "all", tuple(parts))


def _any(condition: AnyOf, given: Circumstances) -> Result:
    parts = tuple([evaluate(part, given) for part in condition.parts])
    return Result(some([part.truth for part in parts]), "any", parts)


def _always(condition: Always, given: Circumstances) -> Result:
    return Result(Truth.TRUE, "always")


def _some(condition: Some, given: Circumstances) -> Result:
    parts = _over_rows(condition, given)
    return Result(some(part.truth for part in parts), "some", parts)


def _every(condition: Every, given: Circumstances) -> Result:
    parts = _over_rows(condition, given)
    return Result(every(part.truth for part in parts), "every", parts)


def _over_rows(condition: Some | Every, given: Circumstances) -> tuple[Result, ...]:
    """Ask each row, also those that must exist and nobody described yet.

    Of such a row the role is known and the rest is not: where nothing is said, nothing is decided.
    """
    rows = given.facts.rows(SubjectKind(condition.kind))
    return tuple(evaluate(condition.where, replace(given, row=row.subject)) for row in rows)


def _test(test: Test, given: Circumstances) -> Result:
    if test.computed is not None:
        worked_out = given.computed[test.computed]
        truth = truth_over_values(test, worked_out.fact, given)
        return Result(truth, "test", worked_out.basis, worked_out.fact)
    if test.column is not None:
        if given.row is None:
            raise KeyError(test.column)
        fact = given.facts.cell(given.row, test.column)
    else:
        fact = given.facts.find(test.key)
    return Result(truth_over_values(test, fact, given), "test", (), fact)


def truth_over_values(test: Test, fact: Fact, given: Circumstances) -> Truth:
    """Return whether a fact passes a test, counting each of its values as the leaning says."""
    if fact.state is State.CANNOT_APPLY:
        return Truth.TRUE if is_negative(test) else Truth.FALSE
    if not fact.values:
        return Truth.UNKNOWN
    truths = [
        passes(test, value, on=given.on, country_status=given.country_status)
        for value in fact.values
    ]
    if len(truths) == 1 and not fact.unsettled:
        return truths[0]
    if fact.unsettled:
        truths.append(Truth.UNKNOWN)
    return some(truths) if given.leaning is Leaning.RAISING else every(truths)


# Looked up by shape: one screening asks for several hundred of these.
_BY_SHAPE: dict[type, Callable[..., Result]] = {
    All: _all,
    AnyOf: _any,
    Always: _always,
    Some: _some,
    Every: _every,
}
