"""The fixed examples that are asked again each month: 20 to 50 texts, some with a right answer. Pure."""

import csv
import io
import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.example_sheet.cells import disarmed
from watching.columns import find

FEWEST, MOST = 20, 50
MOST_CHARACTERS: Final = 400_000
TEXT_COLUMNS: Final = ("text", "example", "message", "question", "input")
RIGHT_COLUMNS: Final = ("right", "right answer", "label", "correct", "correct answer", "expected")
NUMBER, ID, TEXT, ANSWER = "number", "id", "text", "answer"


@dataclass(frozen=True, slots=True)
class Example:
    """One text that is asked again. `right` is the right answer, empty where nobody knows it."""

    id: str
    text: str
    right: str = ""


@dataclass(frozen=True, slots=True)
class Examples:
    """All of them, in the order of asking.

    `drawn` says that they were drawn at random from more, so that they stand for the work.
    """

    rows: tuple[Example, ...]
    drawn: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def with_right(self) -> int:
        """Return how many have a right answer."""
        return sum(bool(each.right) for each in self.rows)


def pasted(lines: str) -> Examples:
    """Return what was pasted: one example a line, after a tab its right answer.

    Raises
    ------
    Refused
        If a line has no text or more than two parts, or there are too few or too many; names the line.
    """
    rows: list[Example] = []
    for number, line in enumerate(lines.splitlines(), start=1):
        if not line.strip():
            continue
        text, *more = (part.strip() for part in line.split("\t"))
        if not text or len(more) > 1:
            wrong = "no text" if not text else f"{len(more) + 1} parts"
            raise Refused(
                f"Line {number} has {wrong}.",
                row=number,
                what_to_do="Write the text, and after one tab its right answer.",
            )
        rows.append(Example(str(len(rows) + 1), text, more[0] if more else ""))
    return checked(Examples(tuple(rows)))


def from_table(
    frame: pd.DataFrame, rows: NDArray[np.int64], *, name: str, number: int, seed: int
) -> Examples:
    """Return the examples that stand in a file; `number` of them, drawn, if there are more than 50.

    Raises
    ------
    Refused
        If no column holds the texts, a text is blank, an id stands twice, or there are too few.
    """
    columns = [str(each) for each in frame.columns]
    text = find(columns, TEXT_COLUMNS) or (columns[0] if len(columns) == 1 else None)
    if text is None:
        raise Refused(
            "No column is called text.",
            file=name,
            what_to_do=f"The columns are {', '.join(columns[:20])}. Call the one with the texts text.",
        )
    right, own = find(columns, RIGHT_COLUMNS), find(columns, (ID,))
    found: list[Example] = []
    seen: dict[str, int] = {}
    for at in range(len(frame)):
        cell = str(frame[text].iloc[at]).strip()
        row = int(rows[at])
        if not cell:
            raise Refused("This row has no text.", file=name, row=row, column=text)
        key = str(frame[own].iloc[at]).strip() if own else str(at + 1)
        if key in seen or not key:
            said = f"The id {key} stands in row {seen[key]} already." if key else "It has no id."
            raise Refused(said, file=name, row=row, column=own)
        seen[key] = row
        answer = str(frame[right].iloc[at]).strip() if right else ""
        found.append(Example(key, cell, answer))
    return drawn_from(found, number=number, seed=seed)


def drawn_from(found: Sequence[Example], *, number: int, seed: int) -> Examples:
    """Return `number` of them in their order, drawn at random; all of them if there are no more.

    Raises
    ------
    Refused
        If there are fewer than 20.
    """
    chosen = drawn_places(len(found), number=number, seed=seed)
    return checked(Examples(tuple(found[at] for at in chosen), drawn=len(chosen) < len(found)))


def drawn_places(rows: int, *, number: int, seed: int) -> list[int]:
    """Return the places of those `number`, from 0, of so many rows; all of them if there are no more."""
    number = min(max(number, FEWEST), MOST)
    if rows <= number:
        return list(range(rows))
    return sorted(random.Random(seed).sample(range(rows), number))  # noqa: S311 -- no secret


def as_bytes(examples: Examples) -> bytes:
    """Return the examples as the vault keeps them."""
    return json.dumps(asdict(examples)).encode()


def examples_from(data: bytes) -> Examples:
    """Return the examples from their bytes."""
    told = json.loads(data)
    return Examples(tuple(Example(**each) for each in told["rows"]), told["drawn"])


def as_sheet(examples: Examples) -> bytes:
    """Return the examples as CSV with an empty column for today's answers; no right answer in it."""
    written = io.StringIO(newline="")
    out = csv.writer(written)
    out.writerow((NUMBER, TEXT, ANSWER))
    for number, each in enumerate(examples.rows, start=1):
        out.writerow((number, disarmed(each.text), ""))
    return written.getvalue().encode("utf-8-sig")


def checked(examples: Examples) -> Examples:
    """Return the examples if they are neither too few, nor too many, nor too long; else refuse them."""
    if len(examples) < FEWEST:
        raise Refused(
            f"There {'is 1 example' if len(examples) == 1 else f'are {len(examples)} examples'}.",
            what_to_do=f"Bring {FEWEST} to {MOST}: fewer show too little.",
        )
    if len(examples) > MOST:
        raise Refused(
            f"There are {len(examples)} examples.",
            what_to_do=f"Paste {FEWEST} to {MOST}, so that asking again stays a matter of minutes.",
        )
    if sum(len(each.text) + len(each.right) for each in examples.rows) > MOST_CHARACTERS:
        raise Refused(
            "These texts are too long to ask again each month.", what_to_do="Choose shorter ones."
        )
    return examples
