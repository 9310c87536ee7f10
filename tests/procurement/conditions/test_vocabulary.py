"""The vocabulary is closed, and what a condition refers to must exist and fit."""

import pytest
from pydantic import TypeAdapter, ValidationError

from procurement.conditions.references import (
    Askable,
    Known,
    computed_read,
    faults,
    questions_read,
    rows_read,
)
from procurement.conditions.vocabulary import OPERATORS, Condition
from procurement.facts.values import NON_ANSWERS, ValueKind

adapter = TypeAdapter(Condition)
read = adapter.validate_python

NESTED = {
    "all": [
        {"computed": "risky", "op": "is", "value": True},
        {"any": [{"always": True}, {"q": "tool", "op": "not_contains_any", "value": ["a"]}]},
        {"some": "hop", "where": {"column": "country", "op": "country_in", "value": ["US"]}},
        {"every": "model", "where": {"column": "licence", "op": "in", "value": ["mit"]}},
        {"q": "day", "op": "date_past"},
    ]
}


def test_every_operator_of_the_trigger_language_is_here():
    assert set(OPERATORS) == {
        "eq", "in", "not_in", "contains_any", "contains_all", "not_contains_any", "country_in",
        "country_status_in", "lt", "lte", "gt", "gte", "is", "date_past", "older_than_days",
        "within_days", "missing_or_in",
    }  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"q": "a", "op": "like", "value": "b"},
        {"not": {"q": "a", "op": "eq", "value": "b"}},
        {"all": []},
        {"all": [{"q": "a", "op": "eq", "value": "b"}], "any": []},
        {"always": False},
        {"q": "a", "computed": "b", "op": "eq", "value": "c"},
        {"op": "eq", "value": "c"},
        {"q": "a", "op": "eq", "value": False},
        {"q": "a", "op": "in", "value": []},
        {"q": "a", "op": "in", "value": ["b", "b"]},
        {"q": "a", "op": "is", "value": "true"},
        {"q": "a", "op": "gt", "value": "5"},
        {"q": "a", "op": "country_status_in", "value": ["covered"]},
        {"q": "a", "op": "within_days", "value": -1},
        {"q": "a", "op": "eq", "value": "b", "else": "c"},
        {"some": "vendor", "where": {"always": True}},
        "a",
    ],
)
def test_nothing_else_can_be_said(written):
    with pytest.raises(ValidationError):
        read(written)


def test_a_condition_survives_being_written_and_read_again():
    condition = read(NESTED)

    assert adapter.validate_json(adapter.dump_json(condition)) == condition


def test_a_condition_says_what_it_reads():
    condition = read(NESTED)

    assert questions_read(condition) == {"tool", "day"}
    assert computed_read(condition) == {"risky"}
    assert rows_read(condition) == {("hop", "country"), ("model", "licence")}


KNOWN = Known(
    questions={
        "tool": Askable(ValueKind.OPTIONS, frozenset({"a", "b"}), NON_ANSWERS),
        "one": Askable(ValueKind.OPTION, frozenset({"a", "b"}), frozenset({"not_sure"})),
        "places": Askable(ValueKind.COUNTRIES, frozenset(), NON_ANSWERS),
        "days": Askable(ValueKind.NUMBER, frozenset(), NON_ANSWERS),
        "day": Askable(ValueKind.DATE, frozenset(), NON_ANSWERS),
    },
    columns={"hop": {"country": Askable(ValueKind.COUNTRY)}},
    computed={"risky": Askable(ValueKind.TRUTH)},
)


@pytest.mark.parametrize(
    "written",
    [
        {"q": "tool", "op": "contains_any", "value": ["a", "vendor_refused"]},
        {"q": "one", "op": "in", "value": ["a", "not_sure"]},
        {"q": "places", "op": "in", "value": ["vendor_refused"]},
        {"q": "places", "op": "country_in", "value": ["NO"]},
        {"q": "days", "op": "missing_or_in", "value": ["vendor_refused"]},
        {"q": "day", "op": "within_days", "value": 3},
        {"computed": "risky", "op": "is", "value": False},
        {"some": "hop", "where": {"column": "country", "op": "country_in", "value": ["US"]}},
    ],
)
def test_what_exists_and_fits_has_no_fault(written):
    assert list(faults(read(written), KNOWN)) == []


@pytest.mark.parametrize(
    ("written", "place", "says"),
    [
        ({"q": "gone", "op": "eq", "value": "a"}, ("q",), "no question `gone`"),
        ({"computed": "gone", "op": "is", "value": True}, ("computed",), "no computed fact"),
        ({"column": "country", "op": "country_in", "value": ["US"]}, ("column",), "no column"),
        ({"q": "one", "op": "eq", "value": "c"}, ("value",), "can be: a, b, not_sure"),
        ({"q": "one", "op": "in", "value": ["vendor_refused"]}, ("value",), "no answer"),
        ({"q": "one", "op": "contains_any", "value": ["a"]}, ("op",), "for several options"),
        ({"q": "tool", "op": "in", "value": ["a"]}, ("op",), "may have several"),
        ({"q": "tool", "op": "contains_all", "value": ["not_sure"]}, ("value",), "no answer"),
        ({"q": "one", "op": "missing_or_in", "value": ["a"]}, ("value",), "no answer"),
        ({"q": "places", "op": "country_in", "value": ["UK"]}, ("value",), "no country code"),
        ({"q": "days", "op": "date_past"}, ("op",), "holds number"),
        ({"q": "one", "op": "gt", "value": 3}, ("op",), "holds option"),
        ({"q": "one", "op": "is", "value": True}, ("op",), "cannot be asked"),
        ({"some": "model", "where": {"always": True}}, ("some",), "no table of `model`"),
        (
            {"some": "hop", "where": {"all": [{"column": "town", "op": "eq", "value": "x"}]}},
            ("where", "all", 0, "column"),
            "no column `town`",
        ),
    ],
)
def test_what_does_not_exist_or_fit_is_named_with_its_place(written, place, says):
    found = list(faults(read(written), KNOWN))

    assert [fault.place for fault in found] == [place]
    assert says in found[0].sentence
