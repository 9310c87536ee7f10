"""An amount as people type it: one number or a range, in exact decimals. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

from content.refusal import Refused

NOTHING = Decimal(0)
ENDLESS = Decimal("Infinity")
_NUMBER = r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?k?|\.\d+"
_ONE = re.compile(_NUMBER)
_RANGE = re.compile(rf"(?:between\s+)?({_NUMBER})\s*(?:to|and|-|–)\s*({_NUMBER})")
_LONGEST = 18
MOST = Decimal(1_000_000_000)
# Large sums must not lose the digits that are shown.
_WIDE = Context(prec=100, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that is known to lie from `low` to `high`; both ends alike where it is one number."""

    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, *ends: Decimal | int | str) -> "Amount":
        """Return the amount with these ends, in any order."""
        known = sorted(Decimal(end) for end in ends)
        return cls(known[0], known[-1])

    @classmethod
    def around(cls, values: Iterable[Decimal]) -> "Amount":
        """Return the smallest amount that holds all values; there must be one."""
        known = list(values)
        return cls(min(known), max(known))

    @property
    def is_one(self) -> bool:
        """Return whether it is a single number."""
        return self.low == self.high

    @property
    def ends(self) -> tuple["Amount", ...]:
        """Return its ends as single numbers: one or two."""
        return tuple(Amount(end, end) for end in dict.fromkeys((self.low, self.high)))

    def times(self, factor: Decimal | int) -> "Amount":
        """Return it multiplied by a number that is not negative."""
        return Amount(self.low * factor, self.high * factor)

    def over(self, divisor: Decimal | int) -> "Amount":
        """Return it divided by a number above nothing."""
        return Amount(self.low / divisor, self.high / divisor)


def read_amount(typed: str, *, enter: str, example: str) -> Amount:
    """Return a number or a range as it was typed: 400, 1,200.50, 3k, 10 to 20, 10-20.

    `enter` is how the sentence goes on that asks for it ("Enter how much you use it"), `example` a
    number that would do.

    Raises
    ------
    Refused
        If it is neither; the sentence quotes what was typed.
    """
    plain = " ".join(typed.lower().split())
    whole = _RANGE.fullmatch(plain)
    found = whole.groups() if whole else (plain,) if _ONE.fullmatch(plain) else ()
    if not found or any(len(each) > _LONGEST for each in found):
        raise Refused(
            f"“{shortened(typed)}” is no number we can read.",
            what_to_do=f"{enter} in digits, such as {example}, or as a range, such as 10 to 20.",
        )
    amount = Amount.of(*map(_number, found))
    if amount.high > MOST:
        raise Refused(
            f"“{shortened(typed)}” is more than we can reckon with.",
            what_to_do=f"{enter}, at most {MOST:,}.",
        )
    return amount


def to_places(value: Decimal, places: int) -> Decimal:
    """Return a number with so many decimals, however large it is."""
    return value.quantize(Decimal(1).scaleb(-places), context=_WIDE)


def shortened(typed: str) -> str:
    """Return what was typed, cut where it is too long to quote."""
    return typed if len(typed) <= 40 else typed[:39] + "…"


def _number(typed: str) -> Decimal:
    thousands = 1000 if typed.endswith("k") else 1
    return Decimal(typed.removesuffix("k").replace(",", "")) * thousands
