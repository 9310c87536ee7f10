"""The cheap version for most cases, the bigger one for those it is least sure of.

Every case goes to the cheap version first; those it answers with less confidence than a limit go to
the bigger version, whose answer counts. The limits are read off the rows beforehand, at the shares
of `SHARES`, so nothing is chosen by its result.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from evaluations.statistics.clusters import Clusters, Groups
from evaluations.statistics.codes import Codes
from evaluations.statistics.estimates import Precision, Score, scores, share
from evaluations.statistics.measured import Measured
from evaluations.statistics.paired_sample import (
    BOTH,
    NEITHER,
    ONLY_STUDENT,
    ONLY_TEACHER,
    PairedSample,
    paired_sample,
)
from evaluations.statistics.tables import Counts

Numbers = NDArray[np.float64]

SHARES: Final = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1.0)
OUTCOMES: Final = 4
NO_CONFIDENCE: Final = "The version does not say how sure it is, so its hard cases cannot be told."
ALL_ALIKE: Final = "The version is equally sure of every answer, so no hard cases can be told."
NOT_TOLD: Final = "The share wrong is not defined."


@dataclass(frozen=True, slots=True)
class Tier:
    """One way to split the cases.

    Parameters
    ----------
    below
        Cases answered with less confidence than this go to the bigger version; 0 for none, None
        for all.
    sent
        The share of cases that go there.
    wrong
        The share of all cases the two together get wrong, with its bootstrap interval.
    difference
        The accuracy of the two together minus that of the bigger version alone, with the interval
        of the headline (Tango's score interval), so that at `sent` 0 it is the headline.
    """

    below: float | None
    sent: Measured
    wrong: Measured
    difference: Measured

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {
            "below": self.below,
            "sent": self.sent.as_json(),
            "wrong": self.wrong.as_json(),
            "difference": self.difference.as_json(),
        }


def two_tiers(
    sure: Numbers, outcome: Codes, precision: Precision, *, groups: Groups | None = None
) -> tuple[Tier, ...]:
    """Return what splitting the cases would give, from none sent on to all.

    Parameters
    ----------
    sure
        How sure the cheap version is of each answer, 0 to 1, shape ``(n,)``, at least one row.
    outcome
        Who is right on each row, as `row_outcomes` gives.
    precision
        Level, bootstrap size and seed.
    groups
        How rows belong together.

    Returns
    -------
    tuple of Tier
        Ascending by the share sent. Equally sure rows stay together, so there may be fewer tiers
        than `SHARES`, and a tier may send fewer cases than the share it stands for; only the first
        and the last where all rows are equally sure.
    """
    limits = _limits(sure)
    # A row sits at the first tier that keeps it with the bigger version: 0 is the least sure.
    place = np.searchsorted(limits, sure, side="right")
    cells = place * OUTCOMES + outcome
    every = np.bincount(cells, minlength=(len(limits) + 1) * OUTCOMES)
    clusters = None
    if groups is not None:
        held = np.flatnonzero(every)
        position = np.zeros(len(every), dtype=np.int64)
        position[held] = np.arange(len(held))
        clusters = groups.over(position[cells], every[held])

    def together(tier: int) -> PairedSample:
        return paired_sample(np.where(place < tier, _as_if_sent(outcome), outcome), groups)

    return _tiers(limits, every, together, precision, clusters)


def two_tiers_of_steps(steps: Counts, precision: Precision) -> tuple[Tier, ...]:
    """Return the same from counts: of independent rows, by confidence in equal steps from 0 to 1.

    Parameters
    ----------
    steps
        Rows by step of confidence and by who is right, shape ``(steps, 4)``; at least one row.
    precision
        Level, bootstrap size and seed.
    """
    rows = np.cumsum(steps.sum(axis=1))
    places = np.minimum((np.array(SHARES[1:-1]) * rows[-1]).astype(np.int64), rows[-1] - 1)
    borders = np.unique(np.searchsorted(rows, places, side="right"))
    borders = borders[borders > np.flatnonzero(rows)[0]]
    place = np.searchsorted(borders, np.arange(len(steps)), side="right")
    split = np.zeros((len(borders) + 1, OUTCOMES), dtype=np.int64)
    np.add.at(split, place, steps)
    every = split.ravel()
    outcome = np.tile(np.arange(OUTCOMES), len(split))

    def together(tier: int) -> PairedSample:
        sent = np.arange(len(every)) // OUTCOMES < tier
        return paired_sample(np.where(sent, _as_if_sent(outcome), outcome), counts=every)

    return _tiers(borders / len(steps), every, together, precision, None)


def _tiers(
    limits: Numbers,
    every: Counts,
    together: Callable[[int], PairedSample],
    precision: Precision,
    clusters: Clusters | None,
) -> tuple[Tier, ...]:
    """Return the tiers of rows counted by tier and outcome; `clusters` is over those that hold any."""
    tiers = len(limits) + 2
    held = np.flatnonzero(every)
    counts = every[held]
    sent = held // OUTCOMES < np.arange(tiers)[:, None]  # tier by cell
    who = held % OUTCOMES
    wrong = np.where(sent, _teacher_wrong(who), _student_wrong(who))
    shares_wrong = scores(
        counts,
        sparse.csr_array(np.vstack([wrong, np.ones_like(who)]).T.astype(np.int64)),
        _shares,
        [Score(int((counts * each).sum()), NOT_TOLD) for each in wrong],
        precision=precision,
        clusters=clusters,
    )
    everywhere = np.ones(len(counts), dtype=bool)
    below = [0.0, *limits.tolist(), None]
    return tuple(
        Tier(
            below=below[tier],
            sent=share(
                counts,
                sent[tier],
                everywhere,
                level=precision.level,
                clusters=clusters,
                why_empty="There are no rows.",
            ),
            wrong=shares_wrong[tier],
            difference=together(tier).difference(level=precision.level),
        )
        for tier in range(tiers)
    )


def smallest_within(tiers: tuple[Tier, ...], margin: float) -> Tier | None:
    """Return the tier that sends on the fewest cases and is still shown to be within the margin.

    Tiers are gone through from all cases sent on downwards, up to the first that is not shown to be
    within the margin. Tests in an order fixed beforehand need no correction for their number
    (W. Maurer, L. Hothorn and W. Lehmacher 1995, "Multiple comparisons in drug clinical trials and
    preclinical assays: a-priori ordered hypotheses").

    Parameters
    ----------
    tiers
        As `two_tiers` gives them.
    margin
        How many more wrong answers are acceptable, as a fraction of rows.

    Returns
    -------
    Tier or None
        None where no tier but the last, which sends everything, is.
    """
    found = None
    for tier in reversed(tiers[:-1]):
        if tier.difference.low is None or tier.difference.low <= -margin:
            break
        found = tier
    return found


def _limits(sure: Numbers) -> Numbers:
    """Return the confidences under which cases are sent on, for each share but none and all."""
    ranked = np.sort(sure)
    inner = np.array(SHARES[1:-1])
    places = np.minimum((inner * len(ranked)).astype(np.int64), len(ranked) - 1)
    limits: Numbers = np.unique(ranked[places])
    above: Numbers = limits[limits > ranked[0]]
    return above


def _shares(sums: Counts) -> Numbers:
    with np.errstate(invalid="ignore"):  # the jackknife leaves out the only row there is
        shares: Numbers = sums[:, :-1].astype(np.float64) / sums[:, -1:]
    return shares


def _student_wrong(outcome: Codes) -> NDArray[np.bool_]:
    return np.isin(outcome, (ONLY_TEACHER, NEITHER))


def _teacher_wrong(outcome: Codes) -> NDArray[np.bool_]:
    return np.isin(outcome, (ONLY_STUDENT, NEITHER))


def _as_if_sent(outcome: Codes) -> Codes:
    """Return the outcome where the student's answer is the teacher's."""
    return np.where(_teacher_wrong(outcome), NEITHER, BOTH)
