"""The sentences of the calculator; their figures are worked by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.payback.amounts import Amount
from procurement.payback.quotes import Unit
from procurement.payback.usage import Period
from procurement.wording import payback as say
from tests.procurement.payback.typing_it import TURBO, plan_of, weighed


def test_the_sentence_both_sides_of_the_table_want():
    assert say.trade_off("Turbo", weighed(**TURBO)) == (
        "Turbo saves about £1,870 a year and would make between 420 fewer and 830 more mistakes a "
        "year; at the worst end it stops paying when a mistake costs more than £2.25."
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"gap": "2 fewer"}, "Turbo saves about £1,870 a year and would make about 420 fewer mistakes a year."),
        ({"gap": "2 to 4"}, "Turbo saves about £1,870 a year and would make between 420 and 830 more mistakes a year; at the worst end it stops paying when a mistake costs more than £2.25."),
        ({"gap": "0"}, "Turbo saves about £1,870 a year and would make as many mistakes a year."),
        ({"gap": ""}, "Turbo saves about £1,870 a year."),
        # 9.5p more on 20,800 are 1,976.
        ({"price": "19.5p", "gap": ""}, "Turbo costs about £1,980 a year more than the bigger version."),
        ({"volume": "400 to 800", "gap": ""}, "Turbo saves between about £1,870 and £3,740 a year."),
        # A penny less to two pence more on 20,800.
        ({"price": "9p to 12p", "gap": ""}, "Turbo may cost up to £416 a year more than the bigger version, or save up to £208."),
        ({"price": "10p", "gap": ""}, "Turbo saves nothing."),
        ({"volume": ""}, "We cannot tell yet what it saves. Say how much you would use it."),
    ],
)  # fmt: skip
def test_what_it_came_to(typed, sentence):
    assert say.result_sentence("Turbo", weighed(**TURBO | typed)) == sentence


@pytest.mark.parametrize(
    ("typed", "steps"),
    [
        ({"price": "1p"}, ["1p a request = £10 for 1,000"]),
        ({"price": "£2 to £3", "unit": "thousand"}, ["£2 to £3 for 1,000 requests"]),
        ({"price": "$0.01", "rate": "0.79"}, ["1 US dollar = 79p, as you entered",
                                              "$0.01 a request = £7.90 for 1,000"]),
        ({"price": "$3", "price_out": "$15", "unit": "million_tokens", "request": "150",
          "answer": "30", "rate": "80p"},
         ["1 US dollar = 80p, as you entered",
          "150 words sent = about 200 tokens (3 words are about 4 tokens)",
          "30 words back = about 40 tokens (3 words are about 4 tokens)",
          "200 tokens at $3 a million and 40 at $15 a million, 1,000 times = 96p for 1,000"]),
        ({"price": "£30", "unit": "seat_month", "seats": "10", "volume": "1,200"},
         ["£30 a seat × 10 seats, shared among 1,200 requests a month = £250 for 1,000"]),
        ({"price": "$1"}, ["Say how many pounds 1 US dollar costs you."]),
    ],
)  # fmt: skip
def test_each_step_of_a_conversion(typed, steps):
    plan = plan_of(**typed)
    assert list(say.conversion(plan.cheap, plan.usage)) == steps


def test_a_volume_in_a_year():
    assert say.volume_in_words(plan_of(volume="400", period="week").usage.volume) == (
        "400 requests a week × 52 = 20,800 a year"
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"set_up": "0"}, "At once"),
        ({"set_up": "468"}, "After 3 months"),
        ({"set_up": "156"}, "After 1 month"),
        ({"set_up": "468", "upkeep": "0 to 936"}, "After 3 to 6 months"),
        ({"set_up": "468", "upkeep": "0 to 2k"}, "After 3 months at best; perhaps never"),
        ({"set_up": "0 to 468"}, "At once, or after 3 months"),
        ({"set_up": "468", "upkeep": "2k"}, "Never"),
        ({}, "Cannot tell. Say what it costs once, to set up. Enter 0 if nothing."),
    ],
)
def test_when_it_has_paid_back(more, said):
    assert say.break_even_in_words(weighed(**TURBO, **more).break_even) == said


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1872", "£1,870"), ("208", "£208"), ("12.34", "£12"), ("2.5", "£2.50"), ("0.079", "8p"),
     ("123456", "£123,000"), ("0", "£0")],
)  # fmt: skip
def test_money_as_people_say_it(value, shown):
    assert say.about_pounds(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        ("2 fewer to 4 more", "2 fewer to 4 more wrong"),
        ("2 to 4 fewer", "2 to 4 fewer wrong"),
        ("3", "3 more wrong"),
    ],
)
def test_a_measured_gap_comes_with_its_number_of_examples(gap, said):
    with_n = say.measured_on(plan_of(gap=gap, examples="300").gap, own=True)
    assert said in with_n
    assert "tested on 300 of your own examples" in with_n
    assert "you did not say on how many" in say.measured_on(plan_of(gap=gap).gap, own=False)


def test_what_is_not_counted_is_said():
    plan = plan_of(**TURBO)
    assert len(say.left_out(plan, weighed(**TURBO))) == 3
    full = TURBO | {"set_up": "0", "upkeep": "0", "mistake": "£4"}
    assert say.left_out(plan_of(**full), weighed(**full)) == ()


def test_an_amount_below_nothing_has_a_minus():
    assert say.about_amount(Amount.of(-1000, 20)) == "−£1,000 to £20"


NUMBERS = st.integers(0, 10**9).map(str) | st.sampled_from(
    ["0.0001", "1 to 1,000,000,000", "999999k"]
)


@given(
    st.fixed_dictionaries(
        dict.fromkeys(("price", "dear_price", "price_out", "request", "answer", "seats", "rate", "volume", "set_up", "upkeep", "mistake"), NUMBERS)
        | {"unit": st.sampled_from(Unit), "dear_unit": st.sampled_from(Unit),
           "period": st.sampled_from(Period), "gap": st.sampled_from(["", "0", "-100 to 100", "2"])}
    )
)  # fmt: skip
def test_every_result_has_its_words(typed):
    plan, found = plan_of(**typed), weighed(**typed)
    assert say.result_sentence("Turbo", found).endswith(".")
    assert all(say.conversion(quote, plan.usage) for quote in (plan.cheap, plan.dear))
    assert say.break_even_in_words(found.break_even)
    assert all(say.about_amount(cost.cheap) for cost in found.costs)
