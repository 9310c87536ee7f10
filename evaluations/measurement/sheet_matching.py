"""Which row of an answer sheet belongs to which example, and whether it answers what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.example_sheet.blank import ID, columns_on_sheet, ids_to_hand_out
from evaluations.example_sheet.cells import same_cell, settled
from evaluations.measurement.samples import Samples
from evaluations.personal_data.masking import is_masked_form

ANSWER_COLUMNS: Final = (
    "answer", "prediction", "predicted", "predicted_label", "prediction_label", "y_pred", "pred",
    "output", "result",
)  # fmt: skip
MOST_ROWS_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Matched:
    """A sheet laid beside the examples.

    Attributes
    ----------
    order : for each example the row of the sheet that answers it, counted from 0.
    masked : whether the sheet's texts are ours with personal data taken out.
    notes : what the reader of the result should know.
    """

    order: NDArray[np.int64]
    masked: bool
    notes: tuple[str, ...]


def match_sheet(
    frame: pd.DataFrame, rows: NDArray[np.int64], samples: Samples, *, name: str
) -> Matched:
    """Return which row of the sheet answers each example.

    Raises
    ------
    Refused
        If an example has no answer or two, or a row repeats another text than was asked; names the
        first such row, and the rows of the rest.
    """
    found = _id_column(frame, samples)
    if found is None:
        if len(frame) != len(samples):
            raise Refused(
                f"It has {len(frame)} answers for {len(samples)} examples, and no ids to match by.",
                file=name,
                what_to_do="Put an id column with the same name into both files.",
            )
        masked = _refuse_changed(frame, rows, samples, name)
        by_order = "Matched to the examples by order: there were no ids."
        return Matched(np.arange(len(samples)), masked, (by_order,))
    column, wanted = found
    given = [settled(str(key)) for key in frame[column].tolist()]
    _refuse_repeated(given, rows, column, name)
    place = {key: at for at, key in enumerate(given)}
    missing = [at for at, key in enumerate(wanted) if key not in place]
    if missing:
        at = missing[0]
        left_out = samples.rows[missing].tolist()
        more = f" {len(missing)} examples have none: {row_list(left_out)}." if missing[1:] else ""
        raise Refused(
            f"There is no answer for the example with id {wanted[at]} "
            f"(row {int(samples.rows[at])} of {samples.name}).{more}",
            file=name,
            column=column,
            what_to_do="Have it answered, or take the example out.",
        )
    order = np.array([place[key] for key in wanted], dtype=np.int64)
    known = set(wanted)
    extra = [int(rows[at]) for at, key in enumerate(given) if key not in known]
    notes = (
        (f"{len(extra)} answers belong to no example and were left out: {row_list(extra)}.",)
        if extra
        else ()
    )
    masked = _refuse_changed(frame.iloc[order].reset_index(drop=True), rows[order], samples, name)
    return Matched(order, masked, notes)


def row_list(rows: Sequence[int]) -> str:
    """Return "row 3", or "rows 3, 9 and 14", the first of them by number."""
    numbered = sorted(rows)
    shown = [f"{row:,}" for row in numbered[:MOST_ROWS_NAMED]]
    if len(numbered) == 1:
        return f"row {shown[0]}"
    if len(numbered) > MOST_ROWS_NAMED:
        return f"rows {', '.join(shown)} and {len(numbered) - MOST_ROWS_NAMED:,} more"
    return f"rows {', '.join(shown[:-1])} and {shown[-1]}"


def _id_column(frame: pd.DataFrame, samples: Samples) -> tuple[str, list[str]] | None:
    """Return the column that names the examples, and what it should hold for each of them."""
    own = None if samples.ids is None else [settled(str(key)) for key in samples.ids.tolist()]
    named = samples.columns.id
    if own is not None and named and named in frame.columns and named.casefold() != ID:
        return named, own
    ours = next((str(each) for each in frame.columns if str(each).strip().casefold() == ID), None)
    if ours is None or ours == samples.columns.label:
        return None
    given = {settled(str(key)) for key in frame[ours].tolist()}
    if own is None or given.isdisjoint(own):
        handed_out = ids_to_hand_out(samples)
        if not given.isdisjoint(handed_out):
            return ours, handed_out
    return None if own is None else (ours, own)


def _refuse_repeated(given: Sequence[str], rows: NDArray[np.int64], column: str, name: str) -> None:
    repeated = np.flatnonzero(pd.Series(given, dtype=object).duplicated())
    if len(repeated):
        at = int(repeated[0])
        told = row_list(rows[repeated].tolist())
        more = f" So are others: {told}." if len(repeated) > 1 else ""
        raise Refused(
            f"The id {given[at]} is answered twice.{more}",
            file=name,
            row=int(rows[at]),
            column=column,
            what_to_do="Keep one answer for each id.",
        )


def _refuse_changed(
    matched: pd.DataFrame, rows: NDArray[np.int64], samples: Samples, name: str
) -> bool:
    """Refuse other texts than were asked; return whether those that stand there were masked."""
    masked = False
    for column, on_sheet in zip(samples.inputs, columns_on_sheet(samples.inputs), strict=True):
        repeated = next((each for each in (on_sheet, column) if each in matched.columns), None)
        if repeated is None or repeated.casefold() in ANSWER_COLUMNS:
            continue
        ours = samples.column(column)
        theirs = matched[repeated].to_numpy(dtype=object)
        changed = []
        for at in np.flatnonzero(ours != theirs).tolist():
            if same_cell(ours[at], theirs[at]):
                continue
            if is_masked_form(settled(ours[at]), settled(theirs[at])):
                masked = True
            else:
                changed.append(at)
        if changed:
            at = changed[0]
            others = rows[changed].tolist()
            more = f" {len(changed)} rows differ: {row_list(others)}." if changed[1:] else ""
            raise Refused(
                f"This row answers another example than row {int(samples.rows[at])} "
                f"of {samples.name}: the {column} differs.{more}",
                file=name,
                row=int(rows[at]),
                column=repeated,
                what_to_do="Have the examples answered as they stand, in the same order.",
            )
    return masked
