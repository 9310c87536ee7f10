"""Evaluates a condition over facts on a day, in Kleene's three-valued logic."""

from collections.abc import Callable
from dataclasses import replace

from procurement.conditions.circumstances import Circumstances, Leaning
from procurement.conditions.passing import is_negative, passes
from procurement.conditions.result import Result, result_of
from procurement.conditions.truth import FALSE, TRUE, UNKNOWN, Truth, every, some
from procurement.conditions.vocabulary import (
    All,
    Always,
    AnyOf,
    Condition,
    Every,
    Some,
    Test,
)
from procurement.facts.fact import CANNOT_APPLY, Fact
from procurement.facts.subjects import SubjectKind
from procurement.facts.values import Value


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
    parts, truth = [], TRUE
    for part in condition.parts:
        found = _BY_SHAPE.get(type(part), _test)(part, given)
        if found.truth is FALSE:
            return result_of((FALSE, "all", (found,), None))  # nothing further can change it
        if found.truth is UNKNOWN:
            truth = UNKNOWN
        parts.append(found)
    return result_of((truth, "all", tuple(parts), None))


def _any(condition: AnyOf, given: Circumstances) -> Result:
    parts = tuple([_BY_SHAPE.get(type(part), _test)(part, given) for part in condition.parts])
    return result_of((some([part.truth for part in parts]), "any", parts, None))


def _always(condition: Always, given: Circumstances) -> Result:
    return Result(TRUE, "always")


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
    basis: tuple[Result, ...] = ()
    question = test.q
    if question is not None:
        known = given.open.get(question)
        if known is not None:
            return known
        fact = given.facts.find(question)
    elif test.computed is not None:
        fact, basis = given.computed[test.computed]
    elif given.row is None:
        raise KeyError(test.column)
    else:
        fact = given.facts.cell(given.row, test.key)
    if not fact.values and fact.state is not CANNOT_APPLY:
        found = result_of((UNKNOWN, "test", basis, fact))  # nobody said, whatever the test is
        if question is not None:
            given.open[question] = found
        return found
    return result_of((truth_over_values(test, fact, given), "test", basis, fact))


def truth_over_values(test: Test, fact: Fact, given: Circumstances) -> Truth:
    """Return whether a fact passes a test, counting each of its values as the leaning says."""
    if fact.state is CANNOT_APPLY:
        return TRUE if is_negative(test) else FALSE

    def holds(value: Value) -> Truth:
        return passes(test, value, on=given.on, country_status=given.country_status)

    return over_values(fact, holds, given.leaning)


def over_values(fact: Fact, holds: Callable[[Value], Truth], leaning: Leaning) -> Truth:
    """Return whether something holds of a fact, counting each of its values as the leaning says."""
    if len(fact.values) == 1 and not fact.unsettled:
        return holds(fact.values[0])
    truths = [holds(value) for value in fact.values]
    if fact.unsettled or not truths:
        truths.append(UNKNOWN)
    return some(truths) if leaning is Leaning.RAISING else every(truths)


# Looked up by shape: one screening asks for several hundred of these.
_BY_SHAPE: dict[type, Callable[..., Result]] = {
    All: _all,
    AnyOf: _any,
    Always: _always,
    Some: _some,
    Every: _every,
}
