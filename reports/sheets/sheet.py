"""One table of a report: a heading, one row of names, and the rows below. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from content.text_direction import without_turns

Cell = str | int | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name in addresses, its title, what the columns are called, and the rows.

    Days are dates, moments are in UTC, None is an empty cell.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(
        cls, name: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
    ) -> "Sheet":
        """Return a table of these rows, each as long as there are columns, its texts turned by nothing."""
        told = tuple(
            tuple(without_turns(cell) if isinstance(cell, str) else cell for cell in row)
            for row in rows
        )
        assert all(len(row) == len(columns) for row in told)  # noqa: S101 -- our own tables
        return cls(name, title, tuple(columns), told)
