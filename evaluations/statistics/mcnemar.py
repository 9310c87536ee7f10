"""McNemar's mid-p test of whether two models are equally often right.

Shown in the table only; where it and the interval of the difference disagree, the interval rules.
"""

from dataclasses import dataclass

from scipy import stats

METHOD = "McNemar mid-p"


@dataclass(frozen=True, slots=True)
class PairedTest:
    """The outcome of a paired test."""

    p_value: float | None
    method: str
    why: str | None = None

    def as_json(self) -> dict[str, float | str | None]:
        """Return the published form."""
        shown: dict[str, float | str | None] = {"p_value": self.p_value, "method": self.method}
        return shown if self.why is None else {**shown, "why": self.why}


def mcnemar_mid_p(student_only: int, teacher_only: int) -> PairedTest:
    """Return the two-sided mid-p of equal accuracy.

    Parameters
    ----------
    student_only, teacher_only
        Rows that exactly one of the two answered rightly.

    Returns
    -------
    PairedTest
        The exact two-sided p less the chance of the counts seen; 1 where there are no such rows.

    Notes
    -----
    M. W. Fagerland, S. Lydersen and P. Laake (2013), "The McNemar test for binary matched-pairs
    data: mid-p and asymptotic are better than exact conditional", BMC Medical Research
    Methodology 13:91. At equal counts the two tails share the middle, so half its chance is taken.
    """
    discordant = student_only + teacher_only
    if discordant == 0:
        return PairedTest(1.0, METHOD)
    smaller = min(student_only, teacher_only)
    seen = float(stats.binom.pmf(smaller, discordant, 0.5))
    if student_only == teacher_only:
        return PairedTest(1 - seen / 2, METHOD)
    return PairedTest(float(2 * stats.binom.cdf(smaller, discordant, 0.5)) - seen, METHOD)
