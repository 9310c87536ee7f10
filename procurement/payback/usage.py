"""How much a product is used: requests, their length, seats, and what foreign money costs. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import product

from procurement.payback.amounts import Amount

MONTHS = 12


class Period(StrEnum):
    """What a volume is counted in."""

    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


# A year has 52 weeks here, as people reckon: 400 a week are 20,800 a year.
IN_A_YEAR = {
    Period.DAY: 365,
    Period.WORKING_DAY: 5 * 52,
    Period.WEEK: 52,
    Period.MONTH: MONTHS,
    Period.YEAR: 1,
}


class Counted(StrEnum):
    """What the length of a request is counted in."""

    WORDS = "words"
    TOKENS = "tokens"


# The usual rule for English text: three words are about four tokens.
TOKENS_A_WORD = Decimal(4) / Decimal(3)


@dataclass(frozen=True, slots=True)
class Volume:
    """So many requests in a period."""

    requests: Amount
    period: Period = Period.MONTH

    @property
    def a_year(self) -> Amount:
        """Return the requests in a year."""
        return self.requests.times(IN_A_YEAR[self.period])

    @property
    def a_month(self) -> Amount:
        """Return the requests in a twelfth of a year."""
        return self.a_year.over(MONTHS)


@dataclass(frozen=True, slots=True)
class Usage:
    """What both quotes share. None is what nobody has said.

    `request` and `answer` are the typical lengths sent and received, `rate` how many pounds one
    unit of the foreign currency costs.
    """

    volume: Volume | None = None
    request: Amount | None = None
    answer: Amount | None = None
    counted: Counted = Counted.WORDS
    seats: Amount | None = None
    rate: Amount | None = None

    def tokens(self, length: Amount) -> Amount:
        """Return a length in tokens."""
        return length.times(TOKENS_A_WORD) if self.counted is Counted.WORDS else length

    def corners(self) -> Iterator["Usage"]:
        """Yield every way to settle each range at one of its ends.

        Whatever is worked out is linear in each amount alone, so its extremes lie among these.
        """
        requests = self.volume.requests if self.volume else None
        parts = (requests, self.request, self.answer, self.seats, self.rate)
        for volume, request, answer, seats, rate in product(*map(_ends, parts)):
            settled = replace(self.volume, requests=volume) if self.volume and volume else None
            yield Usage(settled, request, answer, self.counted, seats, rate)


def _ends(amount: Amount | None) -> tuple[Amount | None, ...]:
    return amount.ends if amount else (None,)
