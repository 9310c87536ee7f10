"""How well a yes-or-no model ranks: ROC AUC with logit DeLong, and average precision.

Everything comes from counts of positive and negative rows at each score, so it does not depend on
the order of the rows and adds up over shards.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.bootstrap import all_alike
from evaluations.statistics.clusters import FEWEST_GROUPS, Groups
from evaluations.statistics.codes import Codes
from evaluations.statistics.estimates import POINT, Precision
from evaluations.statistics.levels import two_sided_reach
from evaluations.statistics.measured import SAME, Measured

Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]

FEWEST_OF_A_CLASS = 10
MOST_STEPS = 2_048  # of score, in the replicates of average precision
AT_ONCE = 64  # resamples: what they take at once fits a processor's own memory
WHY_ONE_CLASS = "Every row has the same label, so there is nothing to rank."


@dataclass(frozen=True, slots=True, eq=False)
class ScoreCounts:
    """Positive and negative rows at each distinct score, scores ascending."""

    positives: Integers
    negatives: Integers

    @property
    def totals(self) -> tuple[int, int]:
        """All positive and all negative rows."""
        return int(self.positives.sum()), int(self.negatives.sum())

    def coarse(self, steps: int) -> "ScoreCounts":
        """Return counts over at most `steps` runs of scores that hold about equally many rows."""
        rows = self.positives + self.negatives
        if len(rows) <= steps:
            return self
        run = (np.cumsum(rows) - rows) * steps // rows.sum()
        starts = np.flatnonzero(np.diff(run, prepend=-1))
        return ScoreCounts(
            np.add.reduceat(self.positives, starts), np.add.reduceat(self.negatives, starts)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Rows of a yes-or-no task, ranked by score.

    Parameters
    ----------
    counts
        Rows at each distinct score.
    place
        For each row, the position of its score, shape ``(n,)``.
    positive
        Where the label is the positive class, shape ``(n,)``.
    """

    counts: ScoreCounts
    place: Codes
    positive: NDArray[np.bool_]


def rank_rows(scores: Numbers, positive: NDArray[np.bool_]) -> Ranking:
    """Rank rows by score.

    Parameters
    ----------
    scores
        The probability of the positive class, shape ``(n,)``.
    positive
        Where the label is the positive class, shape ``(n,)``.
    """
    distinct, place = np.unique(scores, return_inverse=True)
    size = len(distinct)
    counts = ScoreCounts(
        np.bincount(place[positive], minlength=size), np.bincount(place[~positive], minlength=size)
    )
    return Ranking(counts, place, positive)


def roc_auc(ranking: Ranking, *, level: float, groups: Groups | None = None) -> Measured:
    """Return the area under the ROC curve with DeLong's interval on the logit scale.

    Undefined with one class only; without an interval at 0 or 1, or with fewer than 10 rows of a
    class, each with the reason. Where rows belong together the error is cluster-robust
    (N. A. Obuchowski 1997, "Nonparametric analysis of clustered ROC curve data", Biometrics
    53:567).

    Notes
    -----
    E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson (1988), "Comparing the areas under two or
    more correlated receiver operating characteristic curves", Biometrics 44:837. The logit scale
    keeps the interval between 0 and 1.
    """
    method = "logit DeLong"
    counts = ranking.counts
    m, n = counts.totals
    if m == 0 or n == 0:
        return Measured.undefined(n=m + n, method=method, why=WHY_ONE_CLASS)
    # At each score, the share of the other class on the right side of it, ties counting half.
    beaten = (np.cumsum(counts.negatives) - counts.negatives / 2) / n
    beating = 1 - (np.cumsum(counts.positives) - counts.positives / 2) / m
    area = float((counts.positives * beaten).sum() / m)
    why = _too_few_of_a_class(m, n)
    if why is None and (area <= 0 or area >= 1):
        why = "The ranking has no error, or nothing but errors: its spread cannot be estimated."
    if why is None and groups is not None and groups.count < FEWEST_GROUPS:
        why = f"There are only {groups.count} groups of rows that belong together."
    if why is not None:
        return Measured.without_interval(area, n=m + n, method=POINT, why=why)
    among_positives = (counts.positives * (beaten - area) ** 2).sum() / (m - 1)
    among_negatives = (counts.negatives * (beating - area) ** 2).sum() / (n - 1)
    error = math.sqrt(among_positives / m + among_negatives / n)
    reach = two_sided_reach(level)
    if groups is not None:
        adds = np.where(
            ranking.positive,
            (beaten[ranking.place] - area) * (m + n) / m,
            (beating[ranking.place] - area) * (m + n) / n,
        )
        error = max(error, groups.mean_error(adds))
        reach = two_sided_reach(level, degrees_of_freedom=groups.count - 1)
        method = f"logit DeLong, {groups.count} groups of rows ({groups.reason})"
    half = reach * error / (area * (1 - area))
    middle = math.log(area / (1 - area))
    ends = (_expit(middle - half), _expit(middle + half))
    return Measured.between(area, ends, level=level, n=m + n, method=method)


def average_precision(
    counts: ScoreCounts, precision: Precision, *, groups: Groups | None = None
) -> Measured:
    """Return average precision, scikit-learn's sum over steps of recall, with its interval.

    Positives and negatives are resampled apart (a stratified bootstrap, percentile), over at most
    2,048 steps of score.
    """
    m, n = counts.totals
    if m == 0 or n == 0:
        return Measured.undefined(n=m + n, method="average precision", why=WHY_ONE_CLASS)
    value = float(_average_precision(counts.positives[None, :], counts.negatives[None, :])[0])
    why = _too_few_of_a_class(m, n)
    if groups is not None:
        why = "Rows belong together, and its resamples take them apart."
    if why is not None:
        return Measured.without_interval(value, n=m + n, method=POINT, why=why)
    steps = counts.coarse(MOST_STEPS)
    generator = np.random.default_rng(precision.seed)
    block = max(1, (1 << 22) // len(steps.positives))
    drawn = np.concatenate(
        [
            _average_precision(
                generator.multinomial(m, steps.positives / m, size=rows),
                generator.multinomial(n, steps.negatives / n, size=rows),
            )
            for start in range(0, precision.replicates, block)
            for rows in [min(block, precision.replicates - start)]
        ]
    )
    if all_alike(drawn):
        return Measured.without_interval(value, n=m + n, method=POINT, why=SAME)
    tail = (1 - precision.level) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    method = (
        f"stratified bootstrap, percentile, {precision.replicates} replicates,"
        f" seed {precision.seed}"
    )
    return Measured.between(value, (low, high), level=precision.level, n=m + n, method=method)


def _average_precision(positives: Integers, negatives: Integers) -> Numbers:
    """Return average precision for each row of counts over ascending scores."""
    found = [
        _precision_of_few(positives[start : start + AT_ONCE], negatives[start : start + AT_ONCE])
        for start in range(0, len(positives), AT_ONCE)
    ]
    return np.concatenate(found)


def _precision_of_few(positives: Integers, negatives: Integers) -> Numbers:
    hits = np.cumsum(positives[:, ::-1], axis=1)
    misses = np.cumsum(negatives[:, ::-1], axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(hits + misses > 0, hits / (hits + misses), 0.0)
    value: Numbers = (positives[:, ::-1] * precision).sum(axis=1) / hits[:, -1]
    return value


def _too_few_of_a_class(m: int, n: int) -> str | None:
    if min(m, n) >= FEWEST_OF_A_CLASS:
        return None
    return f"Too few rows of one class for a range: {min(m, n)}, and it takes {FEWEST_OF_A_CLASS}."


def _expit(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
