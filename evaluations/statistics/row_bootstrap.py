"""The bootstrap of rows where a number depends on more than counts: errors in the label's own unit.

Everything resampled here is a function of sums over rows. Up to 100,000 rows (or groups of rows)
each replicate draws as many with replacement; beyond, every row gets a Poisson weight, chunk by
chunk, which is the same in distribution but for the total (N. Chamandy, O. Muralidharan, A. Najmi
and S. Naidu 2012, "Estimating uncertainty for massive data streams").
"""

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Numbers = NDArray[np.float64]
OfSums = Callable[[Numbers], Numbers]

MOST_DRAWN: Final = 100_000
AT_ONCE: Final = 1 << 22
CHUNK: Final = 4_096
TABLE: Final = 1 << 16  # Poisson weights are drawn to 1 in 65,536


def replicated(values: Numbers, *, replicates: int, seed: int) -> Numbers:
    """Return the column sums of resampled rows.

    Parameters
    ----------
    values
        Shape ``(rows, sums)``; rows in an order that does not depend on how they came.
    replicates, seed
        How many resamples, and the seed of their draws.

    Returns
    -------
    array
        Shape ``(replicates, sums)``.
    """
    generator = np.random.default_rng(seed)
    if len(values) > MOST_DRAWN:
        chunks = (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
        return poisson_sums(chunks, np.abs(values).max(axis=0), replicates, generator)
    n = len(values)
    block = max(1, AT_ONCE // n)
    sums = np.empty((replicates, values.shape[1]))
    for start in range(0, replicates, block):
        size = min(block, replicates - start)
        drawn = generator.integers(0, n, size=(size, n)) + n * np.arange(size)[:, None]
        weights = np.bincount(drawn.ravel(), minlength=size * n).reshape(size, n)
        sums[start : start + size] = weights.astype(np.float64) @ values
    return sums


def acceleration(values: Numbers, statistic: OfSums) -> Numbers:
    """Return BCa's acceleration of each statistic, from leaving out one row at a time.

    Parameters
    ----------
    values
        As for `replicated`.
    statistic
        Takes ``(tables, sums)`` to ``(tables, statistics)``.
    """
    whole = values.sum(axis=0)
    without = np.concatenate(
        [
            statistic(whole - values[start : start + AT_ONCE // 64])
            for start in range(0, len(values), AT_ONCE // 64)
        ]
    )
    influence = without.mean(axis=0) - without
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Numbers = (influence**3).sum(axis=0) / (6 * (influence**2).sum(axis=0) ** 1.5)
    return found


def acceleration_of_many(
    chunks: Callable[[], Iterable[Numbers]], whole: Numbers, n: int, statistic: OfSums
) -> Numbers:
    """Return the same of n rows that `chunks` gives anew each time; `whole` are their sums."""
    total: Numbers | float = 0.0
    for chunk in chunks():
        total = total + statistic(whole - chunk).sum(axis=0)
    mean = total / n
    second: Numbers | float = 0.0
    third: Numbers | float = 0.0
    for chunk in chunks():
        influence = mean - statistic(whole - chunk)
        second = second + (influence**2).sum(axis=0)
        third = third + (influence**3).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Numbers = np.asarray(third / (6 * np.asarray(second) ** 1.5))
    return found


def replicated_medians(values: Numbers, *, replicates: int, seed: int) -> Numbers:
    """Return the medians of resampled rows, drawn without drawing rows.

    The middle of n draws with replacement stands where the middle of n uniform numbers falls, which
    is beta distributed; for even n the next one follows it as the least of the rest does (H. A.
    David and H. N. Nagaraja 2003, "Order statistics", 3rd edition, chapter 2).
    """
    places = median_places(len(values), replicates=replicates, seed=seed)
    medians: Numbers = np.sort(values)[places].mean(axis=0)
    return medians


def median_places(n: int, *, replicates: int, seed: int) -> NDArray[np.int64]:
    """Return where in the ascending order of n rows the two middle ones of each resample stand.

    Returns
    -------
    array
        Shape ``(2, replicates)``; a median is the mean of both.
    """
    generator = np.random.default_rng(seed)
    middle = (n + 1) // 2
    low = generator.beta(middle, n + 1 - middle, size=replicates)
    high = low
    if n % 2 == 0:
        high = low + (1 - low) * generator.beta(1, n - middle, size=replicates)
    places: NDArray[np.int64] = np.minimum((np.stack([low, high]) * n).astype(np.int64), n - 1)
    return places


def poisson_sums(
    chunks: Iterable[Numbers], largest: Numbers, replicates: int, generator: np.random.Generator
) -> Numbers:
    """Return the column sums of rows that each get a Poisson weight, anew for each resample.

    Parameters
    ----------
    chunks
        The rows, at most `CHUNK` at a time, each chunk of shape ``(rows, sums)``.
    largest
        The largest size in each column, shape ``(sums,)``.
    replicates, generator
        How many resamples, and where their draws come from.
    """
    rungs = (np.arange(TABLE) + 0.5) / TABLE
    weight_of = stats.poisson.ppf(rungs, 1.0).astype(np.float32)
    # Single precision is enough for what is only compared with other draws, once sizes are alike.
    size = np.maximum(largest, 1e-300)
    sums = np.zeros((replicates, len(size)))
    for chunk in chunks:
        rows = (chunk / size).astype(np.float32)
        drawn = generator.integers(0, TABLE, size=(replicates, len(rows)), dtype=np.uint16)
        sums += weight_of[drawn] @ rows
    scaled: Numbers = sums * size
    return scaled
