"""The tables of a result as files: every number with its range, its count and its method. Pure."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from evaluations.example_sheet.cells import disarmed_throughout
from evaluations.measurement.shown_example import ShownExample
from evaluations.wording.kinds import example_name
from evaluations.wording.rival import rival_of
from evaluations.wording.tables import kind_name

Cell = str | int | float | None
Row = Sequence[Cell]
Evaluation = Mapping[str, Any]

_NUMBER: Final = ("value", "low", "high", "n", "method", "why")
_SIDES: Final = ("student", "teacher")


def numbers(evaluation: Evaluation) -> Iterator[Row]:
    """Yield what was measured of each version and between them; shares are fractions of 1."""
    yield ("of", "measure", "value", "low", "high", "n", "method", "why there is none")
    for side in _SIDES:
        for name, number in (evaluation[side] or {}).get("metrics", {}).items():
            yield (_whose(side, evaluation), name, *_cells(number))
    between = evaluation["comparison"] or {}
    if evaluation.get("numbers") and evaluation["numbers"]["mae_difference"]:
        between = {"mae": evaluation["numbers"]["mae_difference"]}
    for name, number in between.items():
        if isinstance(number, Mapping) and "method" in number and "value" in number:
            yield ("this version against the other", name, *_cells(number))


def kinds(evaluation: Evaluation) -> Iterator[Row]:
    """Yield every kind of case in the page's order: shares of right answers, and the difference.

    Where right answers are amounts it is how far off each version is on average, in their unit.
    """
    of_amounts = evaluation.get("numbers")
    what = "off by, on average" if of_amounts else "right"
    yield (
        "kind of case", "examples", f"this version {what}", "low", "high",
        f"{rival_of(evaluation)} {what}", "low", "high",
        "difference (this minus the other)", "low", "high", "result",
    )  # fmt: skip
    for each in (of_amounts or evaluation)["slices"]:
        parts = [each["student"], each["teacher"], each["difference"]]
        ends = [
            cell
            for number in parts
            for cell in (
                (number["value"], number["low"], number["high"]) if number else (None,) * 3
            )
        ]
        yield (kind_name(each), each["n"], *ends, each["verdict"])


def mistakes(evaluation: Evaluation) -> Iterator[Row]:
    """Yield the whole table of this version: rows are what it really was, columns what it said."""
    table = evaluation["student"]["confusion"]
    yield ("it really was", *table["labels"])
    for label, counted in zip(table["labels"], table["counts"], strict=True):
        yield (label, *counted)


def examples(evaluation: Evaluation, shown: Mapping[int, ShownExample]) -> Iterator[Row]:
    """Yield the examples that the page names one by one: the owner's, and for nobody else."""
    yield (
        "example",
        "row",
        "what it was",
        "right answer",
        "this version said",
        rival_of(evaluation),
    )
    if evaluation.get("numbers"):
        yield from _furthest_off(evaluation["numbers"]["misses"], shown)
        return
    for place, each in sorted(shown.items()):
        yield (example_name(place, each), each.row, each.text, each.label, each.this, each.other)


def _furthest_off(
    misses: Iterable[Mapping[str, Any]], shown: Mapping[int, ShownExample]
) -> Iterator[Row]:
    for miss in misses:
        place = miss["row"]
        each = shown.get(place)
        said = (miss["label"], miss["student"], miss["teacher"])
        yield (
            example_name(place, each),
            each.row if each else None,
            each.text if each else "",
            *said,
        )


def confidence(evaluation: Evaluation) -> Iterator[Row]:
    """Yield how often each version was right, by how sure it was."""
    yield ("of", "from", "to", "mean confidence", "right", "low", "high", "n", "method", "why")
    for side in _SIDES:
        found = (evaluation[side] or {}).get("calibration")
        for each in found["reliability"] if found else ():
            yield (
                _whose(side, evaluation), each["low"], each["high"], each["confidence"], *_cells(each["right"]),
            )  # fmt: skip


def speed(evaluation: Evaluation) -> Iterator[Row]:
    """Yield what was timed of each version that we ran."""
    yield ("of", "measure", "value", "low", "high", "n", "method", "why there is none")
    for side in _SIDES:
        found = (evaluation[side] or {}).get("speed")
        for name, number in (found or {}).items():
            cells = _cells(number) if isinstance(number, Mapping) else (number,)
            yield (_whose(side, evaluation), name, *cells)


def sending_on(evaluation: Evaluation) -> Iterator[Row]:
    """Yield the option to send the least sure cases on: shares of all cases."""
    yield (
        "sent on when less sure than", "sent", "wrong", "low", "high", "difference to the bigger version",
        "low", "high",
    )  # fmt: skip
    for each in (evaluation["comparison"] or {}).get("two_tier", ()):
        wrong, gap = each["wrong"], each["difference"]
        yield (
            each["below"], each["sent"]["value"], wrong["value"], wrong["low"], wrong["high"],
            gap["value"], gap["low"], gap["high"],
        )  # fmt: skip


TABLES: Final[Mapping[str, Callable[[Evaluation], Iterator[Row]]]] = MappingProxyType(
    {
        "numbers": numbers,
        "kinds": kinds,
        "mistakes": mistakes,
        "confidence": confidence,
        "speed": speed,
        "sending-on": sending_on,
    }
)
EXAMPLES: Final = "examples"


def table_of(
    name: str, evaluation: Evaluation, shown: Mapping[int, ShownExample]
) -> list[Row] | None:
    """Return a table by its name in an address, its heading first; None for no such table."""
    if name == EXAMPLES:
        return list(examples(evaluation, shown))
    made = TABLES.get(name)
    return list(made(evaluation)) if made else None


def as_csv(rows: Iterable[Row]) -> bytes:
    """Return rows as a CSV in UTF-8, with the mark that Excel needs to know it by.

    No spreadsheet program runs any of its texts; numbers stay numbers, and None is an empty cell.
    """
    written = io.StringIO(newline="")
    out = csv.writer(written)
    for row in rows:
        out.writerow([disarmed_throughout(cell) if isinstance(cell, str) else cell for cell in row])
    return written.getvalue().encode("utf-8-sig")


def _cells(number: Mapping[str, Any]) -> tuple[Cell, ...]:
    return tuple(number.get(key) for key in _NUMBER)


def _whose(side: str, evaluation: Evaluation) -> str:
    return "this version" if side == "student" else rival_of(evaluation)
