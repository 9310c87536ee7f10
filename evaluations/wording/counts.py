"""Says measured numbers the way people count: out of 100. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Number = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Range:
    """A measured number with its range, in counts of 100; `low` <= `value` <= `high`."""

    value: float
    low: float
    high: float


def right(number: Number) -> Range | None:
    """Return a share with its range as counts of 100, or None where it has none."""
    if number["value"] is None or number["low"] is None:
        return None
    return Range(number["value"] * 100, number["low"] * 100, number["high"] * 100)


def more_wrong(number: Number) -> Range | None:
    """Return a difference in accuracy (this minus bigger) as how many more of 100 are wrong."""
    share = right(number)
    return Range(-share.value, -share.high, -share.low) if share else None


def count(value: float) -> str:
    """Return a count of 100 with one decimal where it has one."""
    shown = f"{abs(value):.1f}"
    return shown.removesuffix(".0")


def between(found: Range) -> str:
    """Return the range of a share: "88.1 and 90.3"."""
    return f"{count(found.low)} and {count(found.high)}"


def between_wrong(found: Range) -> str:
    """Return the range of a difference: "2 fewer and 4 more", "1.8 and 3.8 more"."""
    low, high = round(found.low, 1), round(found.high, 1)
    if low >= 0:
        return f"{count(low)} and {count(high)} more"
    if high <= 0:
        return f"{count(low)} and {count(high)} fewer"
    return f"{count(low)} fewer and {count(high)} more"


def wrong_than(difference: float, rival: str) -> str:
    """Return a difference in accuracy (this minus bigger) alone: "3.3 more wrong than the bigger version"."""
    more = round(-difference * 100, 1)
    if not more:
        return f"as many wrong as {rival}"
    return f"{count(more)} {'more' if more > 0 else 'fewer'} wrong than {rival}"


def no_range(number: Number) -> str:
    """Return that a number has no range, and why; nothing where it has one."""
    return (
        "" if number["low"] is not None else f"There is no range. {number.get('why', '')}".strip()
    )


def of_100(number: Number) -> str:
    """Return a share for a table: "89.3 in 100 (88.1 to 90.3)", or why there is none."""
    found = right(number)
    if found is None:
        if number["value"] is None:
            return f"Not defined. {number.get('why', '')}".strip()
        return f"{count(number['value'] * 100)} in 100 (no range: {number.get('why', '')})"
    return f"{count(found.value)} in 100 ({count(found.low)} to {count(found.high)})"


def undecided(judged: Mapping[str, Any], n: int) -> str:
    """Return why `n` examples did not settle a limit, and how many would."""
    why = judged.get("verdict_why")
    if judged["needed_n"] is None and why:
        return str(why)
    return f"The range reaches both sides of your limit. {would_settle(judged['needed_n'], n)}"


def would_settle(needed: Sequence[int | None] | None, n: int) -> str:
    """Return how many examples would probably settle a limit that these `n` did not.

    `needed` is from best to worst, worked out for versions that are as alike as is assumed; these
    may be fewer than `n` where the two differ more than that.
    """
    low, high = needed or (None, None)
    if low is None or high is None:
        return "No realistic number of examples would settle it."
    if low > n:
        return (
            f"About {_rounded(low)} to {_rounded(high)} examples in all would probably settle it."
        )
    if high > n:
        return f"Up to about {_rounded(high)} examples in all would probably settle it."
    return "Some more examples would probably settle it."


def _rounded(rows: int) -> str:
    digits = max(0, len(str(rows)) - 2)
    return f"{round(rows, -digits):,}"
