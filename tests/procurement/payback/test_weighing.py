"""What a cheaper version saves, worked by hand and held to properties."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.payback.amounts import ENDLESS, Amount
from procurement.payback.money import Money
from procurement.payback.quotes import Quote, Unit, cost_of_1000
from procurement.payback.usage import Counted, Usage, Volume
from procurement.payback.weighing import Gap, Plan, weigh
from tests.procurement.payback.typing_it import TURBO, plan_of, weighed
from tests.procurement.rulebook.test_computed import value

MONEY = st.decimals(0, 10_000, places=2)
COUNTS = st.decimals(1, 1_000_000, places=0)


def close(one, other):
    return abs(one - other) <= Decimal("1e-15") * max(1, abs(one), abs(other))


def amounts(numbers):
    return st.lists(numbers, min_size=1, max_size=2).map(lambda ends: Amount.of(*ends))


@st.composite
def plans(draw):
    return Plan(
        Quote(Money(draw(amounts(MONEY)))),
        Quote(Money(draw(amounts(MONEY)))),
        Usage(Volume(draw(amounts(COUNTS)))),
        draw(amounts(MONEY)),
        draw(st.none() | amounts(MONEY)),
        draw(amounts(MONEY)),
        Gap(draw(amounts(st.decimals(-100, 100, places=1)))),
    )


def test_400_a_week_at_a_penny_against_ten():
    found = weighed(**TURBO)
    assert found.cheap.amount == Amount.of(10)
    assert found.dear.amount == Amount.of(100)
    assert found.saving.amount == Amount.of(1872)
    assert found.more_mistakes.amount == Amount.of(-416, 832)
    assert found.worst_mistake.amount == Amount.of("2.25")


def test_a_mistake_that_costs_what_the_sentence_names_leaves_nothing_at_the_worst_end():
    # 416 fewer at 2.25 each are 936 pounds on top of the 1,872; 832 more eat all of it.
    found = weighed(**TURBO, mistake="2.25").after_mistakes
    assert found.amount == Amount.of(0, 2808)


def test_minutes_of_staff_are_a_cost_too():
    # 10 minutes at 15 pounds an hour are 2.50.
    said = {"mistake": "10", "mistake_in": "minutes", "hourly_rate": "£15"}
    assert plan_of(**said).mistake == Amount.of("2.5")


@pytest.mark.parametrize(
    ("more", "months"),
    [
        # 1,872 a year are 156 a month; 468 pounds take 3 of them.
        ({"set_up": "468"}, (3, 3)),
        # 936 of upkeep leave 78 a month: 6 months.
        ({"set_up": "468", "upkeep": "936"}, (6, 6)),
        ({"set_up": "468", "upkeep": "0 to 936"}, (3, 6)),
        ({"set_up": "468", "upkeep": "0 to 1872"}, (3, ENDLESS)),
        ({"set_up": "468", "upkeep": "2k"}, (ENDLESS, ENDLESS)),
        ({"set_up": "0"}, (0, 0)),
    ],
)
def test_break_even(more, months):
    assert weighed(**TURBO, **more).break_even.amount == Amount(*map(Decimal, months))


def test_a_break_even_that_nobody_can_tell_says_why():
    assert weighed(**TURBO).break_even.why == (
        "Say what it costs once, to set up. Enter 0 if nothing."
    )
    free = weighed(**TURBO | {"price": "10p"}, set_up="0").break_even
    assert (free.amount, free.why) == (None, "There is nothing to earn back, and nothing is saved.")


def test_what_is_paid_month_by_month():
    # 1,733.33 requests a month: 17.33 pounds against 173.33; and 468 before the first.
    costs = weighed(**TURBO, set_up="468").costs
    assert [each.month for each in costs] == list(range(13))
    assert (costs[0].cheap, costs[0].dear) == (Amount.of(468), Amount.of(0))
    assert close(costs[3].cheap.low, costs[3].dear.low)
    assert close(costs[3].dear.low, Decimal(520))


@pytest.mark.parametrize("absent", ["price", "dear_price", "volume"])
def test_without_prices_and_volume_the_saving_is_undefined_and_says_what_is_missing(absent):
    found = weighed(**{name: said for name, said in TURBO.items() if name != absent})
    assert found.saving.amount is None
    assert found.saving.why.startswith("Say ")
    assert found.costs == ()


@given(plans())
def test_it_agrees_with_the_rulebook(plan):
    flat = replace(
        plan,
        cheap=Quote(Money(Amount.of(plan.cheap.price.amount.low))),
        dear=Quote(Money(Amount.of(plan.dear.price.amount.low))),
        usage=Usage(Volume(Amount.of(plan.usage.volume.requests.low))),
        set_up=Amount.of(plan.set_up.low),
        upkeep=None,
    )
    found = weigh(flat)
    answers = {
        "setup_cost": float(flat.set_up.low),
        "price_per_1000": float(flat.cheap.price.amount.low),
        "teacher_price_per_1000": float(flat.dear.price.amount.low),
        "monthly_volume": float(flat.usage.volume.requests.low),
    }
    months = value("payback_months", **answers)
    ratio = value("saving_ratio", **answers)
    if found.break_even.amount is None:
        assert months is None
    else:
        assert float(found.break_even.amount.low) == pytest.approx(months)
    paid = flat.dear.price.amount.low * flat.usage.volume.a_year.low / 1000
    if ratio is None:
        assert paid == 0
    else:
        assert float(found.saving.amount.low / paid) == pytest.approx(ratio, abs=1e-9)


@given(plans(), COUNTS)
def test_more_requests_never_shrink_what_a_cheaper_price_saves(plan, more):
    settled = replace(
        plan,
        cheap=Quote(Money(Amount.of(1))),
        dear=Quote(Money(Amount.of(2))),
        set_up=Amount.of(100),
        upkeep=Amount.of(0),
        usage=Usage(Volume(Amount.of(plan.usage.volume.requests.low))),
    )
    volume = Volume(Amount.of(plan.usage.volume.requests.low + more))
    later = replace(settled, usage=replace(settled.usage, volume=volume))
    assert weigh(later).saving.amount.low > weigh(settled).saving.amount.low
    assert weigh(later).break_even.amount.high <= weigh(settled).break_even.amount.high


@given(plans())
def test_a_range_holds_what_each_of_its_ends_gives(plan):
    wide = weigh(plan)
    ends = product(
        plan.usage.volume.requests.ends, plan.cheap.price.amount.ends, plan.dear.price.amount.ends
    )
    for volume, cheap, dear in ends:
        narrow = replace(
            plan, usage=Usage(Volume(volume)), cheap=Quote(Money(cheap)), dear=Quote(Money(dear))
        )
        for name in ("saving", "more_mistakes", "after_mistakes"):
            whole, part = getattr(wide, name).amount, getattr(weigh(narrow), name).amount
            assert whole.low <= part.low
            assert part.high <= whole.high


@given(plans())
def test_at_the_worst_mistake_the_worst_end_of_the_year_comes_to_nothing(plan):
    worst = weigh(plan).worst_mistake.amount
    if worst is not None:
        after = weigh(replace(plan, mistake=worst)).after_mistakes.amount
        assert abs(after.low) <= Decimal("1e-9") * max(1, worst.low)


@given(MONEY, COUNTS, st.integers(1, 100))
def test_one_price_in_four_units_is_one_cost(price, volume, seats):
    usage = Usage(
        Volume(Amount.of(volume)),
        Amount.of(1000),
        Amount.of(1000),
        Counted.TOKENS,
        Amount.of(seats),
    )
    quotes = [
        Quote(Money(Amount.of(price / 1000)), Unit.REQUEST),
        Quote(Money(Amount.of(price)), Unit.THOUSAND),
        # 1,000 requests of 1,000 tokens each way are two million tokens.
        Quote(Money(Amount.of(price / 2)), Unit.MILLION_TOKENS),
        Quote(Money(Amount.of(price * volume / 1000 / seats)), Unit.SEAT_MONTH),
    ]
    for quote in quotes:
        assert close(cost_of_1000(quote, usage).amount.low, price), quote.unit
