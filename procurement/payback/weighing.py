"""A cheaper version set against a dearer one: the saving, the break-even, the mistakes. Pure.

Ranges stay ranges: a result is worked out at every combination of ends, and spans what came out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from procurement.payback.amounts import ENDLESS, NOTHING, Amount
from procurement.payback.quotes import (
    Figure,
    Quote,
    Unit,
    cost_a_month,
    cost_of_1000,
    missing,
)
from procurement.payback.usage import MONTHS, Usage

HORIZONS = (12, 24, 36, 60, 120)


@dataclass(frozen=True, slots=True)
class Gap:
    """How many more of 100 the cheaper version gets wrong; fewer is below nothing.

    `examples` is how many it was measured on, None where that was not said.
    """

    wrong_in_100: Amount
    examples: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody has said. None is what nobody has said, and is never taken for nothing.

    `set_up` (once), `upkeep` (a year) and `mistake` (one) are in pounds.
    """

    cheap: Quote | None = None
    dear: Quote | None = None
    usage: Usage = field(default_factory=Usage)
    set_up: Amount | None = None
    upkeep: Amount | None = None
    mistake: Amount | None = None
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What has been paid by the end of a month, in pounds."""

    month: int
    cheap: Amount
    dear: Amount


@dataclass(frozen=True, slots=True)
class Weighed:
    """What follows from a plan. Pounds, but for `break_even` (months) and `more_mistakes`.

    `saving` is that of a year, less the upkeep that was said and before mistakes. `break_even` is
    0 where it pays at once, and its end is infinite where it may never. `worst_mistake` is what a
    mistake may cost before, at the worst end, nothing is saved; `after_mistakes` is what is left of
    a year's saving.
    """

    cheap: Figure
    dear: Figure
    saving: Figure
    break_even: Figure
    more_mistakes: Figure
    worst_mistake: Figure
    after_mistakes: Figure
    costs: tuple[Cost, ...]


@dataclass(frozen=True, slots=True)
class _Year:
    """One combination of ends: a year's requests and a year's saving at its two price ends."""

    requests: Decimal
    saved: Amount


def weigh(plan: Plan) -> Weighed:
    """Return what follows from a plan; what cannot be told is None with the reason."""
    why = _open(plan)
    years = [] if why else list(_years(plan))
    saving = Figure(_around(each.saved for each in years), why)
    break_even = _break_even(plan, saving)
    return Weighed(
        cheap=_alone(plan.cheap, plan.usage, "Say what this version costs."),
        dear=_alone(plan.dear, plan.usage, "Say what the bigger version costs."),
        saving=saving,
        break_even=break_even,
        more_mistakes=_more_mistakes(plan),
        worst_mistake=_worst_mistake(plan, saving, years),
        after_mistakes=_after_mistakes(plan, saving, years),
        costs=() if why else _costs(plan, _horizon(break_even)),
    )


def saving_when_sent_on(plan: Plan, share: Amount) -> Figure:
    """Return a year's saving where a share of the cases (0 to 1) also goes to the bigger version.

    Every case is paid for once at the cheaper version's price, those sent on at both.
    """
    why = _open(plan)
    if not why and plan.dear is not None and plan.dear.unit is Unit.SEAT_MONTH and share.high > 0:
        why = "A price by the seat stays the same however few cases go to the bigger version."
    if why:
        return Figure(None, why)
    return Figure(
        _around(each.saved for end in (share.low, share.high) for each in _years(plan, end))
    )


def _open(plan: Plan) -> str:
    """Return what must be said before a saving can be told."""
    if plan.cheap is None:
        return "Say what this version costs."
    if plan.dear is None:
        return "Say what the bigger version costs."
    if plan.usage.volume is None:
        return "Say how much you would use it."
    return missing(plan.cheap, plan.usage) or missing(plan.dear, plan.usage)


def _alone(quote: Quote | None, usage: Usage, why: str) -> Figure:
    return cost_of_1000(quote, usage) if quote else Figure(None, why)


def _years(plan: Plan, sent_on: Decimal = NOTHING) -> Iterator[_Year]:
    upkeep = plan.upkeep or Amount(NOTHING, NOTHING)
    for requests, cheap, dear in _months(plan):
        spared = dear.times(1 - sent_on)
        saved = Amount(
            (spared.low - cheap.high) * MONTHS - upkeep.high,
            (spared.high - cheap.low) * MONTHS - upkeep.low,
        )
        yield _Year(requests * MONTHS, saved)


def _months(plan: Plan) -> Iterator[tuple[Decimal, Amount, Amount]]:
    """Yield a month's requests and what each version costs, at each combination of ends."""
    if plan.cheap is None or plan.dear is None or plan.usage.volume is None:
        return
    for corner in plan.usage.corners():
        assert corner.volume is not None  # noqa: S101 -- the plan has one
        yield (
            corner.volume.a_month.low,
            cost_a_month(plan.cheap, corner),
            cost_a_month(plan.dear, corner),
        )


def _break_even(plan: Plan, saving: Figure) -> Figure:
    if saving.amount is None:
        return Figure(None, saving.why)
    if plan.set_up is None:
        return Figure(None, "Say what it costs once, to set up. Enter 0 if nothing.")
    if plan.set_up.high == 0 and saving.amount.high <= 0:
        return Figure(None, "There is nothing to earn back, and nothing is saved.")
    first = _months_to_earn(plan.set_up.low, saving.amount.high)
    last = _months_to_earn(plan.set_up.high, saving.amount.low)
    return Figure(Amount(first, last))


def _months_to_earn(set_up: Decimal, saving: Decimal) -> Decimal:
    return set_up * MONTHS / saving if saving > 0 else ENDLESS


def _more_mistakes(plan: Plan) -> Figure:
    if plan.gap is None:
        return Figure(None, "No test has shown yet how many more it gets wrong.")
    if plan.usage.volume is None:
        return Figure(None, "Say how much you would use it.")
    year, wrong = plan.usage.volume.a_year, plan.gap.wrong_in_100
    return Figure(
        Amount.around(
            requests * share / 100
            for requests in (year.low, year.high)
            for share in (wrong.low, wrong.high)
        )
    )


def _worst_mistake(plan: Plan, saving: Figure, years: list[_Year]) -> Figure:
    if plan.gap is None or saving.amount is None:
        return Figure(None, saving.why or "No test has shown yet how many more it gets wrong.")
    if saving.amount.low <= 0:
        return Figure(None, "At the worst end there is no saving to lose.")
    worst = plan.gap.wrong_in_100.high / 100
    limits = [
        each.saved.low / (worst * each.requests)
        for each in years
        if worst > 0 and each.requests > 0
    ]
    if not limits:
        return Figure(None, "Even at the worst end it makes no more mistakes.")
    return Figure(Amount(min(limits), min(limits)))


def _after_mistakes(plan: Plan, saving: Figure, years: list[_Year]) -> Figure:
    if plan.gap is None or saving.amount is None:
        return Figure(None, saving.why or "No test has shown yet how many more it gets wrong.")
    if plan.mistake is None:
        return Figure(None, "Say what one mistake costs you.")
    wrong = plan.gap.wrong_in_100
    return Figure(
        Amount.around(
            saved - each.requests * share / 100 * cost
            for each in years
            for saved in (each.saved.low, each.saved.high)
            for share in (wrong.low, wrong.high)
            for cost in (plan.mistake.low, plan.mistake.high)
        )
    )


def _horizon(break_even: Figure) -> int:
    """Return how many months to show: enough to see it pay back, if it does within ten years."""
    found = break_even.amount
    last = NOTHING if found is None else found.high if found.high < ENDLESS else found.low
    return next((each for each in HORIZONS if last * Decimal("1.25") <= each), HORIZONS[1])


def _costs(plan: Plan, months: int) -> tuple[Cost, ...]:
    """Return what has been paid at the start and after each month, upkeep spread evenly."""
    set_up = plan.set_up or Amount(NOTHING, NOTHING)
    upkeep = (plan.upkeep or Amount(NOTHING, NOTHING)).over(MONTHS)
    each_month = list(_months(plan))
    cheap = Amount.around(e for _, cost, _ in each_month for e in (cost.low, cost.high))
    dear = Amount.around(e for _, _, cost in each_month for e in (cost.low, cost.high))
    return tuple(
        Cost(
            month,
            Amount(
                set_up.low + month * (cheap.low + upkeep.low),
                set_up.high + month * (cheap.high + upkeep.high),
            ),
            dear.times(month),
        )
        for month in range(months + 1)
    )


def _around(amounts: Iterator[Amount]) -> Amount | None:
    ends = [end for each in amounts for end in (each.low, each.high)]
    return Amount.around(ends) if ends else None
