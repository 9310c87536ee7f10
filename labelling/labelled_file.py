"""The labelled examples as a file, in the form in which examples are brought to a test. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

COLUMNS = ("id", "text", "label", "my_hard_one")
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One example with the kind that people gave it. `number` counts from 1."""

    number: int
    id: str
    text: str
    kind: str
    hard: bool


def as_csv(examples: Sequence[Labelled]) -> bytes:
    """Return the examples as CSV in UTF-8, each with an id of its own."""
    written = io.StringIO(newline="")
    out = csv.writer(written)
    out.writerow(COLUMNS)
    seen: set[str] = set()
    for each in sorted(examples, key=lambda example: example.number):
        name = each.id if each.id not in seen else f"{each.id}-{each.number}"
        seen.add(name)
        out.writerow((name, each.text, each.kind, YES if each.hard else NO))
    return written.getvalue().encode()


def has_both_sorts(hard: Iterable[bool]) -> bool:
    """Return whether some examples are hard ones and some are not, so that they can be told apart."""
    return len(set(hard)) == 2
