"""What the cheaper version saves in a year, from the prices and the volume that were told. Pure."""

from content.shape import Content
from procurement.facts.fact import State
from procurement.facts.fact_base import FactBase

MONTHS = 12


class Saving(Content):
    """What it saves, in pounds a year; less than nothing where it costs more.

    `set_up` is what has to be paid once before, if that was told. Nothing here counts the cost of
    mistakes.
    """

    a_year: float
    set_up: float | None


def saving(facts: FactBase) -> Saving | None:
    """Return the saving, or None unless both prices and the volume are each known as one number.

    Prices are for 1,000 requests, the volume is in requests a month.
    """
    cheap, dear = _number(facts, "price_per_1000"), _number(facts, "teacher_price_per_1000")
    volume = _number(facts, "monthly_volume")
    if cheap is None or dear is None or volume is None:
        return None
    return Saving(
        a_year=round((dear - cheap) / 1_000 * volume * MONTHS, 2),
        set_up=_number(facts, "setup_cost"),
    )


def saving_in_words(found: Saving | None, product: str) -> str:
    """Return the saving as a sentence for page one; nothing where it is not known."""
    if found is None:
        return ""
    pounds = f"£{abs(found.a_year):,.0f}"
    if found.a_year < 0:
        return f"{product} costs about {pounds} a year more than the bigger version."
    after = f", after £{found.set_up:,.0f} once" if found.set_up else ""
    return f"{product} saves about {pounds} a year{after}, if prices and volume are as told."


def _number(facts: FactBase, key: str) -> float | None:
    fact = facts.find(key)
    if fact.state is not State.KNOWN or len(fact.values) != 1:
        return None
    value = fact.values[0]
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
