"""Subjects, values and the fact base."""

from datetime import date
from math import inf

import pytest

from procurement.facts.fact import State
from procurement.facts.fact_base import FactBase
from procurement.facts.subjects import ASSESSMENT, ORGANISATION, Subject, SubjectKind
from procurement.facts.values import NON_ANSWERS, Members, NonAnswer, Span, members, plain
from tests.procurement.telling import REFUSED, UNKNOWN, fact, facts_of, hop


def test_a_non_answer_never_passes_for_an_option():
    assert {
        "vendor_unknown", "vendor_refused", "under_nda", "not_in_contract", "not_sure", "does_not_apply",
    } == NON_ANSWERS  # fmt: skip
    assert not any(isinstance(answer, str) for answer in NonAnswer)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (SubjectKind.HOP, 0),
        (SubjectKind.MODEL, -1),
        (SubjectKind.ASSESSMENT, 1),
        (SubjectKind.ORGANISATION, 2),
    ],
)
def test_models_and_hops_are_counted_and_nothing_else_is(kind, number):
    with pytest.raises(ValueError, match="is no subject"):
        Subject(kind, number)


def test_subjects_are_named_as_people_name_them():
    assert (str(ASSESSMENT), str(hop(2))) == ("assessment", "hop 2")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (REFUSED, "vendor_refused"),
        (members("b", "a"), ["a", "b"]),
        (Members(frozenset({"US"}), untold=frozenset({REFUSED})), ["US", "vendor_refused"]),
        (Members(frozenset(), untold=frozenset({REFUSED})), "vendor_refused"),
        (date(2026, 11, 21), "2026-11-21"),
        (Span(2, 5), "2 to 5"),
        (Span(3, 3), 3),
        (inf, "never"),
        (0.5, 0.5),
        (True, True),
    ],
)
def test_every_value_can_be_written_as_json(value, expected):
    assert plain(value) == expected


def test_a_key_is_found_with_the_assessment_or_else_with_the_organisation():
    base = facts_of(fact("a", "x"), fact("b", "y", subject=ORGANISATION))

    assert base.find("a").values == ("x",)
    assert base.find("b").values == ("y",)
    with pytest.raises(KeyError):
        base.find("c")


def test_a_fact_with_two_values_makes_the_base_contested():
    assert not facts_of(fact("a", "x")).contested
    assert facts_of(fact("a", "x", "y")).contested


def test_what_is_not_asked_needs_no_asking():
    assert fact("a").to_ask == ("a",)
    assert fact("a", UNKNOWN, state=State.NON_ANSWER).to_ask == ("a",)
    assert fact("a", state=State.NOT_ASKED).to_ask == ()
    assert fact("a", state=State.CANNOT_APPLY).to_ask == ()


def test_a_cell_is_named_with_its_row():
    assert fact("country", "US", subject=hop(2)).name == "hop 2.country"


def test_an_empty_base_knows_no_rows():
    assert FactBase().rows(SubjectKind.HOP) == ()
