"""The same comparison kind by kind, because the average hides the hard cases.

Looking at many slices finds a bad one by chance, so each slice's test is held to Holm's limit over
all slices of the run, and slices are ordered by the upper end of their difference, not the point.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.statistics.clusters import Groups
from evaluations.statistics.codes import Codes
from evaluations.statistics.compared_slice import ComparedSlice, SliceVerdict
from evaluations.statistics.estimates import share
from evaluations.statistics.holm import holm
from evaluations.statistics.measured import Measured
from evaluations.statistics.paired_sample import ONLY_TEACHER, paired_sample
from evaluations.statistics.slice_rates import AnswersWithin, SliceRates
from evaluations.statistics.tables import Counts, counted

Chosen = NDArray[np.bool_]

FAMILY: Final = 0.025  # one-sided, over all slices of a run
FEWEST_ROWS: Final = 30
FEWEST_DISCORDANT: Final = 10
MOST_SLICES: Final = 200
BUYER: Final = "buyer"
MADE: Final = "us"
NOTHING: Final = "(nothing)"  # the name of a cell left empty
NO_TEACHER: Final = "There is no teacher to compare with."


@dataclass(frozen=True, slots=True)
class SliceRows:
    """Which rows a slice holds.

    Parameters
    ----------
    column, value
        The slice's name.
    rows
        Its rows, shape ``(n,)``.
    made_by
        "buyer" for a column of theirs, "us" for a slice this package made.
    """

    column: str
    value: str
    rows: Chosen
    made_by: str = BUYER


@dataclass(frozen=True, slots=True)
class Slice(ComparedSlice):
    """One slice's shares of right answers.

    Parameters
    ----------
    discordant
        Rows exactly one of the two answers rightly.
    why
        Why there is no verdict.
    never_found
        Labels that rows here carry and the student never finds here, though it does elsewhere.
    rates
        How often the models say yes here; None where the task has not two classes.
    """

    discordant: int | None = None
    why: str | None = None
    never_found: tuple[str, ...] = ()
    rates: SliceRates | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the published form."""
        shown = ComparedSlice.as_json(self) | {  # super() knows no class that has slots
            "discordant": self.discordant,
            "never_found": list(self.never_found),
            "rates": None if self.rates is None else self.rates.as_json(),
        }
        return shown if self.why is None else {**shown, "why": self.why}


def rows_by_value(columns: Mapping[str, Sequence[object]], n: int) -> list[SliceRows]:
    """Return a slice for each value of each column the buyer marked.

    Raises
    ------
    Refused
        If a column has more than `MOST_SLICES` values.
    """
    slices: list[SliceRows] = []
    for column, cells in columns.items():
        names = [slice_name(cell) for cell in cells]
        values = sorted(set(names))
        refuse_many_values(len(values), column)
        place = {value: number for number, value in enumerate(values)}
        codes = np.fromiter(map(place.__getitem__, names), dtype=np.int64, count=n)
        slices += [SliceRows(column, value, codes == number) for number, value in enumerate(values)]
    return slices


def refuse_many_values(values: int, column: str) -> None:
    """Refuse a column of the buyer's with more than `MOST_SLICES` values."""
    if values > MOST_SLICES:
        raise Refused(
            f"This column has {values:,} different values, too many to look at one by one.",
            column=column,
            what_to_do=f"Slice by a column with at most {MOST_SLICES} values.",
        )


def measure_slices(
    slices: Iterable[SliceRows],
    student_right: Chosen,
    outcome: Codes | None,
    *,
    margin: float,
    level: float,
    groups: Groups | None = None,
    why_none: str = NO_TEACHER,
    answers: AnswersWithin | None = None,
) -> tuple[Slice, ...]:
    """Compare the models in each slice, the surest bad news first.

    Parameters
    ----------
    slices
        The slices; those without a row are left out.
    student_right
        Where the student is right, shape ``(n,)``.
    outcome
        Who is right on each row, as `row_outcomes` gives; None where nothing is compared.
    margin
        The run's margin.
    level
        Two-sided level of plain intervals.
    groups
        How rows belong together.
    why_none
        The reason given where nothing is compared.
    answers
        What the models answered, to look for labels never found in a slice of the buyer's.
    """
    held = [each for each in slices if each.rows.any()]
    measured = [
        measure_slice(
            each,
            student_right,
            outcome,
            margin=margin,
            level=level,
            of_so_many=len(held),
            groups=groups,
            answers=answers,
        )
        for each in held
    ]
    return judged_slices(measured, None if outcome is not None else why_none)


def judged_slices(measured: Sequence[Slice], why_none: str | None) -> tuple[Slice, ...]:
    """Return all slices of a run with their verdicts, the surest bad news first.

    Parameters
    ----------
    measured
        As `measure_slice` gives them.
    why_none
        The reason where nothing is compared; None where it is.
    """
    if why_none is not None:
        unpaired = [replace(each, why=why_none) for each in measured]
        return tuple(sorted(unpaired, key=lambda each: _worst_first(each, each.student)))
    adjusted = holm([1.0 if each.p_value is None else each.p_value for each in measured])
    judged = [
        replace(each, p_holm=p, verdict=_verdict(each, p))
        for each, p in zip(measured, adjusted, strict=True)
    ]
    return tuple(sorted(judged, key=lambda each: _worst_first(each, each.difference)))


def measure_slice(
    rows: SliceRows,
    student_right: Chosen,
    outcome: Codes | None,
    *,
    margin: float,
    level: float,
    of_so_many: int,
    groups: Groups | None = None,
    answers: AnswersWithin | None = None,
    counts: Counts | None = None,
) -> Slice:
    """Return one slice's numbers, its verdict left open.

    Parameters
    ----------
    rows
        The slice; it holds a row.
    student_right, outcome, margin, level, groups, answers
        As for `measure_slices`.
    of_so_many
        How many slices the run has.
    counts
        How many rows each row given stands for, shape ``(n,)``; None for one each, and without
        groups.
    """
    chosen = rows.rows
    held = None if counts is None else counts[chosen]
    n = int(chosen.sum()) if held is None else int(held.sum())
    within = None if groups is None else groups.of(chosen)
    student = _accuracy(student_right[chosen], held, level, within)
    inside = answers if rows.made_by == BUYER else None
    named = Slice(
        rows.column,
        rows.value,
        rows.made_by,
        n,
        student,
        never_found=inside.never_found(chosen) if inside else (),
        rates=inside.rates(chosen, level=level, groups=groups) if inside else None,
    )
    if outcome is None:
        return named
    sample = paired_sample(outcome[chosen], within, counts=held)
    return replace(
        named,
        teacher=_accuracy(outcome[chosen] <= ONLY_TEACHER, held, level, within),
        difference=sample.difference(level=level),
        difference_adjusted=sample.difference(level=1 - 2 * FAMILY / of_so_many),
        discordant=int(sample.counts.discordant),
        p_value=sample.chance_if_no_worse(margin),
    )


def _accuracy(right: Chosen, held: Counts | None, level: float, groups: Groups | None) -> Measured:
    cells = right.astype(np.int64)  # 0 wrong, 1 right
    counts = counted(cells, 2, held)
    return share(
        counts,
        np.array([False, True]),
        np.array([True, True]),
        level=level,
        clusters=None if groups is None else groups.over(cells, counts),
        why_empty="The slice holds no row.",
    )


def _verdict(measured: Slice, p_holm: float) -> SliceVerdict:
    if measured.n < FEWEST_ROWS or (measured.discordant or 0) < FEWEST_DISCORDANT:
        return "too_few"
    return "worse" if p_holm <= FAMILY else "no_worse_shown"


def _worst_first(measured: Slice, number: Measured | None) -> tuple[float, str, str]:
    upper = math.inf if number is None or number.high is None else number.high
    return (upper, measured.column, measured.value)


def slice_name(cell: object) -> str:
    """Return the name of the slice that a cell puts its row into."""
    empty = cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell))
    return NOTHING if empty else str(cell)
