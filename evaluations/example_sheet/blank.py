"""Makes a sheet to be answered. What is not named here does not leave: no label, no other column."""

import csv
import hashlib
import io
import json
import random
import secrets
import string
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, Self

import xlsxwriter
from pydantic import model_validator

from content.refusal import Refused
from content.shape import Content
from evaluations.example_sheet.cells import disarmed
from evaluations.measurement.samples import Samples
from evaluations.personal_data.masking import Masked, mask

ID, ANSWER = "id", "answer"
CSV, XLSX = "csv", "xlsx"
_LETTERS = string.ascii_lowercase + string.digits
_LETTERS_OF_AN_ID = 10
# What a spreadsheet program holds would be far more rows, but takes minutes to write and to open.
MOST_ROWS_OF_XLSX, LONGEST_CELL_OF_XLSX = 20_000, 32_767
# Nobody answers more by hand, and more would stand in memory several times over.
MOST_ROWS: Final = 100_000
# Nothing in the file says when or in which order it was made.
_MADE = datetime(2026, 1, 1, tzinfo=UTC)


class BlankSheet(Content):
    """One sheet, and what turns its ids back into examples.

    Attributes
    ----------
    ids : the random id of each row, in the order of the sheet.
    places : which example each row is, counted from 0; never written out.
    columns, cells : the inputs as the sheet names them, and their text, row by row.
    id_column, own_ids : the buyer's own ids by example, where there are some; never written out.
    inputs : what the buyer calls the columns, in the same order; empty in sheets made before.
    masked : whether personal data was taken out of the cells.
    """

    ids: tuple[str, ...]
    places: tuple[int, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    id_column: str | None
    own_ids: tuple[str, ...] | None
    inputs: tuple[str, ...] = ()
    masked: bool = False

    @model_validator(mode="after")
    def _every_row_is_one_example(self) -> Self:
        if sorted(self.places) != list(range(len(self.ids))) or len(self.cells) != len(self.ids):
            raise ValueError("the rows are not the examples, each once")
        if len(set(self.ids)) != len(self.ids):
            raise ValueError("an id stands twice")
        return self

    def __len__(self) -> int:
        return len(self.ids)


def refuse_many(samples: Samples) -> None:
    """Refuse examples that are more than a sheet holds."""
    if len(samples) > MOST_ROWS:
        raise Refused(
            f"There are {len(samples):,} examples, and a sheet holds at most {MOST_ROWS:,}.",
            file=samples.name,
            what_to_do="Upload a part of them, drawn at random, and hand that out.",
        )


def blank_sheet(
    samples: Samples, *, without: Masked | None = None, chance: random.Random | None = None
) -> BlankSheet:
    """Return a sheet of the examples with fresh ids in a fresh order.

    Parameters
    ----------
    samples
        The examples.
    without
        The inputs as `masked_inputs` wrote them, where nobody named in them is to leave.
    chance
        Where ids and order come from; without it from the system's own source, which nobody guesses.
    """
    chance = chance or secrets.SystemRandom()
    places = list(range(len(samples)))
    chance.shuffle(places)
    ids: dict[str, None] = {}
    while len(ids) < len(places):
        ids["".join(chance.choices(_LETTERS, k=_LETTERS_OF_AN_ID))] = None
    return _sheet(samples, tuple(ids), places, without)


def sheet_to_hand_out(samples: Samples, *, without: Masked | None = None) -> BlankSheet:
    """Return a sheet whose ids and order nobody turns back who has not the file itself.

    They follow from the file, so that an answered sheet is matched with nothing else kept.
    """
    ids = ids_to_hand_out(samples)
    places = sorted(range(len(ids)), key=ids.__getitem__)
    return _sheet(samples, tuple(ids[place] for place in places), places, without)


def sheet_to_fill(samples: Samples) -> BlankSheet:
    """Return a sheet for the buyer's own use: in the order of the file, under its own ids."""
    own = samples.ids
    ids = ids_to_hand_out(samples) if own is None else [str(each) for each in own.tolist()]
    return _sheet(samples, tuple(ids), range(len(ids)), None)


def ids_to_hand_out(samples: Samples, start: int = 0, stop: int | None = None) -> list[str]:
    """Return an id for each example that tells nothing of it: a hash of the file and the row.

    `start` and `stop` are the places of the first one and of the one after the last.
    """
    return [
        hashlib.sha256(f"{samples.sha256}:{row}".encode()).hexdigest()[:16]
        for row in samples.rows[start:stop].tolist()
    ]


def columns_on_sheet(inputs: Sequence[str]) -> tuple[str, ...]:
    """Return what the inputs are called on a sheet, where two names are its own."""
    taken = {ID, ANSWER}
    named = []
    for name in inputs:
        apart = name
        while apart.strip().casefold() in taken:
            apart = f"input {apart}"
        taken.add(apart.strip().casefold())
        named.append(apart)
    return tuple(named)


def masked_inputs(samples: Samples) -> Masked:
    """Return the inputs without the personal data that is found in them.

    Names are looked for in every column of the file, whether or not it is an input.
    """
    inputs = set(samples.inputs)
    return mask(
        {name: samples.column(name).tolist() for name in samples.inputs},
        beside={
            str(name): samples.column(str(name)).tolist()
            for name in samples.frame.columns
            if name not in inputs and name != samples.columns.label
        },
    )


def as_bytes(sheet: BlankSheet) -> bytes:
    """Return all of it, for our side of the vault."""
    return sheet.model_dump_json().encode()


def from_bytes(written: bytes) -> BlankSheet:
    """Return what `as_bytes` wrote."""
    return BlankSheet.model_validate(json.loads(written))


def as_csv(sheet: BlankSheet) -> bytes:
    """Return what leaves, as CSV. A text that looks like a formula gets an apostrophe in front."""
    written = io.StringIO(newline="")
    out = csv.writer(written)
    out.writerow([ID, *map(disarmed, sheet.columns), ANSWER])
    for key, cells in zip(sheet.ids, sheet.cells, strict=True):
        out.writerow([*map(disarmed, (key, *cells)), ""])
    # The mark at the beginning tells spreadsheet programs that this is UTF-8.
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(sheet: BlankSheet) -> bytes | None:
    """Return what leaves, as a workbook whose cells are all text; None where it does not fit one."""
    longest = max((len(cell) for row in sheet.cells for cell in row), default=0)
    if len(sheet) > MOST_ROWS_OF_XLSX or longest > LONGEST_CELL_OF_XLSX:
        return None
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": "Examples to answer", "created": _MADE})
        page, text = book.add_worksheet("Examples"), book.add_format({"num_format": "@"})
        for at, row in enumerate(_lines(sheet)):
            for column, cell in enumerate(row):
                page.write_string(at, column, cell, text)
        page.freeze_panes(1, 0)
        page.set_column(0, 0, 14)
        page.set_column(1, len(sheet.columns), 60)
        page.set_column(len(sheet.columns) + 1, len(sheet.columns) + 1, 24)
    return stream.getvalue()


def _sheet(
    samples: Samples, ids: tuple[str, ...], places: Sequence[int], without: Masked | None
) -> BlankSheet:
    columns = [
        samples.column(name).tolist() if without is None else without.columns[name]
        for name in samples.inputs
    ]
    own = samples.ids
    return BlankSheet(
        ids=ids,
        places=tuple(places),
        columns=columns_on_sheet(samples.inputs),
        cells=tuple(tuple(str(column[place]) for column in columns) for place in places),
        id_column=samples.columns.id,
        own_ids=None if own is None else tuple(str(each) for each in own.tolist()),
        inputs=samples.inputs,
        masked=without is not None,
    )


def _lines(sheet: BlankSheet) -> list[tuple[str, ...]]:
    rows = zip(sheet.ids, sheet.cells, strict=True)
    return [(ID, *sheet.columns, ANSWER), *((key, *cells, "") for key, cells in rows)]
