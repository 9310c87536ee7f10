"""Kleene's logic over facts, who decided, and rows."""

from itertools import product

import pytest
from pydantic import TypeAdapter

from procurement.conditions.circumstances import Computed, Leaning
from procurement.conditions.evaluate import evaluate
from procurement.conditions.result import Result, deciding_facts, undecided_facts
from procurement.conditions.truth import Truth
from procurement.conditions.vocabulary import Condition
from procurement.facts.fact import State
from procurement.facts.fact_base import Row
from procurement.facts.subjects import SubjectKind
from procurement.facts.values import ValueKind, members
from tests.procurement.telling import fact, given, hop

read = TypeAdapter(Condition).validate_python
T, U, F = Truth.TRUE, Truth.UNKNOWN, Truth.FALSE

# Kleene's strong three-valued logic, as printed in Introduction to Metamathematics (1952), § 64.
KLEENE_AND = {
    (T, T): T, (T, U): U, (T, F): F,
    (U, T): U, (U, U): U, (U, F): F,
    (F, T): F, (F, U): F, (F, F): F,
}  # fmt: skip
KLEENE_OR = {
    (T, T): T, (T, U): T, (T, F): T,
    (U, T): T, (U, U): U, (U, F): U,
    (F, T): T, (F, U): U, (F, F): F,
}  # fmt: skip
ANSWER_FOR = {T: ("yes",), F: ("no",), U: ()}


def leaf(key):
    return {"q": key, "op": "eq", "value": "yes"}


@pytest.mark.parametrize(("one", "two"), list(product((T, U, F), repeat=2)))
def test_all_and_any_are_kleenes_and_and_or(one, two):
    at_hand = given(fact("a", *ANSWER_FOR[one]), fact("b", *ANSWER_FOR[two]))

    both = evaluate(read({"all": [leaf("a"), leaf("b")]}), at_hand)
    either = evaluate(read({"any": [leaf("a"), leaf("b")]}), at_hand)

    assert both.truth is KLEENE_AND[one, two]
    assert either.truth is KLEENE_OR[one, two]


def test_always_asks_nothing():
    assert evaluate(read({"always": True}), given()).truth is T


def keys(facts):
    return [each.key for each in facts]


def test_the_tree_names_the_facts_that_made_it_true_and_no_others():
    condition = read({"all": [leaf("a"), {"any": [leaf("b"), leaf("c"), leaf("d")]}]})
    at_hand = given(fact("a", "yes"), fact("b", "no"), fact("c", "yes"), fact("d"))

    assert keys(deciding_facts(evaluate(condition, at_hand))) == ["a", "c"]


def test_the_tree_names_the_facts_it_waits_for_and_no_others():
    condition = read({"all": [leaf("a"), leaf("b"), {"any": [leaf("c"), leaf("d")]}]})
    at_hand = given(fact("a", "yes"), fact("b"), fact("c", "no"), fact("d"))

    assert keys(undecided_facts(evaluate(condition, at_hand))) == ["b", "d"]


def test_a_computed_fact_brings_what_it_rests_on():
    base = fact("a", "yes")
    worked_out = fact("c", True, kind=ValueKind.TRUTH)
    at_hand = given(base)
    at_hand = type(at_hand)(
        at_hand.facts,
        at_hand.on,
        computed={"c": Computed(worked_out, (Result(T, "test", (), base),))},
    )

    result = evaluate(read({"computed": "c", "op": "is", "value": True}), at_hand)

    assert keys(deciding_facts(result)) == ["c", "a"]


def test_when_equals_disagree_raising_counts_the_worse_and_clearing_the_better():
    contested = fact("a", "yes", "no")

    assert evaluate(read(leaf("a")), given(contested)).truth is T
    assert evaluate(read(leaf("a")), given(contested, leaning=Leaning.CLEARING)).truth is F


def rows(*hops):
    """Return circumstances with hops of (what, country); None is a cell nobody filled."""
    facts = [
        each
        for number, (what, country) in enumerate(hops, start=1)
        for each in (
            fact("what", what, subject=hop(number)),
            fact("country", *([country] if country else []), subject=hop(number)),
        )
    ]
    told = {SubjectKind.HOP: tuple(Row(hop(number)) for number in range(1, len(hops) + 1))}
    return given(*facts, tables=told, status=lambda code: "home" if code == "GB" else "none")


ABROAD = {"column": "country", "op": "country_status_in", "value": ["none"]}
SUPPORT_ABROAD = {"all": [{"column": "what", "op": "eq", "value": "support"}, ABROAD]}


@pytest.mark.parametrize(
    ("hops", "some", "every"),
    [
        ([("inference", "GB"), ("support", "IN")], T, F),
        ([("inference", "GB"), ("support", "GB")], F, F),
        ([("inference", "IN"), ("support", "IN")], T, T),
        ([("inference", "GB"), ("support", None)], U, F),
        ([("inference", "IN"), ("support", None)], T, U),
        ([], F, T),
    ],
)
def test_some_and_every_ask_each_row(hops, some, every):
    at_hand = rows(*hops)

    assert evaluate(read({"some": "hop", "where": ABROAD}), at_hand).truth is some
    assert evaluate(read({"every": "hop", "where": ABROAD}), at_hand).truth is every


def test_a_row_whose_role_rules_it_out_does_not_keep_a_question_open():
    at_hand = rows(("backup", None), ("support", "GB"))

    assert evaluate(read({"some": "hop", "where": SUPPORT_ABROAD}), at_hand).truth is F


def test_the_row_that_decided_is_named():
    result = evaluate(
        read({"some": "hop", "where": SUPPORT_ABROAD}), rows(("support", "GB"), ("support", "IN"))
    )

    assert [each.name for each in deciding_facts(result)] == ["hop 2.what", "hop 2.country"]


def test_a_set_is_counted_with_all_its_values():
    contested = fact("a", members("x"), members("y"))
    test = {"q": "a", "op": "contains_any", "value": ["y"]}

    assert evaluate(read(test), given(contested)).truth is T


def test_a_question_that_is_not_asked_is_among_what_is_waited_for():
    result = evaluate(read(leaf("a")), given(fact("a", state=State.NOT_ASKED)))

    assert [each.state for each in undecided_facts(result)] == [State.NOT_ASKED]


def test_a_column_outside_a_row_is_an_error_of_the_rulebook():
    with pytest.raises(KeyError):
        evaluate(read(ABROAD), given())
