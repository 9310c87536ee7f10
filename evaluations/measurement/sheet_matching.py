"""Which row of an answer sheet belongs to which example, and whether it answers what was asked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.example_sheet.blank import ID, columns_on_sheet, ids_to_hand_out
from evaluations.example_sheet.cells import same_cell, settled
from evaluations.measurement.row_blocks import blocks, picked
from evaluations.measurement.samples import Samples
from evaluations.measurement.sheet_ids import Ids, MatchedIds, match_ids
from evaluations.measurement.some_rows import FoundRows, SomeRows, row_list
from evaluations.measurement.text_table import text_array, text_frame
from evaluations.personal_data.masking import is_masked_form
from sandbox.spill import SpilledArray, SpilledTable, let_go

ANSWER_COLUMNS: Final = (
    "answer", "prediction", "predicted", "predicted_label", "prediction_label", "y_pred", "pred",
    "output", "result",
)  # fmt: skip
# Rows of a sheet that are put in order together: they come from all over it.
AT_ONCE: Final = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """A sheet laid beside the examples.

    Attributes
    ----------
    frame : its rows in the order of the examples; there may be more behind them.
    rows : the number of each in the sheet, as a person counts.
    masked : whether the sheet's texts are ours with personal data taken out.
    notes : what the reader of the result should know.
    """

    frame: pd.DataFrame
    rows: NDArray[np.int64]
    masked: bool
    notes: tuple[str, ...]


def match_sheet(
    frame: pd.DataFrame,
    rows: NDArray[np.int64],
    samples: Samples,
    *,
    name: str,
    folder: Path | None = None,
) -> Matched:
    """Return the sheet's rows in the order of the examples that they answer.

    Parameters
    ----------
    frame, rows
        The sheet, and the number of each of its rows as a person counts.
    samples
        The examples.
    name
        The sheet's file.
    folder
        Where many rows are kept; without one they are held in memory.

    Raises
    ------
    Refused
        If an example has no answer or two, or a row repeats another text than was asked; names the
        first such row, and the rows of the rest.
    """
    found = _by_id(frame, samples, folder)
    if found is None:
        if len(frame) != len(samples):
            raise Refused(
                f"It has {len(frame)} answers for {len(samples)} examples, and no ids to match by.",
                file=name,
                what_to_do="Put an id column with the same name into both files.",
            )
        masked = _refuse_changed(frame, rows, samples, name)
        by_order = "Matched to the examples by order: there were no ids."
        return Matched(frame, rows, masked, (by_order,))
    column, given, wanted, matched = found
    _refuse_repeated(matched.repeated, given, rows, column, name)
    missing = matched.missing
    if missing.count:
        at = missing.first[0]
        left_out = SomeRows(missing.count, _numbers(missing, samples.rows))
        more = (
            f" {missing.count} examples have none: {row_list(left_out)}."
            if missing.count > 1
            else ""
        )
        raise Refused(
            f"There is no answer for the example with id {wanted.at(at)} "
            f"(row {int(samples.rows[at])} of {samples.name}).{more}",
            file=name,
            column=column,
            what_to_do="Have it answered, or take the example out.",
        )
    extra = SomeRows(matched.extra.count, _numbers(matched.extra, rows))
    notes = (
        (f"{extra.count} answers belong to no example and were left out: {row_list(extra)}.",)
        if extra.count
        else ()
    )
    laid, laid_rows = _in_order(frame, rows, matched.order, folder)
    masked = _refuse_changed(laid, laid_rows, samples, name)
    return Matched(laid, laid_rows, masked, notes)


def _by_id(
    frame: pd.DataFrame, samples: Samples, folder: Path | None
) -> tuple[str, Ids, Ids, MatchedIds] | None:
    """Return the column that names the examples, its ids, and what it should hold for each of them."""
    named = samples.columns.id
    own = None if named is None else _ids_in(samples.frame, named)
    if own is not None and named is not None and named in frame.columns and named.casefold() != ID:
        given = _ids_in(frame, named)
        return named, given, own, match_ids(given, own, folder)
    ours = next((str(each) for each in frame.columns if str(each).strip().casefold() == ID), None)
    if ours is None or ours == samples.columns.label:
        return None
    given = _ids_in(frame, ours)
    by_own = None if own is None else match_ids(given, own, folder)
    if by_own is None or by_own.is_empty:
        handed_out = Ids(len(samples), lambda start, stop: ids_to_hand_out(samples, start, stop))
        by_ours = match_ids(given, handed_out, folder)
        if not by_ours.is_empty:
            return ours, given, handed_out, by_ours
    return None if own is None or by_own is None else (ours, given, own, by_own)


def _ids_in(frame: pd.DataFrame, column: str) -> Ids:
    cells = frame[column]
    return Ids(
        len(frame),
        lambda start, stop: [settled(str(key)) for key in cells.iloc[start:stop].tolist()],
    )


def _numbers(places: SomeRows, rows: NDArray[np.int64]) -> tuple[int, ...]:
    return tuple(int(rows[at]) for at in places.first)


def _refuse_repeated(
    repeated: SomeRows, given: Ids, rows: NDArray[np.int64], column: str, name: str
) -> None:
    if repeated.count:
        at = repeated.first[0]
        told = row_list(SomeRows(repeated.count, _numbers(repeated, rows)))
        more = f" So are others: {told}." if repeated.count > 1 else ""
        raise Refused(
            f"The id {given.at(at)} is answered twice.{more}",
            file=name,
            row=int(rows[at]),
            column=column,
            what_to_do="Keep one answer for each id.",
        )


def _in_order(
    frame: pd.DataFrame, rows: NDArray[np.int64], order: NDArray[np.int64], folder: Path | None
) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """Return the rows of the sheet in this order, and the number of each."""
    if folder is None:
        return frame.iloc[order].reset_index(drop=True), rows[order]
    if all(
        (order[start:stop] == np.arange(start, stop)).all() for start, stop in blocks(len(order))
    ):
        return frame, rows
    names = [str(name) for name in frame.columns]
    table = SpilledTable(folder, pa.schema([(name, pa.large_string()) for name in names]))
    numbers = SpilledArray(folder, np.int64)
    for start in range(0, len(order), AT_ONCE):
        here = order[start : start + AT_ONCE]
        table.append([text_array(picked(frame[name], here)) for name in names])
        numbers.append(rows[here])
        let_go()
    return text_frame(table.table()), numbers.array(len(order))


def _refuse_changed(
    matched: pd.DataFrame, rows: NDArray[np.int64], samples: Samples, name: str
) -> bool:
    """Refuse other texts than were asked; return whether those that stand there were masked."""
    masked = False
    for column, on_sheet in zip(samples.inputs, columns_on_sheet(samples.inputs), strict=True):
        repeated = next((each for each in (on_sheet, column) if each in matched.columns), None)
        if repeated is None or repeated.casefold() in ANSWER_COLUMNS:
            continue
        first, others = None, FoundRows()
        for start, stop in samples.blocks():
            ours = samples.cells(column, start, stop).to_numpy(dtype=object)
            theirs = matched[repeated].iloc[start:stop].to_numpy(dtype=object)
            changed = []
            for at in np.flatnonzero(ours != theirs).tolist():
                if same_cell(ours[at], theirs[at]):
                    continue
                if is_masked_form(settled(ours[at]), settled(theirs[at])):
                    masked = True
                else:
                    changed.append(start + at)
            if changed and first is None:
                first = changed[0]
            others.take(rows[changed])
        if first is not None:
            told = others.told()
            more = f" {told.count} rows differ: {row_list(told)}." if told.count > 1 else ""
            raise Refused(
                f"This row answers another example than row {int(samples.rows[first])} "
                f"of {samples.name}: the {column} differs.{more}",
                file=name,
                row=int(rows[first]),
                column=repeated,
                what_to_do="Have the examples answered as they stand, in the same order.",
            )
    return masked
