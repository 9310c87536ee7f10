"""A number in any unit becomes the bank's number, and stands in the form again as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.refusal import Refused
from procurement.library import load_library
from procurement.questionnaire.control import Control
from procurement.questionnaire.posted import Posted
from procurement.triage.amounts import UNITS, TypedAmount, amount_of, typed_again

BANK = load_library().bank
CONTROLS = {key: Control.of_question(BANK.by_id[key]) for key in UNITS}


def amount(key, typed, per, *chosen):
    return amount_of(CONTROLS[key], TypedAmount(Posted(chosen, typed), per))


@pytest.mark.parametrize(
    ("key", "typed", "per", "value", "words"),
    [
        ("monthly_volume", "400", "week", 1733.333333, "400 a week"),
        ("monthly_volume", "1,200", "month", 1200, "1,200 a month"),
        ("monthly_volume", "6", "working_day", 130, "6 a working day"),
        ("price_per_1000", "1p", "request", 10, "1p a request"),
        ("price_per_1000", "0.10", "request", 100, "£0.10 a request"),
        ("teacher_price_per_1000", "£30", "thousand", 30, "£30 for 1,000 requests"),
    ],
)
def test_it_is_reckoned_into_the_banks_unit(key, typed, per, value, words):
    found = amount(key, typed, per)
    assert (found.value, found.words) == (value, words)
    again = typed_again(CONTROLS[key], found.value, found.words)
    assert again.per == per
    assert amount_of(CONTROLS[key], again) == found


def test_words_of_another_hand_give_way_to_the_number_in_the_banks_unit():
    again = typed_again(CONTROLS["price_per_1000"], 12.5, "$3 a million tokens; 150 words sent")
    assert (again.posted.typed, again.per) == ("12.5", "thousand")
    lying = typed_again(CONTROLS["monthly_volume"], 43, "400 a week")
    assert (lying.posted.typed, lying.per) == ("43", "month")


def test_what_is_said_in_words_has_no_number():
    assert amount("price_per_1000", "", "request", "included").value == "included"
    assert amount("monthly_volume", "", "week", "not_sure").value == "not_sure"
    assert typed_again(CONTROLS["price_per_1000"], "included", "").posted.chosen == ("included",)


@pytest.mark.parametrize("typed", ["", "a few", "-3", "1e9", "nan"])
def test_what_is_no_number_is_refused_in_a_sentence(typed):
    with pytest.raises(Refused, match=r"[.]$"):
        amount("monthly_volume", typed, "week")


@given(st.integers(0, 10**6), st.sampled_from([per.id for per in UNITS["monthly_volume"]]))
def test_every_volume_stands_in_the_form_again(number, per):
    found = amount("monthly_volume", f"{number}", per)
    again = typed_again(CONTROLS["monthly_volume"], found.value, found.words)
    assert (again.posted.typed, again.per) == (f"{number}", per)
