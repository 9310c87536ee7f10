"""How many examples to label: what so many could show, said before the work begins. Pure."""

from dataclasses import dataclass
from typing import Final

from evaluations.statistics.planning import smallest_detectable_difference
from labelling.pace import ASSUMED_SECONDS, time_left

SUGGESTED: Final = (150, 200, 300)
USUAL: Final = 200
FEWEST, MOST = 10, 1_000
# Two versions of one product seldom disagree on fewer; the page says that it is assumed.
ASSUMED_DISAGREEMENT: Final = 0.1


@dataclass(frozen=True, slots=True)
class Offer:
    """A number of examples, what it can show and how long it takes."""

    number: int
    sentence: str
    lasts: str


def offers(left: int) -> tuple[Offer, ...]:
    """Return the numbers to choose from when `left` texts can be drawn; all of them if that is few."""
    numbers = [number for number in SUGGESTED if number <= left] or [left]
    return tuple(
        Offer(number, sentence(number), time_left(number, ASSUMED_SECONDS)) for number in numbers
    )


def sentence(number: int) -> str:
    """Return what `number` examples cannot show."""
    gap = 100 * smallest_detectable_difference(number, ASSUMED_DISAGREEMENT)
    return f"With {number:,} examples a gap under {gap:.1f} in 100 cannot be seen."
