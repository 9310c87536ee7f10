"""What is saved in a year, worked by hand."""

import pytest

from procurement.library import load_library
from procurement.questionnaire.answers import parse_answers
from procurement.screening import gather_facts
from reports.parts.saving import Saving, saving, saving_in_words, trade_off
from tests.reports.content_made import LAW_ON, evaluation

LIBRARY = load_library()


def found(**answers):
    return saving(gather_facts(LIBRARY, parse_answers(LIBRARY.bank, answers), LAW_ON))


def test_ten_pence_against_a_penny_for_2500_messages_a_month():
    # 2,500 x 12 = 30,000 messages a year at 9p less each: 2,700 pounds.
    told = found(price_per_1000=10, teacher_price_per_1000=100, monthly_volume=2500, setup_cost=400)
    assert told == Saving(a_year=2700, set_up=400)
    assert saving_in_words(told, "Turbo") == (
        "Turbo saves about £2,700 a year, after £400 once, if prices and volume are as told."
    )


def test_what_costs_more_is_said_to():
    told = found(price_per_1000=30, teacher_price_per_1000=20, monthly_volume=1000)
    assert told == Saving(a_year=-120, set_up=None)
    assert saving_in_words(told, "Turbo") == (
        "Turbo costs about £120 a year more than the bigger version, if prices and volume are as told."
    )


@pytest.mark.parametrize("missing", ["price_per_1000", "teacher_price_per_1000", "monthly_volume"])
def test_without_both_prices_and_the_volume_nothing_is_said(missing):
    known = {"price_per_1000": 10, "teacher_price_per_1000": 100, "monthly_volume": 2500}
    known.pop(missing)
    assert found(**known) is None
    assert saving_in_words(None, "Turbo") == ""


def test_two_sources_that_disagree_on_a_price_leave_it_open():
    rows = parse_answers(LIBRARY.bank, {"price_per_1000": 10, "teacher_price_per_1000": 100,
                                        "monthly_volume": 2500})  # fmt: skip
    again = parse_answers(LIBRARY.bank, {"price_per_1000": 12})
    assert saving(gather_facts(LIBRARY, (*rows, *again), LAW_ON)) is None


def test_the_saving_stands_against_the_mistakes_of_a_year():
    told = {"price_per_1000": 10, "teacher_price_per_1000": 100, "monthly_volume": 2500}
    facts = gather_facts(LIBRARY, parse_answers(LIBRARY.bank, told), LAW_ON)
    # All 1,000 examples right against 100 wrong: 30,000 messages a year, each tenth no mistake.
    said = trade_off(facts, [evaluation(900, 0, 100, 0)], "Turbo")
    assert said.startswith("Turbo saves about £2,700 a year and would make between ")
    assert " fewer mistakes a year" in said
    assert trade_off(facts, [], "Turbo") == ""
    unpriced = gather_facts(LIBRARY, parse_answers(LIBRARY.bank, {"monthly_volume": 2500}), LAW_ON)
    assert trade_off(unpriced, [evaluation(900, 0, 100, 0)], "Turbo") == ""
