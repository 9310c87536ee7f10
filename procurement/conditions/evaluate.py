"""Evaluates a condition over facts on a day, in Kleene's three-valued logic."""

from dataclasses import replace
from typing import assert_never

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
    match condition:
        case All():
            parts = tuple(evaluate(part, given) for part in condition.parts)
            return Result(every(part.truth for part in parts), "all", parts)
        case AnyOf():
            parts = tuple(evaluate(part, given) for part in condition.parts)
            return Result(some(part.truth for part in parts), "any", parts)
        case Always():
            return Result(Truth.TRUE, "always")
        case Some() | Every():
            return _over_rows(condition, given)
        case _:
            return _test(condition, given)


def _over_rows(condition: Some | Every, given: Circumstances) -> Result:
    """Ask each row, also those that must exist and nobody described yet.

    Of such a row the role is known and the rest is not: where nothing is said, nothing is decided.
    """
    rows = given.facts.rows(SubjectKind(condition.kind))
    parts = tuple(evaluate(condition.where, replace(given, row=row.subject)) for row in rows)
    match condition:
        case Some():
            return Result(some(part.truth for part in parts), "some", parts)
        case Every():
            return Result(every(part.truth for part in parts), "every", parts)
        case _:
            assert_never(condition)


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
    truths = [
        passes(test, value, on=given.on, country_status=given.country_status)
        for value in fact.values
    ]
    if fact.unsettled or not truths:
        truths.append(Truth.UNKNOWN)
    return some(truths) if given.leaning is Leaning.RAISING else every(truths)
