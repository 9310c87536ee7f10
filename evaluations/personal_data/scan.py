"""Counts the personal data in a table, by column and kind, with a few pieces as they stand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from content.shape import Content
from evaluations.personal_data.shapes import KINDS, NAME, SURE, PiecesFound, is_titled_as_name

MOST_EXAMPLES: Final = 3
LONGEST_EXAMPLE: Final = 60


class Found(Content):
    """One kind of thing in one column.

    Attributes
    ----------
    kind : one of `evaluations.personal_data.shapes.KINDS`.
    cells : how many cells have at least one.
    examples : up to `MOST_EXAMPLES` of them as they stand, for the buyer's eyes only.
    """

    kind: str
    column: str
    cells: int
    examples: tuple[str, ...]


class Pair(Content):
    """One cell before and after."""

    column: str
    before: str
    after: str


class Scan(Content):
    """What was found in a table, and how much of it was looked at.

    `masked` counts what was found and taken out before; `pairs` are a few cells before and after.
    """

    rows: int
    columns: tuple[str, ...]
    found: tuple[Found, ...]
    masked: tuple[Found, ...] = ()
    pairs: tuple[Pair, ...] = ()

    @property
    def sure(self) -> tuple[Found, ...]:
        """Return what is hardly there by chance: its shape or its check digit says so."""
        return tuple(each for each in self.found if each.kind in SURE)


class Scanning:
    """A table looked through some rows at a time; what is kept does not grow with them."""

    def __init__(self, found: PiecesFound | None = None) -> None:
        """Begin; `found` may remember what others found in the same cells."""
        self._found = found or PiecesFound()
        self._rows = 0
        self._cells: dict[str, dict[str, int]] = {}
        self._examples: dict[tuple[str, str], dict[str, None]] = {}

    def take(self, columns: Mapping[str, Sequence[str]]) -> None:
        """Take the next rows: the cells of each column, all of the same length."""
        self._rows += max((len(cells) for cells in columns.values()), default=0)
        for name, cells in columns.items():
            counts = self._cells.setdefault(name, {})
            if is_titled_as_name(name):
                written = [cell.strip() for cell in cells if cell.strip()]
                counts[NAME] = counts.get(NAME, 0) + len(written)
                self._keep(name, NAME, written)
            for cell, times in Counter(cells).items():
                pieces = self._found.of(cell, name)
                for kind in {piece.kind for piece in pieces}:
                    counts[kind] = counts.get(kind, 0) + times
                for piece in pieces:
                    self._keep(name, piece.kind, [cell[piece.start : piece.end]])

    def told(self) -> Scan:
        """Return what was found in all rows."""
        return Scan(
            rows=self._rows,
            columns=tuple(self._cells),
            found=tuple(
                Found(
                    kind=kind,
                    column=name,
                    cells=counts[kind],
                    examples=tuple(self._examples[name, kind]),
                )
                for name, counts in self._cells.items()
                for kind in KINDS
                if counts.get(kind)
            ),
        )

    def _keep(self, name: str, kind: str, pieces: Iterable[str]) -> None:
        kept = self._examples.setdefault((name, kind), {})
        for piece in pieces:
            if len(kept) == MOST_EXAMPLES:
                return
            kept[_cut(piece)] = None


def scan(columns: Mapping[str, Sequence[str]]) -> Scan:
    """Return what is found in the cells of each column, all of the same length."""
    scanning = Scanning()
    scanning.take(columns)
    return scanning.told()


def as_bytes(scanned: Scan) -> bytes:
    """Return it for the vault: the examples in it are personal data."""
    return scanned.model_dump_json().encode()


def from_bytes(written: bytes) -> Scan:
    """Return what `as_bytes` wrote."""
    return Scan.model_validate_json(written)


def _cut(piece: str) -> str:
    return piece if len(piece) <= LONGEST_EXAMPLE else f"{piece[: LONGEST_EXAMPLE - 1]}…"
