"""What was typed into the calculator, read as a plan; each field that cannot be read is named. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from content.refusal import Refused
from procurement.payback.amounts import Amount, read_amount, shortened
from procurement.payback.money import POUNDS, Money, one_of, read_money
from procurement.payback.quotes import Quote, Unit
from procurement.payback.usage import Counted, Period, Usage, Volume
from procurement.payback.weighing import Gap, Plan

Typed = Mapping[str, str]
POUNDS_EACH: Final = "pounds"
MINUTES_EACH: Final = "minutes"
MOST_EXAMPLES: Final = 1_000_000_000
_FEWER = ("fewer", "less")


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan of all that could be read, and a refusal for each field that could not.

    A refusal's `column` is the field's name.
    """

    plan: Plan
    refusals: tuple[Refused, ...]


def read_plan(typed: Typed) -> Reading:
    """Return what the fields of the calculator say; an empty or absent field says nothing.

    The fields: `price`, `unit`, `price_out` and the same with `dear_` before them, `rate`,
    `request`, `answer`, `counted`, `seats`, `volume`, `period`, `set_up`, `upkeep`, `mistake`,
    `mistake_in`, `hourly_rate`, `gap`, `examples`.
    """
    reader = _Reader(typed)
    cheap = reader.quote("", "what this version costs")
    dear = reader.quote("dear_", "what the bigger version costs")
    requests = reader.amount("volume", "Enter how many requests you make", "400")
    usage = Usage(
        Volume(requests, Period(typed.get("period") or Period.MONTH)) if requests else None,
        reader.amount("request", "Enter how long a request is", "150"),
        reader.amount("answer", "Enter how long an answer is", "50"),
        Counted(typed.get("counted") or Counted.WORDS),
        reader.amount("seats", "Enter how many seats you would pay for", "5"),
        reader.pounds("rate", "Enter what one of that currency costs you in pounds", "0.79"),
    )
    reader.one_foreign_currency(cheap, dear)
    plan = Plan(
        cheap,
        dear,
        usage,
        reader.pounds("set_up", "Enter what it costs once", "400"),
        reader.pounds("upkeep", "Enter the yearly upkeep", "200"),
        reader.mistake(),
        reader.gap(),
    )
    return Reading(plan, tuple(reader.refusals))


def still_needed(plan: Plan) -> tuple[Refused, ...]:
    """Return what a price needs before it is a cost, a refusal for each field that should say it."""
    asked: dict[str, str] = {}
    usage = plan.usage
    for quote in filter(None, (plan.cheap, plan.dear)):
        foreign = {quote.price.currency, quote.out.currency} - {POUNDS}
        if foreign and usage.rate is None:
            asked["rate"] = f"Enter how many pounds {one_of(foreign.pop())} costs you."
        if quote.unit is Unit.MILLION_TOKENS:
            if usage.request is None:
                asked["request"] = "Enter how long a typical request is."
            if usage.answer is None:
                asked["answer"] = "Enter how long a typical answer is."
        if quote.unit is Unit.SEAT_MONTH and usage.seats is None:
            asked["seats"] = "Enter how many seats you would pay for."
    return tuple(Refused(sentence, column=name) for name, sentence in asked.items())


class _Reader:
    def __init__(self, typed: Typed) -> None:
        self.typed = {name: said.strip() for name, said in typed.items()}
        self.refusals: list[Refused] = []

    def amount(self, name: str, enter: str, example: str) -> Amount | None:
        said = self.typed.get(name)
        if not said:
            return None
        try:
            return read_amount(said, enter=enter, example=example)
        except Refused as refusal:
            self._refuse(name, refusal)
            return None

    def money(self, name: str, enter: str, example: str) -> Money | None:
        said = self.typed.get(name)
        if not said:
            return None
        try:
            return read_money(said, enter=enter, example=example)
        except Refused as refusal:
            self._refuse(name, refusal)
            return None

    def pounds(self, name: str, enter: str, example: str) -> Amount | None:
        found = self.money(name, enter, f"£{example}")
        if found is not None and found.currency != POUNDS:
            sentence = f"“{shortened(self.typed[name])}” is not in pounds."
            self._refuse(name, Refused(sentence, what_to_do=f"{enter} in pounds."))
            return None
        return found.amount if found else None

    def quote(self, prefix: str, what: str) -> Quote | None:
        price = self.money(f"{prefix}price", f"Enter {what}", "1p, £10 or $2.50")
        out = self.money(f"{prefix}price_out", f"Enter {what} for answers", "£10 or $2.50")
        unit = Unit(self.typed.get(f"{prefix}unit") or Unit.REQUEST)
        if price is None:
            return None
        return Quote(price, unit, out if unit is Unit.MILLION_TOKENS else None)

    def one_foreign_currency(self, *quotes: Quote | None) -> None:
        named = {
            money.currency
            for quote in quotes
            if quote
            for money in (quote.price, quote.out)
            if money.currency != POUNDS
        }
        if len(named) > 1:
            refusal = Refused(
                f"The prices are in {' and '.join(sorted(named))}, and one rate cannot serve both.",
                what_to_do="Enter one of them in pounds.",
            )
            self._refuse("dear_price", refusal)

    def mistake(self) -> Amount | None:
        if self.typed.get("mistake_in") != MINUTES_EACH:
            return self.pounds("mistake", "Enter what one mistake costs you", "4")
        minutes = self.amount("mistake", "Enter how many minutes one mistake takes", "10")
        hourly = self.pounds("hourly_rate", "Enter what an hour of that work costs you", "15")
        if minutes is None:
            return None
        if hourly is None:
            if not self.typed.get("hourly_rate"):
                self._refuse("hourly_rate", Refused("Enter what an hour of that work costs you."))
            return None
        return Amount(minutes.low * hourly.low / 60, minutes.high * hourly.high / 60)

    def gap(self) -> Gap | None:
        said = self.typed.get("gap")
        examples = self._examples()
        if not said:
            return None
        try:
            ends = _gap_ends(said.lower())
        except Refused:
            ends = []
        if not 1 <= len(ends) <= 2 or any(abs(end) > 100 for end in ends):
            refusal = Refused(
                f"“{shortened(said)}” is no count in 100 we can read.",
                what_to_do="Enter how many more of 100 it gets wrong, such as 3, or 2 fewer to 4 more.",
            )
            self._refuse("gap", refusal)
            return None
        return Gap(Amount.of(*ends), examples)

    def _examples(self) -> int | None:
        found = self.amount("examples", "Enter how many examples it was tested on", "300")
        if found is None:
            return None
        if not found.is_one or found.low != int(found.low) or not 1 <= found.low <= MOST_EXAMPLES:
            sentence = f"“{shortened(self.typed['examples'])}” is no number of examples."
            todo = "Enter one whole number, such as 300."
            self._refuse("examples", Refused(sentence, what_to_do=todo))
            return None
        return int(found.low)

    def _refuse(self, name: str, refusal: Refused) -> None:
        self.refusals.append(Refused(refusal.sentence, column=name, what_to_do=refusal.what_to_do))


def _gap_ends(said: str) -> list[Decimal]:
    """Return one or two ends; in "2 to 4 fewer" the word stands for both."""
    parts = [part.strip() for part in said.removeprefix("between ").split(" to ")]
    if len(parts) == 2 and parts[1].endswith(_FEWER) and not parts[0].endswith((*_FEWER, "more")):
        parts[0] += " fewer"
    return [_signed(part) for part in parts]


def _signed(said: str) -> Decimal:
    """Return an end of a gap: 4, 4 more, 2 fewer, -2."""
    plain = said.strip()
    fewer = plain.startswith(("-", "−")) or plain.endswith(_FEWER)
    for word in (*_FEWER, "more"):
        plain = plain.removesuffix(word)
    found = read_amount(plain.strip().lstrip("-−+").strip(), enter="", example="")
    if not found.is_one:
        raise Refused("An end of a range is one number.")
    return -found.low if fewer else found.low
