"""What is kept of an export, and the texts drawn from it, as files for the vault. Pure.

Both hold a firm's own texts, so they are never rows of a database: a label points at a text by its
number.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import model_validator

from content.refusal import Refused
from content.shape import Content

MOST_ROWS: Final = 5_000
MOST_CHARACTERS: Final = 32_000_000
# A column of running text has more words in a cell than a name or a date has.
WORDS_OF_RUNNING_TEXT: Final = 4.0


class ExportRows(Content):
    """Rows of an export: all of them, or so many drawn at random.

    Attributes
    ----------
    format : what the reader called the file.
    total : rows in the export.
    columns : their names.
    numbers : the number of each row as a person counts, rising.
    cells : the text of each row, as wide as the columns.
    """

    format: str
    total: int
    columns: tuple[str, ...]
    numbers: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]

    @model_validator(mode="after")
    def _rows_are_as_wide_as_the_table(self) -> "ExportRows":
        if len(self.numbers) != len(self.cells):
            raise ValueError("a row has no number")
        if any(len(row) != len(self.columns) for row in self.cells):
            raise ValueError("a row is not as wide as the table")
        return self


class DrawnText(Content):
    """One example as people see it. `row` is its row in the export, None where somebody typed it."""

    row: int | None
    text: str

    @property
    def id(self) -> str:
        """Return what this example is called beside those of the same export."""
        return "typed" if self.row is None else f"row-{self.row}"


class DrawnTexts(Content):
    """The examples of one labelling; example number n is `texts[n - 1]`. Only ever added to."""

    texts: tuple[DrawnText, ...]


@dataclass(frozen=True, slots=True)
class Usable:
    """What can be drawn of an export, each text once; how many rows were blank or said again."""

    texts: tuple[DrawnText, ...]
    blank: int
    repeated: int


def as_bytes(kept: ExportRows | DrawnTexts) -> bytes:
    """Return it as JSON."""
    return kept.model_dump_json().encode()


def rows_from(written: bytes) -> ExportRows:
    """Return the rows that `as_bytes` wrote."""
    return ExportRows.model_validate(json.loads(written))


def texts_from(written: bytes) -> DrawnTexts:
    """Return the texts that `as_bytes` wrote."""
    return DrawnTexts.model_validate(json.loads(written))


def places_to_keep(total: int, *, seed: int) -> list[int]:
    """Return which rows of an export of `total` rows are kept, rising: at most `MOST_ROWS`, at random."""
    if total <= MOST_ROWS:
        return list(range(total))
    return sorted(random.Random(f"kept {seed}").sample(range(total), MOST_ROWS))  # noqa: S311 -- no secret


def within_characters(rows: ExportRows, *, seed: int, most: int = MOST_CHARACTERS) -> ExportRows:
    """Return the rows, or as many of them drawn at random as hold `most` characters together."""
    sizes = [sum(map(len, row)) for row in rows.cells]
    if sum(sizes) <= most:
        return rows
    order = list(range(len(sizes)))
    random.Random(f"fitted {seed}").shuffle(order)  # noqa: S311 -- no secret
    kept, held = [], 0
    for place in order:
        held += sizes[place]
        if held > most:
            break
        kept.append(place)
    kept.sort()
    return rows.model_copy(
        update={
            "numbers": tuple(rows.numbers[place] for place in kept),
            "cells": tuple(rows.cells[place] for place in kept),
        }
    )


def likely_texts(rows: ExportRows) -> tuple[str, ...]:
    """Return the columns that seem to hold the texts: running words, or the only one there is."""
    if len(rows.columns) == 1 or rows.format == "mbox":
        return rows.columns
    found = []
    for place, name in enumerate(rows.columns):
        said = [len(row[place].split()) for row in rows.cells if row[place].strip()]
        if said and sum(said) / len(said) >= WORDS_OF_RUNNING_TEXT:
            found.append(name)
    return tuple(found)


def usable_texts(rows: ExportRows, columns: Sequence[str]) -> Usable:
    """Return what can be drawn when the texts stand in `columns`, several joined by an empty line."""
    places = [rows.columns.index(name) for name in columns]
    found: dict[str, DrawnText] = {}
    blank = 0
    for number, row in zip(rows.numbers, rows.cells, strict=True):
        parts = [row[place].strip() for place in places]
        text = "\n\n".join(part for part in parts if part)
        if not text:
            blank += 1
        else:
            found.setdefault(text, DrawnText(row=number, text=text))
    return Usable(tuple(found.values()), blank, len(rows.numbers) - blank - len(found))


def draw(usable: Usable, drawn: DrawnTexts, number: int, *, seed: int) -> DrawnTexts:
    """Return the drawn texts with `number` more, at random and in random order.

    Raises
    ------
    Refused
        If fewer are left.
    """
    left = not_drawn(usable, drawn)
    if number > len(left):
        raise Refused(
            f"Only {len(left):,} different texts are left in this export",
            what_to_do="Ask for fewer, or bring a longer export.",
        )
    chance = random.Random(f"drawn {seed} {len(drawn.texts)}")  # noqa: S311 -- no secret
    return DrawnTexts(texts=(*drawn.texts, *chance.sample(left, number)))


def not_drawn(usable: Usable, drawn: DrawnTexts) -> list[DrawnText]:
    """Return the texts nobody has drawn or typed yet."""
    there = {each.text for each in drawn.texts}
    return [each for each in usable.texts if each.text not in there]
