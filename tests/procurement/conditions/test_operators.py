"""What each operator makes of each kind of answer, worked by hand from the language of the rules.

Columns: a value that passes, one that does not, a non-answer, unanswered, cannot apply, and for
sets one that may be incomplete.
"""

from datetime import date

import pytest
from pydantic import TypeAdapter

from procurement.conditions.evaluate import evaluate
from procurement.conditions.truth import Truth
from procurement.conditions.vocabulary import Condition
from procurement.facts.fact import State
from procurement.facts.values import Members, Span, members
from tests.procurement.telling import REFUSED, TODAY, UNKNOWN, at_least, fact, given

read = TypeAdapter(Condition).validate_python
T, U, F = Truth.TRUE, Truth.UNKNOWN, Truth.FALSE

STATUS = {"GB": "home", "FR": "full", "US": "partial"}


def holds(op, value, *answers, state=None, unsettled=False):
    test = read({"q": "k", "op": op} | ({} if value is None else {"value": value}))
    known = fact("k", *answers, state=state, unsettled=unsettled)
    return evaluate(test, given(known, status=lambda code: STATUS.get(code, "none"))).truth


@pytest.mark.parametrize(
    ("op", "wanted", "answer", "expected"),
    [
        ("eq", "a", "a", T),
        ("eq", "a", "b", F),
        ("eq", "a", REFUSED, U),
        ("eq", "vendor_refused", REFUSED, T),
        ("in", ["a", "b"], "b", T),
        ("in", ["a", "b"], "c", F),
        ("in", ["a"], REFUSED, U),
        ("in", ["vendor_refused"], REFUSED, T),
        ("in", ["vendor_refused"], UNKNOWN, U),
        ("not_in", ["a"], "a", F),
        ("not_in", ["a"], "b", T),
        ("not_in", ["a"], REFUSED, T),
        ("not_in", ["a", "vendor_refused"], REFUSED, F),
        ("contains_any", ["a", "b"], members("b", "c"), T),
        ("contains_any", ["a"], members("c"), F),
        ("contains_any", ["a"], at_least("a"), T),
        ("contains_any", ["a"], at_least("c"), U),
        ("contains_any", ["a"], REFUSED, U),
        ("contains_any", ["vendor_refused"], REFUSED, T),
        ("contains_any", ["a"], members("c", untold=[REFUSED]), U),
        ("contains_any", ["vendor_refused"], members("c", untold=[REFUSED]), T),
        ("contains_all", ["a", "b"], members("a", "b", "c"), T),
        ("contains_all", ["a", "b"], members("a"), F),
        ("contains_all", ["a", "b"], at_least("a", "b"), T),
        ("contains_all", ["a", "b"], at_least("a"), U),
        ("contains_all", ["a", "b"], REFUSED, U),
        ("not_contains_any", ["a"], members("a", "b"), F),
        ("not_contains_any", ["a"], members("b"), T),
        ("not_contains_any", ["a"], at_least("a"), F),
        ("not_contains_any", ["a"], at_least("b"), U),
        ("not_contains_any", ["a"], REFUSED, T),
        ("not_contains_any", ["vendor_refused"], REFUSED, F),
        ("not_contains_any", ["a"], members("b", untold=[REFUSED]), T),
        ("missing_or_in", ["vendor_refused"], REFUSED, T),
        ("missing_or_in", ["vendor_refused"], UNKNOWN, U),
        ("missing_or_in", ["vendor_refused"], "card.pdf", F),
    ],
)
def test_options_and_sets(op, wanted, answer, expected):
    assert holds(op, wanted, answer) is expected


@pytest.mark.parametrize(
    ("op", "wanted", "answer", "expected"),
    [
        ("country_in", ["US"], members("US", "GB"), T),
        ("country_in", ["US"], members("GB"), F),
        ("country_in", ["US"], at_least("GB"), U),
        ("country_in", ["US"], REFUSED, U),
        ("country_in", ["US"], members("GB", untold=[REFUSED]), U),
        ("country_in", ["US"], "US", T),
        ("country_in", ["US"], "GB", F),
        ("country_status_in", ["none"], members("GB"), F),
        ("country_status_in", ["none"], members("FR", "US"), F),
        ("country_status_in", ["none"], members("GB", "BR"), T),
        ("country_status_in", ["none"], members("GB", untold=[REFUSED]), U),
        ("country_status_in", ["none"], at_least("GB"), U),
        ("country_status_in", ["none"], REFUSED, U),
        ("country_status_in", ["partial"], members("US"), T),
        ("country_status_in", ["full", "partial", "none"], members("GB"), F),
        ("in", ["vendor_refused"], members("GB", untold=[REFUSED]), T),
        ("in", ["vendor_refused"], members("GB"), F),
        ("in", ["vendor_refused"], at_least("GB"), U),
    ],
)
def test_countries(op, wanted, answer, expected):
    assert holds(op, wanted, answer) is expected


@pytest.mark.parametrize(
    ("op", "wanted", "answer", "expected"),
    [
        ("lt", 5, 4.9, T),
        ("lt", 5, 5, F),
        ("lte", 5, 5, T),
        ("lte", 5, 5.1, F),
        ("gt", 5, 5, F),
        ("gt", 5, 6, T),
        ("gte", 5, 5, T),
        ("gte", 5, 4, F),
        ("gte", 2, Span(2, 5), T),
        ("gte", 2, Span(1, 5), U),
        ("gte", 6, Span(1, 5), F),
        ("gt", 1, Span(1, 1), F),
        ("lt", 2, Span(1, 2), U),
        ("lte", 2, Span(1, 2), T),
        ("gt", 5, float("inf"), T),
        ("gt", 5, REFUSED, U),
        ("in", ["vendor_refused"], 5, F),
        ("in", ["vendor_refused"], REFUSED, T),
        ("is", True, True, T),
        ("is", False, True, F),
        ("is", False, False, T),
        ("date_past", None, date(2026, 11, 20), T),
        ("date_past", None, TODAY, F),
        ("date_past", None, REFUSED, U),
        ("older_than_days", 365, date(2025, 11, 20), T),
        ("older_than_days", 365, date(2025, 11, 21), F),
        ("older_than_days", 365, date(2027, 1, 1), F),
        ("within_days", 30, date(2026, 12, 21), T),
        ("within_days", 30, date(2026, 12, 22), F),
        ("within_days", 30, date(2020, 1, 1), T),
        ("within_days", 30, REFUSED, U),
    ],
)
def test_numbers_truths_and_days(op, wanted, answer, expected):
    assert holds(op, wanted, answer) is expected


EVERY_OPERATOR = [
    ("eq", "a"), ("in", ["a"]), ("not_in", ["a"]), ("contains_any", ["a"]),
    ("contains_all", ["a"]), ("not_contains_any", ["a"]), ("missing_or_in", ["vendor_refused"]),
    ("country_in", ["US"]), ("country_status_in", ["none"]), ("lt", 1), ("lte", 1), ("gt", 1),
    ("gte", 1), ("is", True), ("date_past", None), ("older_than_days", 1), ("within_days", 1),
]  # fmt: skip


@pytest.mark.parametrize(("op", "wanted"), EVERY_OPERATOR)
def test_unanswered_is_unknown_in_every_test_and_never_no(op, wanted):
    assert holds(op, wanted) is U
    assert holds(op, wanted, state=State.NOT_ASKED) is U


@pytest.mark.parametrize(("op", "wanted"), EVERY_OPERATOR)
def test_what_cannot_apply_fails_a_positive_test_and_passes_a_negative_one(op, wanted):
    negative = op in ("not_in", "not_contains_any")

    assert holds(op, wanted, state=State.CANNOT_APPLY) is (T if negative else F)


@pytest.mark.parametrize(("op", "wanted"), EVERY_OPERATOR)
def test_a_set_of_which_nothing_is_known_yet_decides_nothing(op, wanted):
    nothing_yet = Members(frozenset(), whole=False)

    assert holds(op, wanted, nothing_yet) is U


def test_another_value_still_to_come_leaves_a_false_test_open_but_not_a_true_one():
    assert holds("eq", "a", "b", unsettled=True) is U
    assert holds("eq", "a", "a", unsettled=True) is T
