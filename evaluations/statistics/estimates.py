"""Shares and scores of a counted table, with the interval that fits how its rows came about.

Independent rows: Wilson's interval for a share, the bootstrap for a score. Rows that belong
together: Wilson's at the effective number of rows, and a cluster-robust interval for a score.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from evaluations.statistics.bootstrap import (
    FEWEST_ERRORS,
    ROUNDING,
    Statistic,
    influences,
    resample,
    too_few_errors,
)
from evaluations.statistics.clusters import Clusters
from evaluations.statistics.measured import SAME, Measured
from evaluations.statistics.proportions import METHOD, proportion, wilson_ends
from evaluations.statistics.tables import Counts

Chosen = NDArray[np.bool_]

POINT = "point estimate"


@dataclass(frozen=True, slots=True)
class Precision:
    """How numbers are shown: the intervals' two-sided level, the bootstrap's size and seed."""

    level: float = 0.95
    replicates: int = 2_000
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """What is known of a score beforehand.

    Parameters
    ----------
    errors
        Observed errors behind it; too few and it has no interval.
    why_undefined
        The reason given where it is 0/0.
    smallest, largest
        The ends of its range.
    """

    errors: int
    why_undefined: str
    smallest: float = 0.0
    largest: float = 1.0


def share(
    counts: Counts,
    hits: Chosen,
    among: Chosen,
    *,
    level: float,
    clusters: Clusters | None,
    why_empty: str,
) -> Measured:
    """Return the share of the rows in the cells `among` that are in the cells `hits`.

    Parameters
    ----------
    counts
        Rows in each cell, shape ``(cells,)``.
    hits, among
        Cells that count, and cells looked at, shape ``(cells,)``.
    level
        Two-sided confidence level.
    clusters
        The grouping over the same cells, or None for independent rows.
    why_empty
        The reason given where `among` holds no row.
    """
    n, found = int(counts[among].sum()), int(counts[among & hits].sum())
    if clusters is None or n == 0:
        return proportion(found, n, level=level, why_empty=why_empty)
    if clusters.too_few:
        return Measured.without_interval(found / n, n=n, method=POINT, why=clusters.too_few)
    effect = clusters.design_effect(np.where(among, hits - found / n, 0.0))
    ends = wilson_ends(found / effect, n / effect, reach=clusters.reach(level))
    return Measured.between(
        found / n, ends, level=level, n=n, method=clusters.named(METHOD, effect)
    )


def scores(
    counts: Counts,
    to_sums: sparse.csr_array,
    statistic: Statistic,
    known: Sequence[Score],
    *,
    precision: Precision,
    clusters: Clusters | None,
) -> list[Measured]:
    """Return the scores that `statistic` computes, one for each of `known`.

    Parameters
    ----------
    counts, to_sums, statistic
        As for `evaluations.statistics.bootstrap.resample`.
    known
        What is known of each score, in the order `statistic` returns them.
    precision
        Level, bootstrap size and seed.
    clusters
        The grouping over the same cells, or None for independent rows.
    """
    if clusters is None:
        resampled = resample(
            counts,
            to_sums,
            statistic,
            replicates=precision.replicates,
            seed=precision.seed,
        )
        return [
            resampled.measured(
                place,
                level=precision.level,
                errors=score.errors,
                why_undefined=score.why_undefined,
            )
            for place, score in enumerate(known)
        ]
    point = statistic((counts @ to_sums)[None, :])[0]
    influence = influences(counts, to_sums, statistic)
    return [
        _clustered(float(point[place]), influence[:, place], score, clusters, precision.level)
        for place, score in enumerate(known)
    ]


def _clustered(
    value: float,
    influence: NDArray[np.float64],
    score: Score,
    clusters: Clusters,
    level: float,
) -> Measured:
    """Return a score with a cluster-robust interval from its jackknife influences."""
    n = clusters.n
    if not np.isfinite(value):
        return Measured.undefined(n=n, method="none", why=score.why_undefined)
    why = clusters.too_few
    if score.errors < FEWEST_ERRORS:
        why = too_few_errors(score.errors)
    elif why is None and not np.isfinite(influence).all():
        why = "Leaving out single rows leaves the number undefined."
    if why is not None:
        return Measured.without_interval(value, n=n, method=POINT, why=why)
    error = max(clusters.standard_error(influence), clusters.independent_error(influence))
    if error <= ROUNDING * abs(value):
        return Measured.without_interval(value, n=n, method=POINT, why=SAME)
    half = clusters.reach(level) * error
    ends = (max(score.smallest, value - half), min(score.largest, value + half))
    method = clusters.named("jackknife influence", clusters.design_effect(influence))
    return Measured.between(value, ends, level=level, n=n, method=method)
