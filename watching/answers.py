"""Today's answers, laid beside the examples: pasted lines, a pasted table, or a file. Pure."""

import json
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from content.refusal import Refused
from evaluations.measurement.sheet_matching import ANSWER_COLUMNS
from evaluations.measurement.some_rows import row_list, some_of
from watching.columns import find
from watching.examples import ID, NUMBER, Examples

LONGEST: Final = 4_000
NAMES: Final = (NUMBER, ID)
SAID: Final = tuple(each.replace("_", " ") for each in ANSWER_COLUMNS)

Told = tuple[int, str, str]  # the line or row, the number or id, the answer


def pasted_answers(lines: str, examples: Examples) -> tuple[str, ...]:
    """Return the answer to each example, in the order of the examples.

    Without tabs it is one answer a line, in order. With tabs the first part of a line is the number
    or the id of the example and the last one its answer; a first line of titles is passed over.

    Raises
    ------
    Refused
        If an example has no answer or two, or a line answers none; names the line.
    """
    given = [(at, line.strip("\r\n ")) for at, line in enumerate(lines.splitlines(), start=1)]
    while given and not given[-1][1].strip():
        given.pop()
    if not any("\t" in line for _, line in given):
        return _in_order(given, examples, what="Line")
    told: list[Told] = []
    heading: str | None = None
    for at, line in given:
        if not line.strip():
            continue
        parts = [part.strip() for part in line.split("\t")]
        if len(parts) < 2:
            raise Refused(
                f"Line {at} has no tab between the number and the answer.", row=at,
                what_to_do="Paste the table again, or one answer on each line and nothing else.",
            )  # fmt: skip
        if not told and parts[-1].casefold() in SAID and parts[0].casefold() in NAMES:
            heading = parts[0].casefold()
            continue
        told.append((at, parts[0], parts[-1]))
    return _by_name(told, examples, heading=heading, what="Line")


def answers_in_table(
    frame: pd.DataFrame, rows: NDArray[np.int64], examples: Examples, *, name: str
) -> tuple[str, ...]:
    """Return the answer to each example from a file: by number or id, else by order.

    Raises
    ------
    Refused
        As `pasted_answers`; names the file and the row.
    """
    columns = [str(each) for each in frame.columns]
    answer = find(columns, SAID) or (columns[0] if len(columns) == 1 else None)
    if answer is None:
        raise Refused(
            "No column is called answer.", file=name,
            what_to_do=f"The columns are {', '.join(columns[:20])}. Call the one with today’s answers answer.",
        )  # fmt: skip
    cells = [str(each).strip() for each in frame[answer].tolist()]
    places = [int(each) for each in rows]
    by = find(columns, NAMES)
    try:
        if by is None or by == answer:
            return _in_order(list(zip(places, cells, strict=True)), examples, what="Row")
        heading = next(name for name in NAMES if find([by], (name,)))
        keys = [str(each).strip() for each in frame[by].tolist()]
        told = list(zip(places, keys, cells, strict=True))
        return _by_name(told, examples, heading=heading, what="Row")
    except Refused as refusal:
        raise Refused(
            refusal.sentence,
            what_to_do=refusal.what_to_do,
            file=name,
            row=refusal.row,
            column=answer,
        ) from None


def as_bytes(answers: Sequence[str]) -> bytes:
    """Return the answers as the vault keeps them."""
    return json.dumps(list(answers)).encode()


def answers_from(data: bytes) -> tuple[str, ...]:
    """Return the answers from their bytes."""
    return tuple(json.loads(data))


def _in_order(
    given: Sequence[tuple[int, str]], examples: Examples, *, what: str
) -> tuple[str, ...]:
    if not given:
        raise Refused("No answer is here yet.", what_to_do="Give one for each example.")
    empty = next((at for at, answer in given if not answer), None)
    if empty is not None:
        raise Refused(f"{what} {empty} is empty.", row=empty, what_to_do=_SAY_NOTHING)
    if len(given) != len(examples):
        more = len(given) > len(examples)
        last = given[len(examples) if more else -1][0]
        raise Refused(
            f"There are {len(given)} answers for {len(examples)} examples.",
            row=last,
            what_to_do=(
                f"{what} {last} is the first that belongs to none. An answer of several lines goes into a file."
                if more
                else f"{what} {last} is the last one. Give one answer for each example, in their order."
            ),
        )
    return tuple(_short(answer, at, what) for at, answer in given)


def _by_name(
    told: Sequence[Told], examples: Examples, *, heading: str | None, what: str
) -> tuple[str, ...]:
    place = _places(told, examples, heading=heading, what=what)
    found: dict[int, str] = {}
    first: dict[int, int] = {}
    for at, key, answer in told:
        if key not in place:
            raise Refused(
                f"{what} {at} answers {key[:40]!r}, and no example is called so.", row=at,
                what_to_do=_UNKNOWN[heading],
            )  # fmt: skip
        which = place[key]
        if which in found:
            raise Refused(
                f"{what} {at} answers example {which + 1} again; {what.lower()} {first[which]} did already.",
                row=at, what_to_do="Keep one answer for each example.",
            )  # fmt: skip
        if not answer:
            raise Refused(f"{what} {at} has no answer.", row=at, what_to_do=_SAY_NOTHING)
        found[which], first[which] = _short(answer, at, what), at
    missing = [at + 1 for at in range(len(examples)) if at not in found]
    if missing:
        named = row_list(some_of(missing)).replace("rows", "examples").replace("row", "example")
        raise Refused(
            f"There is no answer for {named}.", what_to_do="Give one answer for each example."
        )
    return tuple(found[at] for at in range(len(examples)))


def _places(
    told: Sequence[Told], examples: Examples, *, heading: str | None, what: str
) -> dict[str, int]:
    """Return the place of the example that each key stands for: our numbers, or the firm's own ids.

    A firm's ids may be numbers in another order than ours, so what the heading says goes before all.
    """
    numbers = {str(at + 1): at for at in range(len(examples))}
    ids = {each.id: at for at, each in enumerate(examples.rows)}
    if heading is not None:
        return numbers if heading == NUMBER else ids
    keys = {key for _, key, _ in told}
    if not keys <= numbers.keys():
        return ids
    if keys <= ids.keys():
        for at, key, _ in told:
            if numbers[key] != ids[key]:
                raise Refused(
                    f"{what} {at} begins with {key}. This is one example’s number on the list and "
                    "another one’s id in your file.",
                    row=at,
                    what_to_do="Write a first line above all: number or id, a tab, and answer.",
                )
    return numbers


_UNKNOWN: Final = {
    None: "Name each by its number, as on the list.",
    NUMBER: "Name each by its number, as on the list. Where these are your own ids, call them id.",
    ID: "Name each by its id in your file. Where these are numbers of the list, call them number.",
}
_SAY_NOTHING: Final = "Where the product said nothing, write: no answer."


def _short(answer: str, at: int, what: str) -> str:
    if len(answer) > LONGEST:
        raise Refused(
            f"{what} {at} is longer than {LONGEST:,} characters.", row=at,
            what_to_do="Keep the part of the answer that counts.",
        )  # fmt: skip
    return answer
