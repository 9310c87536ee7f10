"""One kind of case compared, whatever is measured in it: its name, its numbers and its test."""

from dataclasses import dataclass
from typing import Any, Literal

from evaluations.statistics.measured import Measured

SliceVerdict = Literal["worse", "no_worse_shown", "too_few"]


@dataclass(frozen=True, slots=True)
class ComparedSlice:
    """One slice's numbers: shares of right answers, or mean absolute errors in the label's unit.

    Parameters
    ----------
    column, value, made_by, n
        Its name, who made it, and its rows.
    student, teacher
        What is measured of each model; teacher None without one.
    difference, difference_adjusted
        Student minus teacher, with the plain interval and with one at 1 - 0.05 / slices.
    p_value, p_holm
        The one-sided test at the margin, plain and Holm-adjusted over all slices.
    verdict
        worse, no_worse_shown or too_few; None where no comparison is made.
    """

    column: str
    value: str
    made_by: str
    n: int
    student: Measured
    teacher: Measured | None = None
    difference: Measured | None = None
    difference_adjusted: Measured | None = None
    p_value: float | None = None
    p_holm: float | None = None
    verdict: SliceVerdict | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        numbers = {
            name: None if number is None else number.as_json()
            for name, number in (
                ("student", self.student),
                ("teacher", self.teacher),
                ("difference", self.difference),
                ("difference_adjusted", self.difference_adjusted),
            )
        }
        return {
            "column": self.column,
            "value": self.value,
            "made_by": self.made_by,
            "n": self.n,
            **numbers,
            "p_value": self.p_value,
            "p_holm": self.p_holm,
            "verdict": self.verdict,
        }
