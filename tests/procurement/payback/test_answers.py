"""Inputs become answers, and stand in the fields again as they were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.payback.answers import KEYS, AnswerTold, answers_told, typed_again
from procurement.payback.quotes import Unit
from procurement.payback.typed import read_plan
from procurement.payback.usage import Period
from tests.procurement.payback.typing_it import TURBO

NUMBERS = st.integers(0, 10_000).map(str) | st.sampled_from(["1,200.50", "10 to 20", "3k"])
MONEY = st.tuples(st.sampled_from(["£", "$", ""]), NUMBERS).map("".join)


def again(told):
    typed = {}
    for key in reversed(KEYS):
        if key in told:
            typed |= typed_again(key, told[key].value, told[key].words)
    return typed


def test_the_answers_of_400_a_week_at_a_penny_against_ten():
    told = answers_told(
        TURBO | {"mistake": "10", "mistake_in": "minutes", "hourly_rate": "£15", "upkeep": "£200"}
    )
    assert told == {
        "price_per_1000": AnswerTold(10, "1p a request"),
        "teacher_price_per_1000": AnswerTold(100, "10p a request"),
        # 20,800 a year in twelve parts.
        "monthly_volume": AnswerTold(1733.333333, "400 a week"),
        "yearly_upkeep": AnswerTold(200, "£200"),
        "mistake_cost": AnswerTold(2.5, "10 minutes at £15 an hour"),
    }


def test_of_a_range_the_end_that_saves_least_is_kept():
    told = answers_told(
        {"price": "1p to 2p", "dear_price": "9p to 10p", "volume": "100 to 200", "set_up": "1 to 2"}
    )
    assert {key: each.value for key, each in told.items()} == {
        "price_per_1000": 20, "teacher_price_per_1000": 90, "monthly_volume": 100, "setup_cost": 2,
    }  # fmt: skip


def test_what_is_not_said_is_no_answer():
    assert answers_told({"price": "", "volume": " ", "set_up": ""}) == {}
    # Nobody has said what a dollar costs, so there is no price in pounds to keep.
    assert answers_told({"price": "$1"}) == {}


@given(
    st.fixed_dictionaries(
        {
            "price": MONEY, "unit": st.sampled_from(Unit), "price_out": MONEY,
            "dear_price": MONEY, "dear_unit": st.sampled_from(Unit),
            "request": NUMBERS, "answer": NUMBERS, "counted": st.sampled_from(["words", "tokens"]),
            "seats": NUMBERS, "rate": st.just("0.8"), "volume": NUMBERS.filter(lambda n: n != "0"),
            "period": st.sampled_from(Period), "set_up": NUMBERS, "upkeep": NUMBERS,
            "mistake": NUMBERS, "mistake_in": st.sampled_from(["pounds", "minutes"]),
            "hourly_rate": NUMBERS,
        }
    )
)  # fmt: skip
def test_what_was_typed_stands_there_again_and_means_the_same(typed):
    typed = {name: str(said) for name, said in typed.items()}
    told = answers_told(typed)
    assert set(told) == set(KEYS)
    shown = again(told)
    assert {name: typed[name] for name in shown} == shown
    assert answers_told(shown) == told
    assert read_plan(shown).refusals == ()


@pytest.mark.parametrize(
    ("key", "value", "words", "typed"),
    [
        ("price_per_1000", 10, "", {"price": "£10", "unit": "thousand"}),
        ("price_per_1000", 10, "Ask Tom again", {"price": "£10", "unit": "thousand"}),
        ("price_per_1000", 10, "1p a query", {"price": "1p", "unit": "request"}),
        ("teacher_price_per_1000", 0.5, "", {"dear_price": "£0.5", "dear_unit": "thousand"}),
        ("monthly_volume", 1200, "about that", {"volume": "1200", "period": "month"}),
        ("monthly_volume", 1733.333333, "400 a week", {"volume": "400", "period": "week"}),
        ("setup_cost", 400, "", {"set_up": "400"}),
        ("price_per_1000", "not_sure", "", {}),
        ("yearly_upkeep", ["vendor_refused"], "", {}),
    ],
)
def test_answers_from_elsewhere_stand_in_the_fields_too(key, value, words, typed):
    assert typed_again(key, value, words) == typed
