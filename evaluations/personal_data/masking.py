"""Writes rows again with a word in place of each piece of personal data that was found.

The same rows always come out the same. Only the file that was masked can turn it back; a row is
found again by its id, never by its text.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from content.shape import Content
from evaluations.personal_data.scan import Found, Pair, Scan, Scanning, scan
from evaluations.personal_data.shapes import (
    ACCOUNT,
    CARD,
    EMAIL,
    IBAN,
    INSURANCE,
    NAME,
    NHS,
    PHONE,
    POSTCODE,
    PiecesFound,
    is_titled_as_name,
)

MASKS: Final[Mapping[str, str]] = {
    NAME: "[name]",
    EMAIL: "[email address]",
    PHONE: "[phone number]",
    INSURANCE: "[insurance number]",
    NHS: "[health number]",
    CARD: "[card number]",
    IBAN: "[payment details]",
    ACCOUNT: "[payment details]",
    POSTCODE: "[postcode]",
}
MOST_PAIRS: Final = 3
_MASK = re.compile("|".join(re.escape(mask) for mask in sorted(set(MASKS.values()))))
_WORD = re.compile(r"[^\W\d_][^\W\d_'’-]+[^\W\d_]")
_NAMES_TOGETHER = re.compile(r"\[name\](?:[ '-]+\[name\])+")
# They stand before or in a name, and everywhere else too.
_NO_NAMES: Final = frozenset(
    {"mrs", "miss", "the", "and", "for", "ltd", "limited", "plc", "llp", "company", "name", "unknown", "not", "none"}
)  # fmt: skip


class Masked(Content):
    """Rows written again.

    Attributes
    ----------
    columns : each column that was asked for, in the same order of rows.
    counts : how many cells had which kind, by column; no examples.
    rows : how many rows differ from what they were.
    pairs : up to `MOST_PAIRS` cells before and after, the first that differ.
    """

    columns: dict[str, tuple[str, ...]]
    counts: tuple[Found, ...]
    rows: int
    pairs: tuple[Pair, ...]


class Masking:
    """Rows written again some at a time; what is kept of them does not grow with them."""

    def __init__(self) -> None:
        """Begin without a row."""
        self._found = PiecesFound()
        self._before, self._after = Scanning(self._found), Scanning(self._found)
        self._in_text: dict[str, int] = {}
        self._pairs: dict[str, list[Pair]] = {}
        self.rows = 0

    def take(
        self,
        columns: Mapping[str, Sequence[str]],
        *,
        beside: Mapping[str, Sequence[str]] | None = None,
    ) -> dict[str, tuple[str, ...]]:
        """Return the next rows without what was found in them; parameters are those of `mask`."""
        self._before.take(columns)
        known = {**(beside or {}), **columns}
        names = _names_by_row({title: known[title] for title in known if is_titled_as_name(title)})
        written: dict[str, tuple[str, ...]] = {}
        changed: set[int] = set()
        for title, cells in columns.items():
            written[title] = self._written(title, cells, names)
            pairs = self._pairs.setdefault(title, [])
            for row, (before, after) in enumerate(zip(cells, written[title], strict=True)):
                if before != after:
                    changed.add(row)
                    if len(pairs) < MOST_PAIRS:
                        pairs.append(Pair(column=title, before=before, after=after))
        self.rows += len(changed)
        return written

    def look_again(self, written: Mapping[str, Sequence[str]]) -> None:
        """Look through rows that `take` wrote, for what is still there."""
        self._after.take(written)

    def before(self) -> Scan:
        """Return what stood in the rows."""
        return self._before.told()

    def after(self) -> Scan:
        """Return what is still found in the rows looked at again, with what was taken out."""
        return _left_in(self._after.told(), self.counts(), self.pairs())

    def counts(self) -> tuple[Found, ...]:
        """Return how many cells had which kind, by column."""
        return (*_without_examples(self._before.told()), *_names_in(self._in_text))

    def pairs(self) -> tuple[Pair, ...]:
        """Return up to `MOST_PAIRS` cells before and after, of the first column that differs first."""
        return tuple(pair for pairs in self._pairs.values() for pair in pairs)[:MOST_PAIRS]

    def _written(
        self, title: str, cells: Sequence[str], names: Sequence[frozenset[str]]
    ) -> tuple[str, ...]:
        if is_titled_as_name(title):
            return tuple(MASKS[NAME] if cell.strip() else cell for cell in cells)
        bare_of = {cell: self._without_pieces(cell, title) for cell in set(cells)}
        if not names:
            return tuple(bare_of[cell] for cell in cells)
        after = []
        for row, cell in enumerate(cells):
            bare = _without_names(bare_of[cell], names[row])
            self._in_text[title] = self._in_text.get(title, 0) + (bare != bare_of[cell])
            after.append(bare)
        return tuple(after)

    def _without_pieces(self, cell: str, title: str) -> str:
        parts, at = [], 0
        for piece in self._found.of(cell, title):
            parts += [cell[at : piece.start], MASKS[piece.kind]]
            at = piece.end
        return "".join([*parts, cell[at:]]) if parts else cell


def mask(
    columns: Mapping[str, Sequence[str]], *, beside: Mapping[str, Sequence[str]] | None = None
) -> Masked:
    """Return `columns` without what was found in them.

    Parameters
    ----------
    columns
        Cells by column, all of the same length.
    beside
        Further columns of the same rows. A name that stands in one of them is masked in the texts
        of its row too.
    """
    masking = Masking()
    written = masking.take(columns, beside=beside)
    return Masked(
        columns=written, counts=masking.counts(), rows=masking.rows, pairs=masking.pairs()
    )


def scan_of_masked(masked: Masked) -> Scan:
    """Return what is still found in masked rows, with what was taken out of them."""
    return _left_in(scan(masked.columns), masked.counts, masked.pairs)


def is_masked_form(ours: str, theirs: str) -> bool:
    """Return whether `theirs` is `ours` with masks in place of pieces, whatever they hid."""
    pieces = _MASK.split(theirs)
    if len(pieces) == 1:
        return ours == theirs
    first, *middle, last = pieces
    if not ours.startswith(first):
        return False
    at = len(first)
    for piece in middle:
        found = ours.find(piece, at + 1)
        if found < 0:
            return False
        at = found + len(piece)
    # Each mask hides at least one sign.
    return ours.endswith(last) and len(ours) - len(last) >= at + 1


def _left_in(left: Scan, counts: tuple[Found, ...], pairs: tuple[Pair, ...]) -> Scan:
    still = [each for each in left.found if each.kind != NAME or each.examples != (MASKS[NAME],)]
    return left.model_copy(update={"found": tuple(still), "masked": counts, "pairs": pairs})


def _names_by_row(titled: Mapping[str, Sequence[str]]) -> list[frozenset[str]]:
    """Return for each row the words of its names, folded."""
    return [
        frozenset(
            word.casefold()
            for cell in cells
            for word in _WORD.findall(cell)
            if word.casefold() not in _NO_NAMES
        )
        for cells in zip(*titled.values(), strict=True)
    ]


def _without_names(cell: str, names: frozenset[str]) -> str:
    """Return the cell without the capitalised words that its row names as a person's."""
    if not names:
        return cell

    def hidden(match: re.Match[str]) -> str:
        word = match.group()
        named = word[0].isupper() and word.removesuffix("’s").removesuffix("'s").casefold() in names
        return MASKS[NAME] if named else word

    kept = [_WORD.sub(hidden, part) for part in _MASK.split(cell)]
    masks = [*_MASK.findall(cell), ""]
    whole = "".join(part + mask for part, mask in zip(kept, masks, strict=True))
    return _NAMES_TOGETHER.sub(MASKS[NAME], whole)


def _without_examples(scanned: Scan) -> tuple[Found, ...]:
    return tuple(each.model_copy(update={"examples": ()}) for each in scanned.found)


def _names_in(cells: Mapping[str, int]) -> tuple[Found, ...]:
    return tuple(
        Found(kind=NAME, column=title, cells=count, examples=())
        for title, count in cells.items()
        if count
    )
