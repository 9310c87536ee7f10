"""What the cheaper version saves in a year, from the prices and the volume that were told. Pure."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from content.shape import Content
from evaluations.wording.trade_off import trade_off_sentence
from procurement.facts.fact import State
from procurement.facts.fact_base import FactBase
from procurement.facts.subjects import ASSESSMENT
from procurement.payback.amounts import Amount
from procurement.payback.answers import DEAR_PRICE, PRICE, SET_UP, UPKEEP, VOLUME
from procurement.payback.money import Money
from procurement.payback.quotes import Quote
from procurement.payback.usage import Usage, Volume
from procurement.payback.weighing import Plan, weigh
from procurement.wording import payback


class Saving(Content):
    """What it saves, in pounds a year; less than nothing where it costs more.

    A yearly upkeep that was told is taken off. `set_up` is what has to be paid once before, if that
    was told. Nothing here counts the cost of mistakes.
    """

    a_year: float
    set_up: float | None


def saving(facts: FactBase) -> Saving | None:
    """Return the saving, or None unless both prices and the volume are each known as one number.

    Prices are for 1,000 requests, the volume is in requests a month.
    """
    plan = _plan(facts)
    found = weigh(plan).saving.amount if plan else None
    if plan is None or found is None:
        return None
    set_up = plan.set_up
    return Saving(a_year=round(float(found.low), 2), set_up=float(set_up.low) if set_up else None)


def trade_off(facts: FactBase, evaluations: Iterable[Mapping[str, Any]], product: str) -> str:
    """Return the year's saving against the year's mistakes, by the first test that shows them.

    Nothing while a price, the volume or the difference to the bigger version is not known.
    """
    plan = _plan(facts)
    said = (trade_off_sentence(each, plan, product) for each in evaluations) if plan else ()
    return next(filter(None, said), "")


def _plan(facts: FactBase) -> Plan | None:
    cheap, dear, volume = (_amount(facts, key) for key in (PRICE, DEAR_PRICE, VOLUME))
    if cheap is None or dear is None or volume is None:
        return None
    return Plan(
        Quote(Money(cheap)),
        Quote(Money(dear)),
        Usage(Volume(volume)),
        set_up=_amount(facts, SET_UP),
        upkeep=_amount(facts, UPKEEP),
    )


def saving_in_words(found: Saving | None, product: str) -> str:
    """Return the saving as a sentence for page one; nothing where it is not known."""
    if found is None:
        return ""
    said = payback.saving_in_words(product, Amount.of(Decimal(str(found.a_year))))
    after = (
        f", after {payback.about_pounds(Decimal(str(found.set_up)))} once" if found.set_up else ""
    )
    if found.a_year <= 0:
        after = ""
    return f"{said}{after}, if prices and volume are as told."


def _amount(facts: FactBase, key: str) -> Amount | None:
    # An assessment that was opened under earlier questions was never asked some of these.
    fact = facts.facts.get((ASSESSMENT, key))
    if fact is None or fact.state is not State.KNOWN or len(fact.values) != 1:
        return None
    value = fact.values[0]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Amount.of(Decimal(str(value)))
