"""Cells that must be numbers, read with the row and column of the first that is none."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.statistics.number_summary import has_thousands, read_number, with_point
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
        pointed = with_point(shown)
        if pointed != shown:
            raise Refused(
                f"{shown} has a comma where we read a point.",
                file=file,
                row=int(rows[place]),
                column=column,
                what_to_do=(
                    f"Write the whole column with points, here {pointed}: we would read 12,345 as "
                    "twelve thousand. Or say that the labels are names (task: classes)."
                ),
            )
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


class CommasSeen:
    """How many numbers of a column were written with commas between thousands."""

    def __init__(self) -> None:
        """Begin without a cell."""
        self._count, self._first = 0, ""

    def take(self, cells: Iterable[str]) -> None:
        """Take some of the cells."""
        for cell in cells:
            if has_thousands(cell):
                self._first = self._first or cell.strip()
                self._count += 1

    def note(self, column: str) -> tuple[str, ...]:
        """Return a sentence for the result if there were any."""
        if not self._count:
            return ()
        some = "1 number has commas" if self._count == 1 else f"{self._count:,} numbers have commas"
        read = f"{self._first} as {self._first.replace(',', '')}"
        told = f"In the column {column} {some}. We read them as between thousands, {read}. "
        return (told + "Write decimal points if that is wrong.",)
