"""Scores counted in 65,536 steps: integers only, so that shards add up to the whole bit for bit."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.calibration import BINS, Bins
from evaluations.statistics.ranking import ScoreCounts
from evaluations.statistics.tables import Counts

Numbers = NDArray[np.float64]

STEPS: Final = 1 << 16
RESOLUTION: Final = f"scores to 1 in {STEPS:,}"


def steps_of(scores: Numbers) -> Counts:
    """Return the step of each score from 0 to 1; the last one holds 1 too."""
    steps: Counts = np.minimum((scores * STEPS).astype(np.int64), STEPS - 1)
    return steps


def count_scores(scores: Numbers, hit: NDArray[np.bool_]) -> Counts:
    """Return how many scores fall into each step, those not hit first, shape ``(2, STEPS)``."""
    return np.bincount(steps_of(scores) + STEPS * hit, minlength=2 * STEPS).reshape(2, STEPS)


def score_counts(histogram: Counts) -> ScoreCounts:
    """Return negatives and positives at each step that holds a row, scores ascending."""
    held = histogram.sum(axis=0) > 0
    return ScoreCounts(positives=histogram[1, held], negatives=histogram[0, held])


def equal_mass_bins(histogram: Counts, bins: int = BINS) -> Bins:
    """Return wrong and right rows in bins as equal as ties and steps allow."""
    rows = histogram.sum(axis=0)
    places = (np.arange(1, bins) * rows.sum()) // bins
    edges = np.unique(np.searchsorted(np.cumsum(rows), places, side="right"))
    return _binned(histogram, edges)


def equal_width_bins(histogram: Counts, bins: int = BINS) -> Bins:
    """Return wrong and right rows in bins of equal width, to the nearest step."""
    return _binned(histogram, np.rint(np.arange(1, bins) * STEPS / bins).astype(np.int64))


def _binned(histogram: Counts, edges: Counts) -> Bins:
    place = np.searchsorted(edges, np.arange(STEPS), side="right")
    rows = histogram.sum(axis=0)
    size = len(edges) + 1
    n, right, total = (np.zeros(size, dtype=np.int64) for _ in range(3))
    np.add.at(n, place, rows)
    np.add.at(right, place, histogram[1])
    np.add.at(total, place, rows * (2 * np.arange(STEPS) + 1))  # twice the middle of each step
    held = n > 0
    bounds = np.concatenate([[0], edges, [STEPS]]) / STEPS
    mean = total[held] / (2 * STEPS) / n[held]
    return Bins(bounds[:-1][held], bounds[1:][held], n[held], right[held], mean)
