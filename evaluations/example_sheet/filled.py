"""Reads a sheet that the vendor filled in: whose answer each is, and which are missing."""

import csv
import io
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.example_sheet.blank import ANSWER, ID, BlankSheet
from evaluations.example_sheet.cells import same_cell


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """The answers by the place of their example, and how many examples have none."""

    answers: dict[int, str]
    missing: int

    @property
    def whole(self) -> bool:
        """Return whether every example is answered."""
        return self.missing == 0


def read_filled(
    frame: pd.DataFrame, rows: NDArray[np.int64], sheet: BlankSheet, *, name: str
) -> FilledSheet:
    """Return the answers that stand on a sheet; rows that are left out or blank are missing.

    Parameters
    ----------
    frame
        The table as the reader jail gave it, every cell text.
    rows
        The row of each line in the file, as a person counts.
    sheet
        What was sent.
    name
        The file, for messages.

    Raises
    ------
    Refused
        If a column is missing, an id is none of ours or stands twice, a text was changed or stands
        at another id, or no row is answered. It names row and column.
    """
    present = {str(column).strip().casefold(): str(column) for column in frame.columns}
    for needed in (ID, ANSWER):
        if needed not in present:
            raise Refused(
                f"There is no column called {needed}.",
                file=name,
                column=needed,
                what_to_do="Fill in the sheet we gave you, and leave its first row as it is.",
            )
    line_of = {key: at for at, key in enumerate(sheet.ids)}
    told = [
        (column, cells, present[column.strip().casefold()])
        for column, cells in zip(sheet.columns, zip(*sheet.cells, strict=True), strict=True)
        if column.strip().casefold() in present
    ]
    first: dict[str, int] = {}
    answers: dict[int, str] = {}
    records = frame.to_dict("records")
    for record, row in zip(records, rows, strict=True):
        key, answer = str(record[present[ID]]).strip(), str(record[present[ANSWER]]).strip()
        if not key and not answer:
            continue
        if key not in line_of:
            raise Refused(
                f"The id {_short(key)} is not on the sheet we gave you."
                if key
                else "This answer has no id.",
                file=name,
                row=int(row),
                column=present[ID],
                what_to_do="Leave the ids as they are. Download the sheet again if they are lost.",
            )
        if key in first:
            raise Refused(
                f"The id {key} stands in row {first[key]} already.",
                file=name,
                row=int(row),
                column=present[ID],
                what_to_do="Keep one answer for each id.",
            )
        first[key] = int(row)
        at = line_of[key]
        for column, ours, theirs in told:
            if not same_cell(ours[at], str(record[theirs])):
                raise Refused(
                    f"The {column} in this row is not the one we sent with the id {key}.",
                    file=name,
                    row=int(row),
                    column=theirs,
                    what_to_do="Answer each example as it stands. If rows were sorted, sort whole rows.",
                )
        if answer:
            answers[sheet.places[at]] = answer
    if not answers:
        raise Refused(
            "No row has an answer yet.",
            file=name,
            column=present[ANSWER],
            what_to_do="Write what your product says into the column answer.",
        )
    return FilledSheet(answers, len(sheet) - len(answers))


def as_answer_sheet(filled: FilledSheet, sheet: BlankSheet) -> bytes:
    """Return a whole sheet under the buyer's own ids, or in the order of its examples without any.

    What was masked stands beside the answers as it was sent: the test says then that this version
    did not see the texts themselves.
    """
    if not filled.whole:
        raise ValueError("examples without an answer cannot be counted")
    own = sheet.own_ids if sheet.id_column is not None else None
    taken = {ANSWER, (sheet.id_column or "").casefold()}
    kept = [
        column
        for column, name in enumerate(sheet.inputs)
        if sheet.masked and name.casefold() not in taken
    ]
    line_of = {place: line for line, place in enumerate(sheet.places)}
    written = io.StringIO(newline="")
    out = csv.writer(written)
    names = [sheet.inputs[column] for column in kept]
    out.writerow([*([sheet.id_column] if own else []), *names, ANSWER])
    for at in range(len(sheet)):
        cells = [sheet.cells[line_of[at]][column] for column in kept]
        out.writerow([*([own[at]] if own else []), *cells, filled.answers[at]])
    return written.getvalue().encode()


def _short(key: str) -> str:
    return key if len(key) <= 40 else f"{key[:37]}..."
