"""How far an interval reaches: standard normal or Student quantiles for a confidence level."""

from scipy import special

from content.refusal import Refused

AT_ONE_LOOK = 0.025  # chance of a wrong "not inferior" at the first look
AT_LATER_LOOKS = 0.0125  # shared out among all later ones: they may add half of it together


def two_sided_reach(level: float, *, degrees_of_freedom: int | None = None) -> float:
    """Return how many standard errors a two-sided interval at `level` reaches each way.

    Parameters
    ----------
    level
        Confidence level, above 0 and below 1.
    degrees_of_freedom
        For Student's distribution; None for the standard normal.

    Raises
    ------
    Refused
        If the level is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise Refused(
            f"A confidence level of {level} cannot be used.",
            what_to_do="Give a number above 0 and below 1, as 0.95.",
        )
    tail = 0.5 + level / 2
    if degrees_of_freedom is None:
        return float(special.ndtri(tail))
    return float(special.stdtrit(degrees_of_freedom, tail))


def one_sided_level(look: int) -> float:
    """Return the chance of a wrong *not inferior* that look number `look` may take.

    The first look takes 0.025: its verdict is read from the ends of the 95 % interval that is
    shown, so that the two never disagree. Look k after it, made because samples were added once a
    result was seen, takes 0.0125 / (k (k + 1)), which holds five looks together under 2.7 % wrong
    on the boundary (bench/statistics_coverage.py; twice that level reaches 2.9 %). Without any of
    this they are wrong in 7 to 8 %.

    Raises
    ------
    Refused
        If `look` is below 1.
    """
    if look < 1:
        raise Refused("Looks are counted from 1.", what_to_do="Give the first run look 1.")
    return AT_ONE_LOOK if look == 1 else AT_LATER_LOOKS / (look * (look + 1))
