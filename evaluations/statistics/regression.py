"""Tasks whose labels are numbers: how far off a model is, in the label's own unit.

Definitions are scikit-learn's: mean absolute error, root mean squared error, median absolute error,
and R2, the share of the labels' spread that is explained (0 for always answering their mean).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.bootstrap import FEWEST_ERRORS, all_alike, bca_tails, too_few_errors
from evaluations.statistics.clusters import FEWEST_GROUPS, Groups
from evaluations.statistics.estimates import POINT, Precision
from evaluations.statistics.measured import SAME, Measured
from evaluations.statistics.row_bootstrap import (
    MOST_DRAWN,
    acceleration,
    replicated,
    replicated_medians,
)
from evaluations.statistics.row_means import FEWEST_ROWS

Numbers = NDArray[np.float64]

MAE: Final = "mae"
RMSE: Final = "rmse"
R2: Final = "r2"
MEDIAN: Final = "median_absolute_error"
OF_SUMS: Final = (MAE, RMSE, R2)
NO_SPREAD: Final = "Every label is the same number, so there is no spread to explain."
TAKEN_APART: Final = "Rows belong together, and its resamples take them apart."


@dataclass(frozen=True, slots=True)
class NumberReport:
    """How far off one model is.

    Parameters
    ----------
    metrics
        mae, rmse and median_absolute_error in the label's unit, and r2.
    """

    metrics: Mapping[str, Measured]

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        return {name: number.as_json() for name, number in self.metrics.items()}


def number_reports(
    truth: Numbers,
    answers: Sequence[Numbers],
    precision: Precision,
    *,
    groups: Groups | None = None,
) -> tuple[NumberReport, ...]:
    """Measure models on the same rows, from one set of resamples.

    Parameters
    ----------
    truth
        The label of each row, finite, shape ``(n,)``, n at least 1.
    answers
        Each model's answers, finite, shape ``(n,)``. The numbers of the first do not depend on
        those after it.
    precision
        Level, bootstrap size and seed.
    groups
        How rows belong together; whole groups are then resampled.
    """
    off = [np.abs(each - truth) for each in answers]
    sums = _sums(truth, off, groups)
    why = [no_interval(int((each > 0).sum()), len(each), groups) for each in off]
    drawn, skew = np.empty((0, 0)), np.empty(0)
    if None in why:
        drawn = scores(replicated(sums, replicates=precision.replicates, seed=precision.seed))
        skew = acceleration(sums, scores)
    point = scores(sums.sum(axis=0)[None, :])[0]
    found = Resamples(point, drawn, skew, len(truth), len(sums))
    medians = [
        _median(each, precision, groups, without) for each, without in zip(off, why, strict=True)
    ]
    return reports_of(found, medians, why, precision, groups)


@dataclass(frozen=True, slots=True, eq=False)
class Resamples:
    """What `scores` gives of all rows, and of resamples of them.

    Parameters
    ----------
    point
        Of all rows, shape ``(3 models,)``.
    drawn
        Of each resample, shape ``(replicates, 3 models)``; empty where no interval is wanted.
    skew
        BCa's acceleration of each, shape ``(3 models,)``; as `drawn`.
    n, units
        Rows, and what is resampled: rows or groups of them.
    """

    point: Numbers
    drawn: Numbers
    skew: Numbers
    n: int
    units: int


def reports_of(
    resamples: Resamples,
    medians: Sequence[Measured],
    why: Sequence[str | None],
    precision: Precision,
    groups: Groups | None,
) -> tuple[NumberReport, ...]:
    """Return a report of each model from its resamples and its median error.

    `why` says of each model why it has no interval, None where it has; `precision` and `groups` are
    those of `number_reports`.
    """
    reports = []
    point, drawn, skew, n = resamples.point, resamples.drawn, resamples.skew, resamples.n
    for model, median in enumerate(medians):
        found = {}
        for place, name in enumerate(OF_SUMS, start=model * len(OF_SUMS)):
            value, without = float(point[place]), why[model]
            if not np.isfinite(value):
                found[name] = Measured.undefined(n=n, method="none", why=NO_SPREAD)
            elif without is not None:
                found[name] = Measured.without_interval(value, n=n, method=POINT, why=without)
            else:
                found[name] = _between(
                    value,
                    drawn[:, place],
                    float(skew[place]),
                    precision,
                    n,
                    resamples.units,
                    groups,
                )
        found[MEDIAN] = median
        reports.append(NumberReport(found))
    return tuple(reports)


def number_report(
    truth: Numbers, answers: Numbers, precision: Precision, *, groups: Groups | None = None
) -> NumberReport:
    """Measure one model, as `number_reports` does several."""
    return number_reports(truth, [answers], precision, groups=groups)[0]


def _sums(truth: Numbers, off: Sequence[Numbers], groups: Groups | None) -> Numbers:
    """Return what each row, or each group of rows, adds to the sums, in an order of its own."""
    values = rows_of_sums(truth, off, float(np.median(truth)))
    if groups is not None:
        order = _order(values)  # so that the sums of a group have an order of their own too
        codes = groups.codes[order]
        values = np.column_stack(
            [np.bincount(codes, column, minlength=groups.count) for column in values[order].T]
        )
    return values[_order(values)]


def rows_of_sums(truth: Numbers, off: Sequence[Numbers], middle: float) -> Numbers:
    """Return what each row adds to the sums that `scores` takes, shape ``(n, 3 + 2 models)``.

    `middle` is any number near the labels: R2 does not depend on it, and squares keep their digits.
    """
    centred = truth - middle
    errors = [column for each in off for column in (each, each**2)]
    return np.column_stack([np.ones(len(truth)), centred, centred**2, *errors])


def _order(values: Numbers) -> NDArray[np.int64]:
    """Return the rows sorted by their first column, then the next: the last model's decide last."""
    return np.lexsort(values.T[::-1])


def scores(sums: Numbers) -> Numbers:
    """Return mae, rmse and r2 of each model in turn, for each row of sums."""
    n, total, spread = sums.T[:3]
    columns = []
    with np.errstate(invalid="ignore", divide="ignore"):
        about_mean = spread - total**2 / n
        for off, squares in zip(sums.T[3::2], sums.T[4::2], strict=True):
            explained = np.where(about_mean > 1e-12 * spread, 1 - squares / about_mean, np.nan)
            columns += [off / n, np.sqrt(np.maximum(squares, 0.0) / n), explained]
    return np.column_stack(columns)


def no_interval(errors: int, n: int, groups: Groups | None) -> str | None:
    """Return why so many errors among n rows give no interval; None where they do."""
    if groups is not None and groups.count < FEWEST_GROUPS:
        return (
            f"The examples fall into only {groups.count} groups that belong together;"
            f" a range takes {FEWEST_GROUPS}."
        )
    if n < FEWEST_ROWS:
        return f"A range takes {FEWEST_ROWS} examples; there are {n}."
    return too_few_errors(errors) if errors < FEWEST_ERRORS else None


def _between(
    value: float,
    drawn: Numbers,
    skew: float,
    precision: Precision,
    n: int,
    units: int,
    groups: Groups | None,
) -> Measured:
    defined = drawn[np.isfinite(drawn)]
    if len(defined) < len(drawn):
        why = "In some resamples of these rows the number is not defined."
        return Measured.without_interval(value, n=n, method=POINT, why=why)
    if all_alike(defined):
        return Measured.without_interval(value, n=n, method=POINT, why=SAME)
    tails, name = bca_tails(value, defined, skew, level=precision.level)
    low, high = np.quantile(defined, tails)
    kind = "Poisson bootstrap" if units > MOST_DRAWN else "row bootstrap"
    if groups is not None:
        kind = f"bootstrap of {groups.count} groups of rows ({groups.reason})"
    method = f"{kind}, {name}, {precision.replicates} replicates, seed {precision.seed}"
    return Measured.between(value, (low, high), level=precision.level, n=n, method=method)


def _median(off: Numbers, precision: Precision, groups: Groups | None, why: str | None) -> Measured:
    value = float(np.median(off))
    if why is None and groups is not None:
        why = TAKEN_APART
    if why is not None:
        return Measured.without_interval(value, n=len(off), method=POINT, why=why)
    drawn = replicated_medians(off, replicates=precision.replicates, seed=precision.seed)
    return median_between(value, drawn, precision, len(off))


def median_between(value: float, drawn: Numbers, precision: Precision, n: int) -> Measured:
    """Return a median of n rows with the interval that medians of resamples give."""
    tail = (1 - precision.level) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    method = f"row bootstrap, percentile, {precision.replicates} replicates, seed {precision.seed}"
    return Measured.between(
        value,
        (min(float(low), value), max(float(high), value)),
        level=precision.level,
        n=n,
        method=method,
    )
