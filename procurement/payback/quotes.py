"""A quote in any unit and currency, as pounds for 1,000 requests. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from procurement.payback.amounts import Amount
from procurement.payback.money import POUNDS, Money, one_of
from procurement.payback.usage import Usage

MILLION = 1_000_000


class Unit(StrEnum):
    """What a price is for."""

    REQUEST = "request"
    THOUSAND = "thousand"
    MILLION_TOKENS = "million_tokens"
    SEAT_MONTH = "seat_month"


@dataclass(frozen=True, slots=True)
class Quote:
    """A price as it was quoted. `price_out` is that of a million tokens of answer, if it differs."""

    price: Money
    unit: Unit = Unit.THOUSAND
    price_out: Money | None = None

    @property
    def out(self) -> Money:
        """Return the price of what comes back."""
        return self.price_out or self.price


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that was worked out, or None with the reason."""

    amount: Amount | None
    why: str = ""


def missing(quote: Quote, usage: Usage) -> str:
    """Return what must be said before the quote is a cost: one sentence, or nothing."""
    for money in (quote.price, quote.out):
        if money.currency != POUNDS and usage.rate is None:
            return f"Say how many pounds {one_of(money.currency)} costs you."
    if quote.unit is Unit.MILLION_TOKENS and (usage.request is None or usage.answer is None):
        return "Say how long a typical request and its answer are."
    if quote.unit is Unit.SEAT_MONTH and usage.seats is None:
        return "Say how many seats you would pay for."
    return ""


def cost_of_1000(quote: Quote, usage: Usage) -> Figure:
    """Return what 1,000 requests cost, in pounds.

    It is undefined while something is missing, and for seats without a request.
    """
    why = missing(quote, usage)
    if not why and quote.unit is Unit.SEAT_MONTH:
        if usage.volume is None:
            why = "Say how much you would use it: a price by the seat is shared among the requests."
        elif usage.volume.requests.low == 0:
            why = "Seats without a request have no price for 1,000."
    if why:
        return Figure(None, why)
    return Figure(
        Amount.around(each for corner in usage.corners() for each in _1000(quote, corner))
    )


def cost_a_month(quote: Quote, usage: Usage) -> Amount:
    """Return what a month costs, in pounds, where every amount of `usage` is one number.

    Nothing may be `missing`, and the volume must be said.
    """
    if quote.unit is Unit.SEAT_MONTH:
        return quote.price.amount.times(_pounds(quote.price, usage) * _one(usage.seats))
    assert usage.volume is not None  # noqa: S101 -- the caller has looked
    low, high = _1000(quote, usage)
    requests = usage.volume.a_month.low
    return Amount(low, high).times(requests).over(1000)


def _1000(quote: Quote, usage: Usage) -> tuple[Decimal, Decimal]:
    """Return the two ends of the cost of 1,000 requests at one corner."""
    price = quote.price.amount.times(_pounds(quote.price, usage))
    match quote.unit:
        case Unit.REQUEST:
            found = price.times(1000)
        case Unit.THOUSAND:
            found = price
        case Unit.MILLION_TOKENS:
            assert usage.request is not None  # noqa: S101 -- nothing is missing
            assert usage.answer is not None  # noqa: S101
            sent, back = usage.tokens(usage.request).low, usage.tokens(usage.answer).low
            out = quote.out.amount.times(_pounds(quote.out, usage))
            found = Amount(
                (price.low * sent + out.low * back) * 1000 / MILLION,
                (price.high * sent + out.high * back) * 1000 / MILLION,
            )
        case _:
            assert usage.volume is not None  # noqa: S101 -- the caller has looked
            month = cost_a_month(quote, usage)
            requests = usage.volume.a_month.low
            found = month.times(1000).over(requests)
    return found.low, found.high


def _pounds(money: Money, usage: Usage) -> Decimal:
    return Decimal(1) if money.currency == POUNDS else _one(usage.rate)


def _one(amount: Amount | None) -> Decimal:
    assert amount is not None  # noqa: S101 -- nothing is missing
    return amount.low
