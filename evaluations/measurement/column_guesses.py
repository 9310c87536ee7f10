"""Guesses which column is what, and says why. A person decides; nothing is taken for granted. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from evaluations.measurement.sample_preview import ColumnSeen, SamplePreview

LABELS: Final = (
    "label", "right answer", "answer", "correct", "truth", "ground truth", "gold", "target", "class",
    "category", "intent", "outcome", "y", "topic", "type",
)  # fmt: skip
IDS: Final = ("id", "ref", "reference", "key", "case", "ticket", "number", "no", "uuid")
FEWEST_KINDS, MOST_KINDS = 3, 30
# A column that splits into kinds of case has short names and enough rows in each.
MOST_WORDS_OF_A_KIND, ROWS_OF_A_KIND = 3.0, 5.0
WORDS_OF_RUNNING_TEXT = 4.0


@dataclass(frozen=True, slots=True)
class Guess:
    """One choice and the reason: "because ..." without the because."""

    columns: tuple[str, ...]
    why: str

    @property
    def column(self) -> str | None:
        """Return the one column, or None where nothing was guessed."""
        return self.columns[0] if self.columns else None


@dataclass(frozen=True, slots=True)
class Guesses:
    """What each column seems to be."""

    label: Guess
    id: Guess
    slices: Guess
    inputs: Guess
    positive: Guess


def guess_columns(preview: SamplePreview) -> Guesses:
    """Return a guess for each role; a guess may be empty, and then says what was missing."""
    identity = _id(preview)
    rest = [column for column in preview.columns if column.name != identity.column]
    label = _label(rest, preview.rows)
    slices = _slices(preview, label.column, {identity.column})
    apart = {identity.column, label.column, *slices.columns}
    left = [column for column in preview.columns if column.name not in apart]
    telling = [column.name for column in left if column.told(label.column)]
    inputs = _inputs([column for column in left if column.name not in telling])
    return Guesses(
        label=label,
        id=identity,
        slices=slices,
        inputs=_without(inputs, telling),
        positive=_positive(preview.column(label.column or "")),
    )


def two_values(column: ColumnSeen | None) -> tuple[str, ...]:
    """Return the two values of a column, the rarer one first; none where it has not two."""
    if column is None or column.distinct != 2 or len(column.values) != 2:
        return ()
    (often, many), (seldom, few) = column.values
    return (seldom, often) if few < many else tuple(sorted((often, seldom), reverse=True))


def _positive(label: ColumnSeen | None) -> Guess:
    """Return the answer that is looked for: of two, people look for the rare one."""
    values = two_values(label)
    if label is None or not values:
        return Guess((), "the right answer is not one of two")
    (_, many), (_, few) = label.values
    why = "it is the rarer one" if few < many else "both are as common, and it is the later by name"
    return Guess(values[:1], why)


def _without(inputs: Guess, telling: list[str]) -> Guess:
    if not telling:
        return inputs
    left_out = f"{', '.join(telling[:3])} would tell the right answer, so we left that out"
    return Guess(inputs.columns, f"{inputs.why}; {left_out}")


def may_be_slice(column: ColumnSeen) -> bool:
    """Return whether a column has few enough values to be looked at kind by kind."""
    return 2 <= column.distinct <= MOST_KINDS


def _inputs(left: list[ColumnSeen]) -> Guess:
    """Return the running text where there is some: dates and marks beside it are about the text."""
    text = tuple(column.name for column in left if column.words >= WORDS_OF_RUNNING_TEXT)
    if text:
        return Guess(text, "running text stands there")
    inputs = tuple(column.name for column in left)
    return Guess(inputs, "no other role fits" if inputs else "no column is left")


def _id(preview: SamplePreview) -> Guess:
    unique = [
        column
        for column in preview.columns
        if column.blank == 0 and column.distinct == preview.rows and column.words <= 1.5
    ]
    for column in unique:
        if _named(column, IDS):
            return Guess(
                (column.name,), "every row has a different one, and its name is a usual one"
            )
    return Guess((), "no column with such a name has a different value in every row")


def _label(columns: list[ColumnSeen], rows: int) -> Guess:
    usable = [
        column
        for column in columns
        if 2 <= column.distinct <= max(2, rows // 2) and not column.blank
    ]
    for name in LABELS:
        for column in usable:
            if _plain(column.name) == name:
                return Guess(
                    (column.name,),
                    f"its name is a usual one, and it has {column.distinct:,} different values",
                )
    named = [column for column in usable if _named(column, LABELS)]
    short = [
        column for column in usable if column.words <= MOST_WORDS_OF_A_KIND and not column.numbers
    ]
    for column in [*named, *reversed(short)]:
        return Guess(
            (column.name,),
            f"it has {column.distinct:,} different values, each used again and again",
        )
    return Guess((), "no column has a few values that come again and again")


def _slices(preview: SamplePreview, label: str | None, taken: set[str | None]) -> Guess:
    found = [
        column.name
        for column in preview.columns
        if column.name not in taken
        and _is_kind(column, preview.rows, is_label=column.name == label)
    ]
    if not found:
        return Guess((), "no column has 3 to 30 values")
    return Guess(tuple(found), "a few values come again and again there")


def _is_kind(column: ColumnSeen, rows: int, *, is_label: bool) -> bool:
    if is_label:
        return FEWEST_KINDS <= column.distinct <= MOST_KINDS
    return (
        may_be_slice(column)
        and not column.numbers
        and column.words <= MOST_WORDS_OF_A_KIND
        and rows / column.distinct >= ROWS_OF_A_KIND
    )


def _named(column: ColumnSeen, names: Iterable[str]) -> bool:
    parts = set(_plain(column.name).split())
    return any(name in parts for name in names) or _plain(column.name) in names


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
