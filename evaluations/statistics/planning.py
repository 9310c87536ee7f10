"""Before a run: whether these samples are enough, and how many would be.

The plan needs a guess of how often exactly one model will be right (the disagreement). Chances are
enumerated exactly while that is quick, and approximated beyond.
"""

import math
from dataclasses import dataclass
from typing import Any, Final

from scipy import special

from content.refusal import Refused
from evaluations.statistics.levels import one_sided_level
from evaluations.statistics.outcomes import paired_outcomes
from evaluations.statistics.paired_difference import tango_statistic, variance_under

POWER: Final = 0.8
MARGINS: Final = (0.01, 0.02, 0.05, 0.10)
MOST_REALISTIC: Final = 1_000_000
MOST_ENUMERATED: Final = 2_000  # expected discordant rows
NO_REALISTIC_NUMBER: Final = "No realistic number of samples settles this limit."


@dataclass(frozen=True, slots=True)
class MarginOffer:
    """A margin to choose from, with the chance that the samples at hand settle it."""

    margin: float
    chance: float

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {"margin": self.margin, "chance": self.chance}


def chance_to_settle(
    n: int, margin: float, disagreement: float, *, true_difference: float = 0.0, look: int = 1
) -> float:
    """Return the chance that `n` rows end in *not inferior* or *inferior*.

    Parameters
    ----------
    n
        Rows.
    margin
        The margin, as a fraction of rows.
    disagreement
        The share of rows that exactly one of the two answers rightly, at least the size of
        `true_difference`.
    true_difference
        Student accuracy minus teacher accuracy, as it truly is.
    look
        Which look at this pair the run will be.
    """
    check_margin(margin)
    _check_disagreement(disagreement)
    student_only, teacher_only = _shares(disagreement, true_difference)
    reach = float(special.ndtri(1 - one_sided_level(look)))
    if n * disagreement > MOST_ENUMERATED:
        expected, actual = _spreads(margin, true_difference, disagreement)
        shift = (true_difference + margin) * math.sqrt(n) / actual
        border = reach * expected / actual
        return float(special.ndtr(shift - border) + special.ndtr(-shift - border))
    outcomes = paired_outcomes(n, student_only, teacher_only)
    statistic = tango_statistic(outcomes.student_only, outcomes.teacher_only, n, -margin)
    return float(min(outcomes.chance[abs(statistic) > reach].sum(), 1.0))


def margin_offers(
    n: int, disagreement: float, *, look: int = 1
) -> tuple[tuple[MarginOffer, ...], float | None]:
    """Return the margins to choose from, and the one to propose.

    Proposed is the smallest margin that `n` rows settle four times in five if the two models are
    truly equal; None where they settle none.
    """
    offers = tuple(
        MarginOffer(margin, chance_to_settle(n, margin, disagreement, look=look))
        for margin in MARGINS
    )
    proposed = next((offer.margin for offer in offers if offer.chance >= POWER), None)
    return offers, proposed


def needed_rows(
    margin: float, true_difference: float, disagreement: float, *, look: int = 1
) -> int | None:
    """Return how many rows would show *not inferior* four times in five.

    Parameters
    ----------
    margin
        The margin, as a fraction of rows.
    true_difference
        The assumed truth, above -margin for an answer.
    disagreement
        The share of rows that exactly one of the two answers rightly.
    look
        Which look at this pair the run will be.

    Returns
    -------
    int or None
        None where no realistic number (a million) does.

    Notes
    -----
    The normal approximation to the power of the paired score test: J. Nam (1997), "Establishing
    equivalence of two treatments and sample size requirements in matched-pairs design",
    Biometrics 53:1422.
    """
    check_margin(margin)
    _check_disagreement(disagreement)
    distance = true_difference + margin
    if distance <= 0:
        return None
    expected, actual = _spreads(margin, true_difference, disagreement)
    reach = float(special.ndtri(1 - one_sided_level(look)))
    spread = reach * expected + float(special.ndtri(POWER)) * actual
    rows = math.ceil((spread / distance) ** 2)
    return rows if rows <= MOST_REALISTIC else None


def smallest_detectable_difference(n: int, disagreement: float, *, look: int = 1) -> float:
    """Return the smallest true difference that `n` rows tell from 0 four times in five.

    Parameters
    ----------
    n
        Rows, above 0.
    disagreement
        The share of rows that exactly one of the two answers rightly.
    look
        Which look at this pair the run will be.
    """
    _check_disagreement(disagreement)
    reach = float(special.ndtri(1 - one_sided_level(look)))
    power = float(special.ndtri(POWER))
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        disagreeing = max(disagreement, middle)
        needed = reach * math.sqrt(disagreeing) + power * math.sqrt(disagreeing - middle**2)
        if middle * math.sqrt(n) < needed:
            low = middle
        else:
            high = middle
    return high


def _shares(disagreement: float, true_difference: float) -> tuple[float, float]:
    """Return the true shares of rows only the student, only the teacher answers rightly."""
    # Shares that differ by d disagree on at least d of the rows.
    disagreement = max(disagreement, abs(true_difference))
    return (disagreement + true_difference) / 2, (disagreement - true_difference) / 2


def _spreads(margin: float, true_difference: float, disagreement: float) -> tuple[float, float]:
    """Return the standard deviation of one row's difference: as the test takes it, and in truth."""
    student_only, teacher_only = _shares(disagreement, true_difference)
    expected = float(variance_under(student_only, teacher_only, 1.0, -margin))
    return math.sqrt(expected), math.sqrt(student_only + teacher_only - true_difference**2)


def check_margin(margin: float) -> None:
    """Refuse a margin that is no fraction of rows.

    Raises
    ------
    Refused
        If it is below 0, or 1 or more.
    """
    if not 0 <= margin < 1:
        raise Refused(
            f"A margin of {margin} cannot be used.",
            what_to_do="Give it as a fraction of rows, from 0 to below 1: 0.02 is 2 in every 100.",
        )


def _check_disagreement(disagreement: float) -> None:
    if not 0 <= disagreement <= 1:
        raise Refused(
            f"A disagreement of {disagreement} cannot be used.",
            what_to_do="Give it as a fraction of rows, from 0 to 1.",
        )
