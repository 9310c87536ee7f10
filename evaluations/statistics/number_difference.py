"""Two models whose answers are numbers, on the same rows: whose errors are larger, and by how much.

The difference is the student's mean absolute error minus the teacher's, in the label's unit: above
0 the student is further off. Its interval is Student's on the rows' own differences. A few rows
that differ say nothing of how far the next one may be off, so under 5 of them there is none.
"""

import math
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

from evaluations.statistics.bootstrap import FEWEST_ERRORS, too_few_errors
from evaluations.statistics.clusters import Groups
from evaluations.statistics.levels import one_sided_level
from evaluations.statistics.measured import SAME, Measured
from evaluations.statistics.planning import MOST_REALISTIC, POWER
from evaluations.statistics.row_means import FEWEST_ROWS, RowSum, mean_of_rows, mean_of_sums
from evaluations.statistics.verdict import NOT_ENOUGH, Verdict

Numbers = NDArray[np.float64]

DIFFERENCE: Final = "mean difference of absolute errors"
ERROR: Final = "mean absolute error"
NO_LIMIT: Final = "No limit in the unit of the label was set before the run."


def error_difference(further: Numbers, *, level: float, groups: Groups | None = None) -> Measured:
    """Return the mean of the rows' differences with Student's interval.

    Parameters
    ----------
    further
        How much further off the student is than the teacher on each row, finite, shape ``(n,)``.
    level
        Two-sided confidence level.
    groups
        How rows belong together; the error is then cluster-robust.
    """
    scale = scale_of(float(np.abs(further).max()))
    found = mean_of_rows(
        further / scale, level=level, what=DIFFERENCE, groups=groups, smallest=-math.inf
    )
    differing = units_other_than_0(further, groups)
    return _in_its_unit(found, scale, too_few_further_off(differing, grouped=groups is not None))


def mean_error(off: Numbers, *, level: float, groups: Groups | None = None) -> Measured:
    """Return one model's mean absolute error with Student's interval; parameters as above."""
    scale = scale_of(float(off.max()))
    found = mean_of_rows(off / scale, level=level, what=ERROR, groups=groups, smallest=0.0)
    return _in_its_unit(found, scale, too_few_off(units_other_than_0(off, groups)))


def difference_of_sums(sums: RowSum, scale: float, differing: int, *, level: float) -> Measured:
    """Return the difference of independent rows from exact sums of their differences by `scale`.

    `differing` rows are not 0.
    """
    found = mean_of_sums(sums, level=level, what=DIFFERENCE, smallest=-math.inf)
    return _in_its_unit(found, scale, too_few_further_off(differing))


def error_of_sums(sums: RowSum, scale: float, differing: int, *, level: float) -> Measured:
    """Return one model's mean absolute error in the same way."""
    found = mean_of_sums(sums, level=level, what=ERROR, smallest=0.0)
    return _in_its_unit(found, scale, too_few_off(differing))


def units_other_than_0(values: Numbers, groups: Groups | None) -> int:
    """Return how many rows, or groups with such a row, have a value that is not 0."""
    other = values != 0
    return int(other.sum()) if groups is None else len(np.unique(groups.codes[other]))


def too_few_further_off(differing: int, *, grouped: bool = False) -> str | None:
    """Return why so many rows on which one model is closer give no interval; None where they do.

    `grouped` where groups of rows are counted.
    """
    if differing >= FEWEST_ERRORS:
        return None
    if not differing:
        return (
            "Neither version is closer than the other on any example:"
            " that does not show how far apart they can be on others."
        )
    unit = "group of examples" if grouped else "example"
    units = unit if differing == 1 else "groups of examples" if grouped else "examples"
    return (
        f"One version is closer than the other on {differing} {units} only:"
        " too few to say how far apart they can be."
    )


def too_few_off(differing: int) -> str | None:
    """Return why so many wrong answers give no interval; None where they do."""
    return None if differing >= FEWEST_ERRORS else too_few_errors(differing)


def scale_of(largest: float) -> float:
    """Return what to divide values by: powers of two keep every digit, and within 1 sums are exact."""
    return 2.0 ** math.ceil(math.log2(max(largest, 1e-300)))


def _in_its_unit(found: Measured, scale: float, too_few: str | None) -> Measured:
    value = (found.value or 0.0) * scale
    why = too_few if too_few and found.why in (None, SAME) else found.why
    if why is not None or found.low is None or found.high is None or found.level is None:
        return Measured.without_interval(
            value, n=found.n, method=found.method, why=why or NOT_ENOUGH
        )
    ends = found.low * scale, found.high * scale
    return Measured.between(value, ends, level=found.level, n=found.n, method=found.method)


def number_verdict(
    further: Numbers, margin: float | None, *, look: int = 1, groups: Groups | None = None
) -> Verdict:
    """Return the verdict against a margin in the label's unit.

    Parameters
    ----------
    further, groups
        As for `error_difference`.
    margin
        How much larger the mean absolute error may be, at least 0; None for no verdict.
    look
        Which look at this pair of product and sample set this is, from 1.
    """
    if margin is None:
        return Verdict(None, why=NO_LIMIT)
    bounds = error_difference(further, level=level_of_verdict(look), groups=groups)
    return verdict_within(bounds, margin, look=look, error=lambda: _standard_error(further, groups))


def level_of_verdict(look: int) -> float:
    """Return the two-sided level of the bounds that a verdict at this look is read from."""
    return 1 - 2 * one_sided_level(look)


def verdict_within(
    bounds: Measured, margin: float, *, look: int, error: Callable[[], float]
) -> Verdict:
    """Return the verdict that bounds at `level_of_verdict` give; `error` tells their standard error."""
    if bounds.low is None or bounds.high is None:
        return Verdict("cannot_tell", "unclear", bounds, why=bounds.why)
    if bounds.high < margin:
        if bounds.high < 0:
            return Verdict("not_inferior", "better", bounds)
        if bounds.low > 0:
            return Verdict("not_inferior", "slightly_worse_within_margin", bounds)
        return Verdict("not_inferior", "about_as_good", bounds)
    if bounds.low > margin:
        return Verdict("inferior", "worse", bounds)
    needed = [_needed(error(), bounds.n, margin, true, look + 1) for true in (0.0, margin / 2)]
    return Verdict("cannot_tell", "unclear", bounds, (needed[0], needed[1]), NOT_ENOUGH)


def chance_if_no_further_off(
    further: Numbers, margin: float, *, groups: Groups | None = None
) -> float:
    """Return the one-sided p of Student's test that the mean difference is at most `margin`.

    1 under 30 rows or groups, or 5 that differ, where no test is made.
    """
    units = len(further) if groups is None else groups.count
    if units < FEWEST_ROWS or too_few_further_off(units_other_than_0(further, groups)):
        return 1.0
    distance = math.fsum(further.tolist()) / len(further) - margin
    return chance_at(distance, _standard_error(further, groups), units)


def chance_at(distance: float, error: float, units: int) -> float:
    """Return the one-sided p of a mean so far above the margin; 1 under 30 rows or groups."""
    if units < FEWEST_ROWS:
        return 1.0
    if error == 0:
        return 0.0 if distance > 0 else 1.0
    return float(special.stdtr(units - 1, -distance / error))


def _standard_error(further: Numbers, groups: Groups | None) -> float:
    # Sorted, so that the order of the rows leaves no trace in the last digit.
    spread = float(np.sort(further).std(ddof=1)) if len(further) > 1 else 0.0
    alone = spread / math.sqrt(len(further))
    return alone if groups is None else max(alone, groups.mean_error(further))


def _needed(error: float, n: int, margin: float, true_difference: float, look: int) -> int | None:
    """Return rows in all that would settle it four times in five; None for no realistic number."""
    distance = margin - true_difference
    if distance <= 0:
        return None
    reach = float(special.ndtri(1 - one_sided_level(look)) + special.ndtri(POWER))
    rows = math.ceil(n * (error * reach / distance) ** 2)
    return rows if rows <= MOST_REALISTIC else None
