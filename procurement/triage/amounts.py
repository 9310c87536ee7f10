"""An amount in the unit somebody knows it in, as the bank's number and the words, and back. Pure.

The words are those of the payback calculator, so that each shows what was typed into the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from content.refusal import Refused
from procurement.questionnaire.control import Control
from procurement.questionnaire.posted import Posted, said_of
from procurement.triage.schema import BIGGER_PRICE, PRICE, VOLUME


@dataclass(frozen=True, slots=True)
class Per:
    """A unit: its words after the number, and how many of the bank's units one of it is."""

    id: str
    words: str
    times: Decimal


_A_MONTH = Decimal(1) / 12
# A year has 52 weeks and 260 working days here, as people reckon.
VOLUMES = (
    Per("week", "a week", 52 * _A_MONTH),
    Per("working_day", "a working day", 260 * _A_MONTH),
    Per("month", "a month", Decimal(1)),
)
PRICES = (
    Per("request", "a request", Decimal(1000)),
    Per("thousand", "for 1,000 requests", Decimal(1)),
)
UNITS: Mapping[str, tuple[Per, ...]] = MappingProxyType(
    {VOLUME: VOLUMES, PRICE: PRICES, BIGGER_PRICE: PRICES}
)
# The bank's own unit, where nobody said it in words.
_BANKS_OWN = {VOLUME: "month", PRICE: "thousand", BIGGER_PRICE: "thousand"}


@dataclass(frozen=True, slots=True)
class Amount:
    """An answer in the bank's own form, and the words it was given in, if any."""

    value: object
    words: str = ""


@dataclass(frozen=True, slots=True)
class TypedAmount:
    """What stands in the control: what was ticked or typed, and the unit."""

    posted: Posted
    per: str


def amount_of(control: Control, typed: TypedAmount) -> Amount:
    """Return the answer that stands in a control; non-answers and companions have no words.

    Raises
    ------
    Refused
        With one sentence for the person who filled it in.
    """
    said = said_of(control, typed.posted)
    if isinstance(said, bool) or not isinstance(said, int | float):
        return Amount(said)
    units = {per.id: per for per in UNITS[control.named]}
    per = units.get(typed.per, UNITS[control.named][0])
    shown = " ".join(typed.posted.typed.split())
    if control.unit == "GBP" and not shown.lower().endswith("p") and "£" not in shown:
        shown = f"£{shown}"
    return Amount(_number(Decimal(str(said)) * per.times), f"{shown} {per.words}")


def typed_again(control: Control, value: object, words: str) -> TypedAmount:
    """Return what must stand in the control so that it says an answer again.

    Where the words are not ours, it is the number in the bank's own unit.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        chosen = (str(value),) if value is not None else ()
        return TypedAmount(Posted(chosen), UNITS[control.named][0].id)
    # The longest words first: "a working day" must not pass for another unit.
    for per in sorted(UNITS[control.named], key=lambda each: -len(each.words)):
        if words.endswith(f" {per.words}"):
            typed = TypedAmount(Posted((), words.removesuffix(f" {per.words}")), per.id)
            if _says(control, typed) == value:
                return typed
    return TypedAmount(Posted((), format(Decimal(str(value)), "f")), _BANKS_OWN[control.named])


def _says(control: Control, typed: TypedAmount) -> object:
    try:
        return amount_of(control, typed).value
    except Refused:  # words of another hand: the number itself is shown
        return None


def _number(value: Decimal) -> int | float:
    """Return a number as JSON takes it; a millionth is fine enough."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else float(rounded)
