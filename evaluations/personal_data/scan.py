"""Counts the personal data in a table, by column and kind, with a few pieces as they stand."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from content.shape import Content
from evaluations.personal_data.shapes import KINDS, NAME, SURE, is_titled_as_name, pieces_in

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


def scan(columns: Mapping[str, Sequence[str]]) -> Scan:
    """Return what is found in the cells of each column, all of the same length."""
    found: list[Found] = []
    for name, cells in columns.items():
        if is_titled_as_name(name):
            written = [cell.strip() for cell in cells if cell.strip()]
            if written:
                found.append(
                    Found(kind=NAME, column=name, cells=len(written), examples=_few(written))
                )
        counts: dict[str, int] = {}
        seen: dict[str, dict[str, None]] = {}
        for cell, times in Counter(cells).items():
            pieces = pieces_in(cell, name)
            for kind in {piece.kind for piece in pieces}:
                counts[kind] = counts.get(kind, 0) + times
            for piece in pieces:
                kept = seen.setdefault(piece.kind, {})
                if len(kept) < MOST_EXAMPLES:
                    kept[_cut(cell[piece.start : piece.end])] = None
        found += [
            Found(kind=kind, column=name, cells=counts[kind], examples=tuple(seen[kind]))
            for kind in KINDS
            if kind in counts
        ]
    rows = max((len(cells) for cells in columns.values()), default=0)
    return Scan(rows=rows, columns=tuple(columns), found=tuple(found))


def as_bytes(scanned: Scan) -> bytes:
    """Return it for the vault: the examples in it are personal data."""
    return scanned.model_dump_json().encode()


def from_bytes(written: bytes) -> Scan:
    """Return what `as_bytes` wrote."""
    return Scan.model_validate_json(written)


def _few(seen: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
    kept: dict[str, None] = {}
    for each in seen:
        kept[_cut(each)] = None
        if len(kept) == MOST_EXAMPLES:
            break
    return tuple(kept)


def _cut(piece: str) -> str:
    return piece if len(piece) <= LONGEST_EXAMPLE else f"{piece[: LONGEST_EXAMPLE - 1]}…"
