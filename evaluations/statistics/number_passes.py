"""Many rows whose labels are numbers, in passes: the same blocks as `summarise_numbers`, and no row is kept.

Means of errors, their intervals, verdicts and kinds rest on exact sums and are equal to the last
digit. What is resampled draws its weights in the order of the rows, so that its intervals are equal
in distribution only. Rows that belong together are left to `summarise_numbers`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from heapq import nsmallest
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evaluations.statistics.compared_slice import ComparedSlice
from evaluations.statistics.comparison import TEACHER_LABELLED
from evaluations.statistics.error_sums import ErrorSums, error_sums
from evaluations.statistics.estimates import POINT, Precision
from evaluations.statistics.flips import MOST_FLIPS
from evaluations.statistics.measured import Measured
from evaluations.statistics.number_difference import (
    NO_LIMIT,
    level_of_verdict,
    scale_of,
    verdict_within,
)
from evaluations.statistics.number_slices import judged_kinds, level_of_so_many
from evaluations.statistics.number_summary import NumberSummary, check_limit
from evaluations.statistics.ranked_values import ranked_values
from evaluations.statistics.regression import (
    NumberReport,
    Resamples,
    median_between,
    no_interval,
    reports_of,
    rows_of_sums,
    scores,
)
from evaluations.statistics.row_bootstrap import (
    CHUNK,
    acceleration_of_many,
    median_places,
    poisson_sums,
)
from evaluations.statistics.verdict import Verdict

Numbers = NDArray[np.float64]
Kind = tuple[str, str, str]  # column, value, and who made it, as in `SliceRows`

EVERY: Final[Kind] = ("", "", "")


@dataclass(frozen=True, slots=True)
class NumberBlock:
    """Some rows: labels and answers, each of shape ``(n,)``, and by column the kind of each row.

    `first` is the place of the first of them among all rows; `kinds` are columns with who made them.
    """

    first: int
    truth: Numbers
    student: Numbers
    teacher: Numbers | None
    kinds: dict[tuple[str, str], NDArray[np.object_]]

    @property
    def off(self) -> list[Numbers]:
        """Return how far off each version is, the student first."""
        versions = [self.student] if self.teacher is None else [self.student, self.teacher]
        return [np.abs(each - self.truth) for each in versions]


@dataclass(frozen=True, slots=True)
class NumberRows:
    """So many rows, and what gives them anew, block by block and in the same order."""

    n: int
    blocks: Callable[[], Iterator[NumberBlock]]


def summarise_many(
    rows: NumberRows,
    *,
    margin: float | None = None,
    labelled_by_teacher: bool = False,
    look: int = 1,
    precision: Precision | None = None,
    most: int = MOST_FLIPS,
) -> NumberSummary:
    """Measure a student, and a teacher beside it, on many independent rows.

    Parameters
    ----------
    rows
        More rows than an interval takes, finite.
    margin, labelled_by_teacher, look, precision, most
        As for `summarise_numbers`.

    Raises
    ------
    Refused
        If the margin is below 0.
    """
    check_limit(margin)
    held = precision or Precision()
    paired = next(rows.blocks()).teacher is not None
    compared = paired and not labelled_by_teacher
    sums = _sums_by_kind(rows, compared=compared)
    difference, judged = None, None
    if paired:
        difference = Measured.undefined(n=rows.n, method="none", why=TEACHER_LABELLED)
        judged = Verdict(None, why=TEACHER_LABELLED)
    if compared:
        further = sums[EVERY][-1]
        difference, judged = further.difference(level=held.level), _verdict(further, margin, look)
    reports = _reports(rows, held)
    return NumberSummary(
        n=rows.n,
        student=reports[0],
        teacher=reports[1] if paired else None,
        difference=difference,
        verdict=judged,
        slices=_slices(sums, margin or 0.0, held.level, compared=compared),
        misses=_misses(rows, most, compared=compared),
        groups=None,
        margin=margin,
        look=look,
    )


def _verdict(further: ErrorSums, margin: float | None, look: int) -> Verdict:
    if margin is None:
        return Verdict(None, why=NO_LIMIT)
    bounds = further.difference(level=level_of_verdict(look))
    return verdict_within(bounds, margin, look=look, error=lambda: further.standard_error)


def _measures(block: NumberBlock, *, compared: bool) -> list[Numbers]:
    """Return the student's errors, and where they are compared the teacher's and the difference."""
    off = block.off
    return [off[0], off[1], off[0] - off[1]] if compared else off[:1]


def _by_kind(block: NumberBlock) -> Iterator[tuple[Kind, NDArray[np.bool_]]]:
    yield EVERY, np.ones(len(block.truth), dtype=bool)
    for (column, made_by), names in block.kinds.items():
        values, place = np.unique(names, return_inverse=True)
        for number, value in enumerate(values.tolist()):
            yield (column, value, made_by), place == number


def _sums_by_kind(rows: NumberRows, *, compared: bool) -> dict[Kind, list[ErrorSums]]:
    """Return the sums of each measure over all rows and over each kind, in two passes."""
    largest: dict[Kind, list[float]] = {}
    for block in rows.blocks():
        measures = _measures(block, compared=compared)
        for kind, chosen in _by_kind(block):
            sizes = [float(np.abs(each[chosen]).max()) for each in measures]
            before = largest.get(kind, sizes)
            largest[kind] = [max(pair) for pair in zip(before, sizes, strict=True)]
    found: dict[Kind, list[ErrorSums]] = {}
    for block in rows.blocks():
        measures = _measures(block, compared=compared)
        for kind, chosen in _by_kind(block):
            more = [
                error_sums(each[chosen], scale_of(size))
                for each, size in zip(measures, largest[kind], strict=True)
            ]
            if kind in found:
                more = [one + other for one, other in zip(found[kind], more, strict=True)]
            found[kind] = more
    return found


def _slices(
    sums: dict[Kind, list[ErrorSums]], margin: float, level: float, *, compared: bool
) -> tuple[ComparedSlice, ...]:
    kinds = sorted(kind for kind in sums if kind != EVERY)
    measured = []
    for column, value, made_by in kinds:
        of_kind = sums[column, value, made_by]
        n = of_kind[0].sums.n
        one = ComparedSlice(column, value, made_by, n, of_kind[0].error(level=level))
        if compared:
            _, teacher, further = of_kind
            adjusted = level_of_so_many(len(kinds))
            one = replace(
                one,
                teacher=teacher.error(level=level),
                difference=further.difference(level=level),
                difference_adjusted=further.difference(level=adjusted),
                p_value=further.chance_if_no_further_off(margin),
            )
        measured.append(one)
    return judged_kinds(measured, compared=compared)


def _reports(rows: NumberRows, precision: Precision) -> tuple[NumberReport, ...]:
    n = rows.n
    ends = ranked_values(lambda: (block.truth for block in rows.blocks()), _middles(n))
    middle = float(ends.mean())

    def chunks() -> Iterator[Numbers]:
        for block in rows.blocks():
            values = rows_of_sums(block.truth, block.off, middle)
            for start in range(0, len(values), CHUNK):
                yield values[start : start + CHUNK]

    whole: Any = 0.0
    largest: Any = 0.0
    wrong: Any = 0
    for chunk in chunks():
        whole = whole + chunk.sum(axis=0)
        largest = np.maximum(largest, np.abs(chunk).max(axis=0))
        wrong = wrong + (chunk[:, 3::2] > 0).sum(axis=0)
    why = [no_interval(int(each), n, None) for each in wrong]
    drawn, skew = np.empty((0, 0)), np.empty(0)
    if None in why:
        generator = np.random.default_rng(precision.seed)
        drawn = scores(poisson_sums(chunks(), largest, precision.replicates, generator))
        skew = acceleration_of_many(chunks, whole, n, scores)
    resamples = Resamples(scores(whole[None, :])[0], drawn, skew, n, n)
    medians = [_median(rows, version, precision, without) for version, without in enumerate(why)]
    return reports_of(resamples, medians, why, precision, None)


def _median(rows: NumberRows, version: int, precision: Precision, why: str | None) -> Measured:
    def off() -> Iterator[Numbers]:
        return (block.off[version] for block in rows.blocks())

    if why is not None:
        value = float(ranked_values(off, _middles(rows.n)).mean())
        return Measured.without_interval(value, n=rows.n, method=POINT, why=why)
    places = median_places(rows.n, replicates=precision.replicates, seed=precision.seed)
    found = ranked_values(off, np.column_stack([_middles(rows.n), places]))
    return median_between(float(found[:, 0].mean()), found[:, 1:].mean(axis=0), precision, rows.n)


def _middles(n: int) -> NDArray[np.int64]:
    """Return the places of the two rows in the middle, which are one where n is odd."""
    return np.array([(n - 1) // 2, n // 2])


def _misses(rows: NumberRows, most: int, *, compared: bool) -> tuple[dict[str, Any], ...]:
    """Return the rows on which the student is furthest off, or furthest beyond the teacher."""
    kept: list[tuple[float, int, dict[str, Any]]] = []
    for block in rows.blocks():
        further = _measures(block, compared=compared)[-1]
        for row in np.argsort(-further, kind="stable")[:most].tolist():
            if further[row] > 0:
                miss = {
                    "row": block.first + row,
                    "label": float(block.truth[row]),
                    "student": float(block.student[row]),
                    "teacher": None if block.teacher is None else float(block.teacher[row]),
                }
                kept.append((-float(further[row]), block.first + row, miss))
        kept = nsmallest(most, kept, key=lambda each: each[:2])
    return tuple(miss for _, _, miss in kept)
