"""One example that a result's page shows in full, to its owner alone, and how it is kept. Pure."""

import json
from collections.abc import Iterable

from content.shape import Content


class ShownExample(Content):
    """One example as its owner knows it.

    Attributes
    ----------
    place : its place among the examples, from 0, as `row` in the published flips.
    row : its row in the file, as a person counts.
    id : its id; None where there is no such column.
    text : what the versions saw, cut where it is long.
    kinds : the kinds of case, as column and value, under which the page shows it.
    label, this, other : the right answer, and what each version said; `other` is empty without one.
    """

    place: int
    row: int
    id: str | None
    text: str
    kinds: tuple[tuple[str, str], ...] = ()
    label: str = ""
    this: str = ""
    other: str = ""


def as_bytes(shown: Iterable[ShownExample]) -> bytes:
    """Return the examples as JSON."""
    return json.dumps([each.model_dump() for each in shown], ensure_ascii=False).encode()


def from_bytes(written: bytes) -> dict[int, ShownExample]:
    """Return the examples that `as_bytes` wrote, by their place."""
    found = [ShownExample.model_validate(each) for each in json.loads(written)]
    return {each.place: each for each in found}
