"""Kinds of case from counts: the rows of each kind by label and answers, added up over batches."""

from collections.abc import Mapping, Sequence

import numpy as np

from evaluations.statistics.codes import Codes
from evaluations.statistics.paired_sample import row_outcomes
from evaluations.statistics.slice_rates import AnswersWithin
from evaluations.statistics.slices import Slice, SliceRows, judged_slices, measure_slice
from evaluations.statistics.tables import CellTable, count_cells

Column = tuple[str, str]  # its name, and who made it, as in `SliceRows`
Kinds = dict[tuple[Column, str], CellTable]


def tally_kinds(
    columns: Mapping[Column, Sequence[str]], labels: tuple[str, ...], *answers: Codes
) -> Kinds:
    """Return one batch of rows counted by kind.

    Parameters
    ----------
    columns
        For each column the kind of each row.
    labels
        The labels that codes point into.
    answers
        Codes of label and student, and of the teacher where there is one, each of shape ``(n,)``.
    """
    found: Kinds = {}
    for column, cells in columns.items():
        names, place = np.unique(np.asarray(cells, dtype=object), return_inverse=True)
        for number, name in enumerate(names.tolist()):
            here = place == number
            found[column, name] = count_cells(labels, *(codes[here] for codes in answers))[0]
    return found


def add_kinds(kept: Kinds, more: Kinds) -> None:
    """Add the counts of another batch to those kept."""
    for kind, table in more.items():
        kept[kind] = kept[kind] + table if kind in kept else table


def measure_kinds(
    kept: Kinds, *, positive: str | None, margin: float, level: float, why_none: str | None
) -> tuple[Slice, ...]:
    """Return what `measure_slices` gives of the rows counted, without groups.

    Parameters
    ----------
    kept
        The rows of each kind.
    positive, margin, level
        As for `AnswersWithin` and `measure_slices`.
    why_none
        The reason where nothing is compared; None where it is.
    """
    measured: list[Slice] = []
    for column in dict.fromkeys(column for column, _ in kept):
        tables = {value: table for (each, value), table in kept.items() if each == column}
        labels = tuple(sorted({label for table in tables.values() for label in table.labels}))
        cells = np.concatenate([_placed(table, labels) for table in tables.values()])
        counts = np.concatenate([table.counts for table in tables.values()])
        kind = np.repeat(np.arange(len(tables)), [len(each.counts) for each in tables.values()])
        truth, student = cells[:, 0], cells[:, 1]
        teacher = cells[:, 2] if cells.shape[1] > 2 else None
        outcome = None
        if teacher is not None and why_none is None:
            outcome = row_outcomes(truth, student, teacher)
        measured += [
            measure_slice(
                SliceRows(column[0], value, kind == number, column[1]),
                student == truth,
                outcome,
                margin=margin,
                level=level,
                of_so_many=len(kept),
                answers=AnswersWithin(labels, truth, student, teacher, positive, counts),
                counts=counts,
            )
            for number, value in enumerate(tables)
        ]
    return judged_slices(measured, why_none)


def _placed(table: CellTable, labels: tuple[str, ...]) -> Codes:
    """Return a table's cells as positions in more labels."""
    position = {label: number for number, label in enumerate(labels)}
    codes: Codes = np.array([position[label] for label in table.labels], dtype=np.int64)
    return codes[table.cells]
