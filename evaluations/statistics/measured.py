"""A number that never travels alone: its value, interval, level, sample size and method.

What is undefined is None with a reason, never 0; NaN and infinity cannot be held at all.
"""

import math
from dataclasses import dataclass
from typing import Final, NotRequired, TypedDict

SAME: Final = (
    "However we draw from these examples, the number stays the same: that does not show how far off"
    " it may be."
)


class MeasuredJSON(TypedDict):
    """A measured number in the published interface."""

    value: float | None
    low: float | None
    high: float | None
    level: float | None
    n: int
    method: str
    why: NotRequired[str]


@dataclass(frozen=True, slots=True)
class Measured:
    """One measured number.

    Parameters
    ----------
    value
        The point estimate; None where it is undefined.
    low, high
        The interval's ends; None where it is undefined.
    level
        The interval's two-sided confidence level, as 0.95; None without an interval.
    n
        The number of rows behind the value.
    method
        The name of the interval's method, or of the estimate's where there is no interval.
    why
        Why the value or the interval is missing.

    Raises
    ------
    ValueError
        If a number is not finite, the ends are out of order, or something is missing without a
        reason. That is a mistake in this package, never in its input.
    """

    value: float | None
    low: float | None
    high: float | None
    level: float | None
    n: int
    method: str
    why: str | None = None

    def __post_init__(self) -> None:
        numbers = (self.value, self.low, self.high, self.level)
        if any(number is not None and not math.isfinite(number) for number in numbers):
            raise ValueError(f"A measured number must be finite: {numbers}.")
        if (self.low is None) != (self.high is None) or (self.low is None) != (self.level is None):
            raise ValueError("An interval has two ends and a level, or none of them.")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"The interval's ends are out of order: {self.low} > {self.high}.")
        if self.value is None and self.low is not None:
            raise ValueError("An undefined value has no interval.")
        if self.low is None and not self.why:
            raise ValueError("What is missing has a reason.")

    @classmethod
    def between(
        cls, value: float, ends: tuple[float, float], *, level: float, n: int, method: str
    ) -> "Measured":
        """Return a value with the interval `ends`, as plain Python floats."""
        return cls(float(value), float(ends[0]), float(ends[1]), float(level), int(n), method)

    @classmethod
    def without_interval(cls, value: float, *, n: int, method: str, why: str) -> "Measured":
        """Return a value whose interval is missing, and why."""
        return cls(float(value), None, None, None, int(n), method, why)

    @classmethod
    def undefined(cls, *, n: int, method: str, why: str) -> "Measured":
        """Return the absence of a value, and why."""
        return cls(None, None, None, None, int(n), method, why)

    def as_json(self) -> MeasuredJSON:
        """Return the published form; `why` is there only where something is missing."""
        shown: MeasuredJSON = {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "level": self.level,
            "n": self.n,
            "method": self.method,
        }
        if self.why is not None:
            shown["why"] = self.why
        return shown
