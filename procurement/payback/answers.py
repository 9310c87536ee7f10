"""The calculator's inputs as answers of the question bank, and back. Pure.

An answer holds one number in the bank's unit; its words hold what was typed, so that the form can
show it again. Of a range the number is the end that saves least.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from procurement.payback.amounts import Amount, to_places
from procurement.payback.money import POUNDS
from procurement.payback.quotes import Quote, Unit, cost_of_1000
from procurement.payback.typed import MINUTES_EACH, POUNDS_EACH, Typed, read_plan
from procurement.payback.usage import Counted, Period

PRICE, DEAR_PRICE, VOLUME = "price_per_1000", "teacher_price_per_1000", "monthly_volume"
SET_UP, UPKEEP, MISTAKE = "setup_cost", "yearly_upkeep", "mistake_cost"
KEYS = (PRICE, DEAR_PRICE, VOLUME, SET_UP, UPKEEP, MISTAKE)

UNITS: Mapping[Unit, str] = {
    Unit.REQUEST: "a request",
    Unit.THOUSAND: "for 1,000 requests",
    Unit.MILLION_TOKENS: "a million tokens",
    Unit.SEAT_MONTH: "a seat a month",
}
PERIODS: Mapping[Period, str] = {
    Period.DAY: "a day",
    Period.WORKING_DAY: "a working day",
    Period.WEEK: "a week",
    Period.MONTH: "a month",
    Period.YEAR: "a year",
}
_OTHER_NAMES = {"a query": Unit.REQUEST, "for 1,000 queries": Unit.THOUSAND}
_HOURLY = re.compile(r"(.+) minutes at (.+) an hour")


@dataclass(frozen=True, slots=True)
class AnswerTold:
    """One answer: the number in the bank's unit, and the words that were typed."""

    value: int | float
    words: str


def answers_told(typed: Typed) -> dict[str, AnswerTold]:
    """Return the answers that the fields give, by the bank's keys; what is not said is left out.

    Only for what `read_plan` reads without a refusal.
    """
    plan = read_plan(typed).plan
    told: dict[str, AnswerTold] = {}
    if plan.cheap:
        dearest = _per_1000(plan.cheap, typed)
        if dearest:
            told[PRICE] = AnswerTold(_number(dearest.high), _price_words(typed, "", plan.cheap))
    if plan.dear:
        least = _per_1000(plan.dear, typed)
        if least:
            told[DEAR_PRICE] = AnswerTold(
                _number(least.low), _price_words(typed, "dear_", plan.dear)
            )
    if plan.usage.volume:
        said = f"{_said(typed, 'volume')} {PERIODS[plan.usage.volume.period]}"
        told[VOLUME] = AnswerTold(_number(plan.usage.volume.a_month.low), said)
    for key, name, amount in (
        (SET_UP, "set_up", plan.set_up),
        (UPKEEP, "upkeep", plan.upkeep),
        (MISTAKE, "mistake", plan.mistake),
    ):
        if amount is not None:
            told[key] = AnswerTold(_number(amount.high), _said(typed, name))
    if MISTAKE in told and typed.get("mistake_in") == MINUTES_EACH:
        words = f"{_said(typed, 'mistake')} minutes at {_said(typed, 'hourly_rate')} an hour"
        told[MISTAKE] = AnswerTold(told[MISTAKE].value, words)
    return told


def typed_again(key: str, value: object, words: str) -> dict[str, str]:
    """Return what must stand in the fields so that they say this answer again.

    Where the words are not ours, it is the number in the bank's own unit; a non-answer is nothing.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return {}
    plain = format(Decimal(str(value)), "f")
    match key:
        case "price_per_1000":
            return _price_typed(words, "") or {"price": f"£{plain}", "unit": Unit.THOUSAND.value}
        case "teacher_price_per_1000":
            typed = _price_typed(words, "dear_")
            return typed or {"dear_price": f"£{plain}", "dear_unit": Unit.THOUSAND.value}
        case "monthly_volume":
            return _volume_typed(words) or {"volume": plain, "period": Period.MONTH.value}
        case "mistake_cost":
            hourly = _HOURLY.fullmatch(words)
            if hourly:
                return {"mistake": hourly[1], "mistake_in": MINUTES_EACH, "hourly_rate": hourly[2]}
            return {"mistake": _readable("mistake", words) or plain, "mistake_in": POUNDS_EACH}
        case "setup_cost":
            return {"set_up": _readable("set_up", words) or plain}
        case "yearly_upkeep":
            return {"upkeep": _readable("upkeep", words) or plain}
        case _:
            return {}


def says_the_same(key: str, told: AnswerTold, value: object, words: str) -> bool:
    """Return whether an answer on file says what is told, be it in other words of ours."""
    if value != told.value:
        return False
    return words == told.words or typed_again(key, value, words) == typed_again(
        key, told.value, told.words
    )


def _per_1000(quote: Quote, typed: Typed) -> Amount | None:
    return cost_of_1000(quote, read_plan(typed).plan.usage).amount


def _number(value: Decimal) -> int | float:
    """Return a number as JSON takes it; a millionth of a pound is fine enough."""
    found = to_places(value, 6)
    return int(found) if found == int(found) else float(found)


def _said(typed: Typed, name: str) -> str:
    return " ".join(typed.get(name, "").replace(";", ",").split())


def _price_words(typed: Typed, prefix: str, quote: Quote) -> str:
    """Return a price as "$3 a million tokens; answers $15; 150 words sent; 50 words back; …"."""
    parts = [f"{_said(typed, f'{prefix}price')} {UNITS[quote.unit]}"]
    if quote.price_out:
        parts.append(f"answers {_said(typed, f'{prefix}price_out')}")
    if quote.unit is Unit.MILLION_TOKENS:
        counted = Counted(typed.get("counted") or Counted.WORDS)
        parts.append(f"{_said(typed, 'request')} {counted} sent")
        parts.append(f"{_said(typed, 'answer')} {counted} back")
    if quote.unit is Unit.SEAT_MONTH:
        parts.append(f"{_said(typed, 'seats')} seats")
    if {quote.price.currency, quote.out.currency} - {POUNDS}:
        parts.append(f"rate {_said(typed, 'rate')}")
    return "; ".join(parts)


_MORE = (
    ("{}price_out", re.compile(r"answers (.+)")),
    ("request", re.compile(r"(.+) (?P<counted>words|tokens) sent")),
    ("answer", re.compile(r"(.+) (?P<counted>words|tokens) back")),
    ("seats", re.compile(r"(.+) seats")),
    ("rate", re.compile(r"rate (.+)")),
)


def _price_typed(words: str, prefix: str) -> dict[str, str]:
    """Return the fields that say a price's words again, or nothing where they are not ours."""
    first, *rest = words.split("; ")
    phrases = {phrase: unit for unit, phrase in UNITS.items()} | _OTHER_NAMES
    phrase = next((each for each in phrases if first.endswith(f" {each}")), None)
    if phrase is None:
        return {}
    typed = {
        f"{prefix}price": first.removesuffix(f" {phrase}"),
        f"{prefix}unit": phrases[phrase].value,
    }
    for part in rest:
        for name, pattern in _MORE:
            found = pattern.fullmatch(part)
            if found:
                typed[name.format(prefix)] = found[1]
                typed |= found.groupdict()
                break
    return typed if not read_plan(typed).refusals else {}


def _volume_typed(words: str) -> dict[str, str]:
    # The longest phrase first: "a working day" ends as "a day" would not.
    for period, phrase in sorted(PERIODS.items(), key=lambda each: -len(each[1])):
        if words.endswith(f" {phrase}"):
            volume = words.removesuffix(f" {phrase}")
            if _readable("volume", volume):
                return {"volume": volume, "period": period.value}
    return {}


def _readable(name: str, words: str) -> str:
    """Return the words if the field understands them, else nothing."""
    return "" if read_plan({name: words}).refusals else words
