"""A written statement is asked for where the name or the price hints at a larger model, and only there.

The users' review says when: the method names no larger model, and the name hints at one or the larger
model's price is more than three times as high.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.facts.fact import State
from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.questionnaire.walk import chapters
from procurement.screening import gather_facts

LIBRARY = load_library()
BANK = LIBRARY.bank
TODAY = date(2026, 11, 21)
PLAIN = {"tier_name": "Enquiry Sorter", "training_method": ["from_scratch"]}


def told(**answers):
    return gather_facts(LIBRARY, parse_answers(BANK, PLAIN | answers), TODAY)


def gap(**answers):
    return told(**answers).find("price_gap").values


def statement(**answers):
    """Return how the statement stands: asked, waiting for another answer, or not asked."""
    for chapter in chapters(BANK, told(**answers)):
        if any(step.key == "no_teacher_statement" for step in chapter.steps):
            return "asked"
        if any(each.id == "no_teacher_statement" for each in chapter.waiting):
            return "waiting"
    return "not asked"


@pytest.mark.parametrize(
    ("cheap", "dear", "follows"),
    [(10, 30, "not asked"), (10, 30.01, "asked"), (0, 1, "asked"), (0, 0, "not asked"), (30, 10, "not asked"), (0.7, 2.1, "not asked")],
)  # fmt: skip
def test_more_than_three_times_the_price_asks_for_it(cheap, dear, follows):
    assert statement(price_per_1000=cheap, teacher_price_per_1000=dear) == follows


def test_the_name_is_enough_without_a_price():
    assert statement(tier_name="Enquiry Turbo") == "asked"


def test_whoever_names_a_larger_model_is_not_asked_whatever_the_price():
    prices = {"price_per_1000": 1, "teacher_price_per_1000": 100}
    assert statement(training_method=["teacher_answers"], **prices) == "not asked"


def test_while_a_price_may_still_come_it_waits():
    assert statement() == "waiting"
    assert statement(price_per_1000=10) == "waiting"


@pytest.mark.parametrize("said", ["not_sold", "included", "not_sure", "vendor_refused"])
def test_without_two_prices_nothing_follows_from_them(said):
    assert gap(teacher_price_per_1000=said) == ("no_two_prices",)
    assert statement(price_per_1000=10, teacher_price_per_1000=said) == "not asked"


def test_a_light_check_asks_no_more_than_before():
    assert statement(depth="light", price_per_1000=10, teacher_price_per_1000=20) == "not asked"


def test_who_says_it_all_the_same_is_heard():
    prices = {"price_per_1000": 10, "teacher_price_per_1000": 20}
    assert statement(price_gap="over_three_times", **prices) == "asked"


def test_it_is_never_asked_itself():
    every = [step.key for chapter in chapters(BANK, told()) for step in chapter.steps]
    assert "price_gap" not in every
    assert told().find("price_gap").state is State.UNANSWERED


money = st.decimals(min_value=0, max_value=10_000, places=2)


@given(money, money)
def test_it_is_asked_just_where_the_review_says(cheap, dear):
    expected = "asked" if dear > 3 * cheap else "not asked"
    assert statement(price_per_1000=float(cheap), teacher_price_per_1000=float(dear)) == expected
