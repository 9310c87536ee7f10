"""How long the rest will take, from how long the last labels took. Pure."""

import itertools
import statistics
from collections.abc import Sequence
from datetime import datetime
from typing import Final

# Nobody has been timed yet: a short text read, and one key.
ASSUMED_SECONDS: Final = 8.0
FEWEST_GAPS: Final = 5
# A longer gap is a cup of tea.
LONGEST_GAP: Final = 120.0
LOOKED_AT: Final = 30


def seconds_each(moments: Sequence[datetime]) -> float:
    """Return how long one label takes this person, in seconds.

    Parameters
    ----------
    moments
        When their labels were given, in any order.

    Returns
    -------
    float
        The middle of the last gaps between two labels, breaks left out; `ASSUMED_SECONDS` where there
        are fewer than `FEWEST_GAPS`.
    """
    last = sorted(moments)[-LOOKED_AT - 1 :]
    gaps = [
        gap
        for before, after in itertools.pairwise(last)
        if (gap := (after - before).total_seconds()) <= LONGEST_GAP
    ]
    return statistics.median(gaps) if len(gaps) >= FEWEST_GAPS else ASSUMED_SECONDS


def time_left(examples: int, seconds: float) -> str:
    """Return about how long so many examples will take: "about 12 minutes"."""
    minutes = examples * seconds / 60
    if minutes < 1:
        return "less than a minute"
    if minutes < 1.5:
        return "about a minute"
    if minutes < 90:
        return f"about {minutes:.0f} minutes"
    return f"about {minutes / 60:.1f} hours".replace(".0 ", " ")
