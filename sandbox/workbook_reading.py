"""Reads a filled-in workbook in the reader jail and hands back the text of its cells.

Every sheet comes, hidden ones too, in the order of the file. Nothing here knows what they mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.channel import read_json
from sandbox.contract import ChannelBroken, Jail, Limits, ShouldStop, never
from sandbox.limits import READING_WORKBOOK
from sandbox.one_file import read_one_file
from sandbox.runner.frames import Kind

MOST_ROW = 2**31


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row that says something. `number` counts as a person counts, from 1.

    `formulas` are the places in `cells` where a formula stands; their text is empty.
    """

    number: int
    cells: tuple[str, ...]
    formulas: tuple[int, ...] = ()

    def at(self, place: int) -> str:
        """Return the text in a column counted from 0; empty beyond the end."""
        return self.cells[place] if place < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One sheet by its name."""

    name: str
    rows: tuple[ReadRow, ...]


def read_workbook(
    jail: Jail,
    path: Path,
    *,
    name: str,
    limits: Limits = READING_WORKBOOK,
    should_stop: ShouldStop = never,
) -> tuple[ReadSheet, ...]:
    """Return the sheets of the workbook in `path`.

    Parameters
    ----------
    jail
        Where the file is opened.
    path
        The file; it is copied, never opened here.
    name
        What to call it in sentences.
    limits
        What the reading may use.

    Raises
    ------
    Refused
        It is no workbook that is opened here; says what it is and what to do.
    JailUnavailable
        There is no jail to open it in.
    """
    taken = _Taken(limits)
    read_one_file(
        jail, path, what="workbook", name=name,
        options={"limits": {"rows": limits.rows, "cell": limits.cell}},
        receive=taken.receive, limits=limits, should_stop=should_stop,
    )  # fmt: skip
    return tuple(ReadSheet(name, tuple(rows)) for name, rows in taken.sheets)


def as_lists(sheets: Sequence[ReadSheet]) -> list[object]:
    """Return sheets as JSON keeps them."""
    return [
        [sheet.name, [[row.number, list(row.cells), list(row.formulas)] for row in sheet.rows]]
        for sheet in sheets
    ]


def from_lists(kept: list[Any]) -> tuple[ReadSheet, ...]:
    """Return sheets from what `as_lists` made."""
    return tuple(
        ReadSheet(name, tuple(ReadRow(n, tuple(cells), tuple(f)) for n, cells, f in rows))
        for name, rows in kept
    )


@dataclass(slots=True)
class _Taken:
    """What has arrived so far, each frame checked before it is kept."""

    limits: Limits
    sheets: list[tuple[str, list[ReadRow]]] = field(default_factory=list)
    rows: int = 0

    def receive(self, kind: Kind, payload: bytes, _: float) -> None:
        if kind is Kind.CELLS:
            self._take(read_json(payload))
        elif kind not in {Kind.READY, Kind.DONE}:
            raise ChannelBroken(f"A frame of kind {kind.name} came out of turn.")

    def _take(self, said: dict[str, Any]) -> None:
        name, rows = said.get("sheet"), said.get("rows")
        if not (isinstance(name, str) and len(name) <= 100 and isinstance(rows, list)):
            raise ChannelBroken("A sheet was told in another shape.")
        self.rows += len(rows)
        if self.rows > self.limits.rows:
            raise ChannelBroken("More rows came than the limit allows.")
        read = [_row(row, self.limits.cell) for row in rows]
        if self.sheets and self.sheets[-1][0] == name:
            self.sheets[-1][1].extend(read)
        else:
            self.sheets.append((name, read))


def _row(said: object, most: int) -> ReadRow:
    if not (isinstance(said, list) and len(said) == 3):
        raise ChannelBroken("A row was told in another shape.")
    number, cells, formulas = said
    good = (
        type(number) is int
        and 0 < number < MOST_ROW
        and isinstance(cells, list)
        and all(isinstance(cell, str) and len(cell) <= most for cell in cells)
        and isinstance(formulas, list)
        and all(type(place) is int and 0 <= place < len(cells) for place in formulas)
    )
    if not good:
        raise ChannelBroken("A row was told in another shape.")
    return ReadRow(number, tuple(cells), tuple(formulas))
