"""Errors kind by kind where labels are numbers: the surest bad news first, Holm over all kinds."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.clusters import Groups
from evaluations.statistics.compared_slice import ComparedSlice, SliceVerdict
from evaluations.statistics.holm import holm
from evaluations.statistics.number_difference import (
    chance_if_no_further_off,
    error_difference,
    mean_error,
)
from evaluations.statistics.row_means import FEWEST_ROWS
from evaluations.statistics.slices import FAMILY, SliceRows

Numbers = NDArray[np.float64]


def number_slices(
    slices: Iterable[SliceRows],
    student_off: Numbers,
    teacher_off: Numbers | None,
    *,
    margin: float,
    level: float,
    groups: Groups | None = None,
) -> tuple[ComparedSlice, ...]:
    """Compare the models' errors in each slice, the surest bad news first.

    Parameters
    ----------
    slices
        The slices; those without a row are left out.
    student_off, teacher_off
        Absolute errors, shape ``(n,)``; teacher None without one.
    margin
        How much larger the mean absolute error may be, in the label's unit.
    level
        Two-sided level of plain intervals.
    groups
        How rows belong together.
    """
    held = [each for each in slices if each.rows.any()]
    measured = []
    for each in held:
        chosen = each.rows
        within = None if groups is None else groups.of(chosen)
        one = ComparedSlice(
            each.column,
            each.value,
            each.made_by,
            int(chosen.sum()),
            mean_error(student_off[chosen], level=level, groups=within),
        )
        if teacher_off is not None:
            further = student_off[chosen] - teacher_off[chosen]
            adjusted = level_of_so_many(len(held))
            one = replace(
                one,
                teacher=mean_error(teacher_off[chosen], level=level, groups=within),
                difference=error_difference(further, level=level, groups=within),
                difference_adjusted=error_difference(further, level=adjusted, groups=within),
                p_value=chance_if_no_further_off(further, margin, groups=within),
            )
        measured.append(one)
    return judged_kinds(measured, compared=teacher_off is not None)


def level_of_so_many(slices: int) -> float:
    """Return the two-sided level at which one of so many slices is shown beside the others."""
    return 1 - 2 * FAMILY / slices


def judged_kinds(measured: Sequence[ComparedSlice], *, compared: bool) -> tuple[ComparedSlice, ...]:
    """Return measured slices, judged together where they compare two models, the surest bad news first."""
    if compared:
        adjusted_p = holm([1.0 if each.p_value is None else each.p_value for each in measured])
        measured = [
            replace(each, p_holm=p, verdict=_verdict(each, p))
            for each, p in zip(measured, adjusted_p, strict=True)
        ]
    return tuple(sorted(measured, key=_worst_first))


def _verdict(each: ComparedSlice, p_holm: float) -> SliceVerdict:
    if each.n < FEWEST_ROWS or each.difference is None or each.difference.low is None:
        return "too_few"
    return "worse" if p_holm <= FAMILY else "no_worse_shown"


def _worst_first(each: ComparedSlice) -> tuple[float, str, str]:
    number = each.difference or each.student
    low = math.inf if number.low is None else -number.low
    return (low, each.column, each.value)
