"""What people type: numbers, prices, ranges and gaps; and the sentences where it cannot be read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.refusal import Refused
from procurement.payback.amounts import Amount, read_amount
from procurement.payback.money import Money, read_money
from procurement.payback.quotes import cost_of_1000
from procurement.payback.typed import read_plan
from tests.procurement.payback.typing_it import TURBO, plan_of


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("400", ["400"]),
        ("1,200.50", ["1200.50"]),
        (".5", ["0.5"]),
        ("3k", ["3000"]),
        ("10 to 20", ["10", "20"]),
        ("10-20", ["10", "20"]),
        ("10 – 20", ["10", "20"]),
        ("between 1k and 2.5k", ["1000", "2500"]),
        ("20 to 10", ["10", "20"]),
    ],
)
def test_a_number_or_a_range(typed, ends):
    assert read_amount(typed, enter="Enter it", example="5") == Amount.of(*ends)


@pytest.mark.parametrize(
    "typed", ["a few", "10 to", "1,20", "-5", "1e9", "9" * 30, "10 to 20 to 30"]
)
def test_what_is_no_number_is_quoted_back_with_what_would_do(typed):
    with pytest.raises(Refused) as refused:
        read_amount(typed, enter="Enter how many requests you make", example="400")
    assert refused.value.sentence.startswith(f"“{typed}” is no number")
    assert refused.value.what_to_do == (
        "Enter how many requests you make in digits, such as 400, or as a range, such as 10 to 20."
    )


@pytest.mark.parametrize(
    ("typed", "money"),
    [
        ("1p", Money(Amount.of("0.01"))),
        ("1p to 3p", Money(Amount.of("0.01", "0.03"))),
        ("0.4 pence", Money(Amount.of("0.004"))),
        ("£10", Money(Amount.of(10))),
        ("10 pounds", Money(Amount.of(10))),
        ("10", Money(Amount.of(10))),
        ("$2.50", Money(Amount.of("2.5"), "USD")),
        ("US$ 2.50 to US$ 3", Money(Amount.of("2.5", 3), "USD")),
        ("30 euros", Money(Amount.of(30), "EUR")),
        ("chf 30", Money(Amount.of(30), "CHF")),
        ("£3k", Money(Amount.of(3000))),
    ],
)
def test_a_price_in_its_currency(typed, money):
    assert read_money(typed, enter="Enter the price", example="1p") == money


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("cheap", "“cheap” is no price we can read."),
        ("£", "“£” is no price we can read."),
        ("5 per month", "“5 per month” is no price we can read."),
        ("£1 to $2", "“£1 to $2” names more than one currency."),
    ],
)
def test_what_is_no_price(typed, sentence):
    with pytest.raises(Refused) as refused:
        read_money(typed, enter="Enter the price", example="1p")
    assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("2 fewer to 4 more", (-2, 4)),
        ("-2 to 4", (-2, 4)),
        ("3", (3,)),
        ("2 to 4 fewer", (-4, -2)),
        ("2 to 4 more", (2, 4)),
        ("1.5 fewer", (Decimal("-1.5"),)),
    ],
)
def test_how_many_more_it_gets_wrong(typed, ends):
    assert plan_of(gap=typed).gap.wrong_in_100 == Amount.of(*ends)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("price", "cheap"), ("dear_price", "dear"), ("volume", "lots"), ("request", "long"),
        ("answer", "short"), ("seats", "all"), ("rate", "$1"), ("set_up", "€9"), ("upkeep", "?"),
        ("mistake", "much"), ("gap", "worse"), ("gap", "200"), ("examples", "10 to 20"),
        ("examples", "2.5"),
    ],
)  # fmt: skip
def test_each_field_that_cannot_be_read_is_named_and_the_others_still_are(name, typed):
    reading = read_plan(TURBO | {name: typed})
    assert [refusal.column for refusal in reading.refusals] == [name]
    assert typed in reading.refusals[0].sentence
    assert reading.plan.cheap or name == "price"


def test_minutes_without_a_rate_ask_for_it():
    reading = read_plan({"mistake": "10", "mistake_in": "minutes"})
    assert [str(each) for each in reading.refusals] == [
        "column hourly_rate: Enter what an hour of that work costs you."
    ]


def test_two_foreign_currencies_are_one_too_many():
    reading = read_plan({"price": "$1", "dear_price": "€2", "rate": "0.8"})
    assert [refusal.column for refusal in reading.refusals] == ["dear_price"]


def test_dollars_a_million_tokens_with_typical_lengths():
    # 150 words are 200 tokens and 30 are 40: 200 x $3 + 40 x $15 = $1,200 a million requests,
    # $1.20 for 1,000; at 80p a dollar 96p.
    plan = plan_of(
        price="$3", price_out="$15", unit="million_tokens", request="150", answer="30", rate="£0.80"
    )
    assert cost_of_1000(plan.cheap, plan.usage).amount.low.quantize(Decimal("0.000001")) == (
        Decimal("0.96")
    )


def test_no_rate_is_invented():
    plan = plan_of(price="$3", unit="thousand")
    found = cost_of_1000(plan.cheap, plan.usage)
    assert (found.amount, found.why) == (None, "Say how many pounds 1 US dollar costs you.")


def test_a_seat_is_shared_among_its_requests():
    # 10 seats at £30 are £300 a month for 1,000 requests.
    plan = plan_of(price="£30", unit="seat_month", seats="10", volume="12000", period="year")
    assert cost_of_1000(plan.cheap, plan.usage).amount == Amount.of(300)
    alone = plan_of(price="£30", unit="seat_month", seats="10")
    assert cost_of_1000(alone.cheap, alone.usage).amount is None


@given(st.dictionaries(st.sampled_from(sorted(TURBO)), st.text(max_size=30)))
def test_whatever_is_typed_is_read_or_refused(typed):
    typed = {name: said for name, said in typed.items() if not name.endswith(("unit", "period"))}
    for refusal in read_plan(typed).refusals:
        assert refusal.column in typed
