"""The limits to choose from, each with the chance that the examples at hand settle it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from evaluations.measurement.label_numbers import LabelNumbers
from evaluations.statistics.planning import margin_offers
from evaluations.wording.number_words import amount

# Two versions of one product seldom disagree on fewer; the page says that it is assumed.
ASSUMED_DISAGREEMENT: Final = 0.1


@dataclass(frozen=True, slots=True)
class PlannedLimits:
    """The chances beside the limits, and which limit these examples suit.

    `chances` is by limit in counts of 100: ", which 300 examples settle about 8 times in 10".
    """

    chances: Mapping[str, str]
    proposed: str


def plan_limits(rows: int, *, look: int) -> PlannedLimits:
    """Return what `rows` examples can settle at this look, if both versions are truly alike."""
    offers, proposed = margin_offers(rows, ASSUMED_DISAGREEMENT, look=look)
    examples = f"{rows:,} {'example' if rows == 1 else 'examples'}"
    chances = {
        f"{offer.margin * 100:g}": f". Chance of a clear result: {_chance(offer.chance)}"
        for offer in offers
    }
    if proposed is None:
        said = (
            f"{examples} settle none of these four times in five. You will still see the range, and "
            "more examples make it narrower."
        )
    else:
        said = (
            f"{proposed * 100:g} more is the smallest of these that {examples} settle at least four "
            "times in five."
        )
    return PlannedLimits(chances, said)


def limit_in_words(margin: float, margin_in_units: float | None, *, of_amounts: bool) -> str:
    """Return what may at most be worse: "2 more wrong in 100", "500 further off on average".

    Empty where right answers are amounts and no limit in their unit was set.
    """
    if not of_amounts:
        return f"{margin * 100:g} more wrong in 100"
    return "" if margin_in_units is None else f"{amount(margin_in_units)} further off on average"


def middle_in_words(numbers: LabelNumbers) -> str:
    """Return where the middle half of right answers lies, to set a limit by; empty if unknown."""
    if numbers.middle is None:
        return ""
    low, high = map(amount, numbers.middle)
    return f"The middle half of your right answers lies between {low} and {high}."


def _chance(chance: float) -> str:
    if chance > 0.95:
        return "nearly certain"
    return f"about {round(chance * 100)} in 100" if chance >= 0.01 else "next to none"
