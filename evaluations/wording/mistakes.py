"""What a version mistakes for what: a table, and the same in sentences for narrow pages. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

# A wider table cannot be read, and the sentences say the same, worst first.
WIDEST: Final = 12
MOST_SENTENCES: Final = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the table. `css` is hit (right), miss (the commonest mistake), zero or empty."""

    count: int
    css: str


@dataclass(frozen=True, slots=True)
class Row:
    """What really was `label`: where it was put, and all of them."""

    label: str
    cells: tuple[Cell, ...]
    all: int


@dataclass(frozen=True, slots=True)
class Went:
    """One label in words: how many were right, and where the others went."""

    label: str
    right: int
    all: int
    others: str


@dataclass(frozen=True, slots=True)
class Confused:
    """How many that were really `label` went under `put`, of all that were `label`."""

    label: str
    put: str
    count: int
    all: int


@dataclass(frozen=True, slots=True)
class Mistakes:
    """The table of mistakes.

    `rows` is empty where the table would be too wide to read, and `commonest` then names the
    mistakes that happened most, of `kinds` in all; `left_out` counts the labels the sentences leave
    out.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    went: tuple[Went, ...]
    left_out: int
    worst: str
    commonest: tuple[Confused, ...] = ()
    kinds: int = 0


def mistakes(confusion: Mapping[str, Any]) -> Mistakes:
    """Return the mistakes of one version from its published confusion table."""
    labels: list[str] = list(confusion["labels"])
    counts: list[list[int]] = [list(row) for row in confusion["counts"]]
    wrong = [
        (count, place, put)
        for place, row in enumerate(counts)
        for put, count in enumerate(row)
        if put != place and count
    ]
    most = max((count for count, _, _ in wrong), default=0)
    present = [place for place, row in enumerate(counts) if sum(row)]
    order = sorted(present, key=lambda place: (counts[place][place] - sum(counts[place]), place))
    return Mistakes(
        columns=tuple(labels) if len(labels) <= WIDEST else (),
        rows=(
            tuple(_row(labels[place], counts[place], place, most) for place in present)
            if len(labels) <= WIDEST
            else ()
        ),
        went=tuple(_went(labels, counts[place], place) for place in order[:MOST_SENTENCES]),
        left_out=max(len(order) - MOST_SENTENCES, 0),
        worst=_worst(labels, max(wrong, key=lambda each: each[0])) if wrong else "",
        commonest=(
            tuple(
                Confused(labels[place], labels[put], count, sum(counts[place]))
                for count, place, put in sorted(wrong, key=lambda each: (-each[0], *each[1:]))[
                    :MOST_SENTENCES
                ]
            )
            if len(labels) > WIDEST
            else ()
        ),
        kinds=len(wrong),
    )


def _row(label: str, row: list[int], place: int, most: int) -> Row:
    cells = tuple(
        Cell(
            count,
            "hit"
            if put == place
            else "miss"
            if count and count == most
            else ""
            if count
            else "zero",
        )
        for put, count in enumerate(row)
    )
    return Row(label, cells, sum(row))


def _went(labels: list[str], row: list[int], place: int) -> Went:
    others = sorted(
        ((count, put) for put, count in enumerate(row) if count and put != place),
        key=lambda each: (-each[0], each[1]),
    )
    said = ", ".join(f"{count:,} put under {labels[put]}" for count, put in others[:5])
    more = sum(count for count, _ in others[5:])
    return Went(
        labels[place], row[place], sum(row), f"{said}, {more:,} elsewhere" if more else said
    )


def _worst(labels: list[str], wrong: tuple[int, int, int]) -> str:
    count, place, put = wrong
    one = "example that was" if count == 1 else "examples that were"
    return f"The commonest mistake: {count:,} {one} {labels[place]} went under {labels[put]}."
