"""Cells that must be numbers, read with the row and column of the first that is none."""

import numpy as np
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.statistics.number_summary import read_number
from sandbox.contract import LARGEST


def numbers_in(
    cells: NDArray[np.object_], rows: NDArray[np.int64], *, file: str, column: str
) -> NDArray[np.float64]:
    """Return cells as numbers; commas between thousands are taken.

    Parameters
    ----------
    cells, rows
        Each cell as text, and its row in the file as a person counts, shape ``(n,)``.
    file, column
        Where they stand, for a refusal.

    Raises
    ------
    Refused
        If a cell is no finite number, or one so large that its square is none.
    """
    found = np.array([read_number(cell) for cell in cells.tolist()], dtype=np.float64)
    odd = np.flatnonzero(~np.isfinite(found))
    if len(odd):
        place = int(odd[0])
        text = cells[place].strip()
        shown = text if len(text) <= 40 else text[:39] + "…"
        raise Refused(
            f"{shown or 'A blank cell'} is not a number, and the labels here are numbers.",
            file=file,
            row=int(rows[place]),
            column=column,
            what_to_do="Correct the cell, or say that the labels are names (task: classes).",
        )
    odd = np.flatnonzero(np.abs(found) > LARGEST)
    if len(odd):
        place = int(odd[0])
        raise Refused(
            f"{found[place]:g} is larger than any amount we reckon with.",
            file=file,
            row=int(rows[place]),
            column=column,
            what_to_do="Correct the cell.",
        )
    return found
