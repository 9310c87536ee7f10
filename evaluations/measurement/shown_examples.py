"""The examples that a result's page shows in full: those on which exactly one version was right."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from content.shape import Content
from evaluations.measurement.samples import Samples

LONGEST: Final = 400


class ShownExample(Content):
    """One example as its owner knows it.

    Attributes
    ----------
    place : its place among the examples, from 0, as `row` in the published flips.
    row : its row in the file, as a person counts.
    id : its id; None where there is no such column.
    text : what the versions saw, cut where it is long.
    """

    place: int
    row: int
    id: str | None
    text: str


def shown_examples(samples: Samples, result: Mapping[str, Any]) -> tuple[ShownExample, ...]:
    """Return the examples that a published result names one by one."""
    flips = result["comparison"]["flips"] if result["comparison"] else ()
    if result.get("numbers"):
        flips = result["numbers"]["misses"]
    return tuple(_shown(samples, place) for place in sorted({flip["row"] for flip in flips}))


def as_bytes(shown: Iterable[ShownExample]) -> bytes:
    """Return the examples as JSON."""
    return json.dumps([each.model_dump() for each in shown], ensure_ascii=False).encode()


def from_bytes(written: bytes) -> dict[int, ShownExample]:
    """Return the examples that `as_bytes` wrote, by their place."""
    found = [ShownExample.model_validate(each) for each in json.loads(written)]
    return {each.place: each for each in found}


def _shown(samples: Samples, place: int) -> ShownExample:
    cells = [(name, str(samples.frame[name].iloc[place])) for name in samples.inputs]
    text = cells[0][1] if len(cells) == 1 else "; ".join(f"{name}: {cell}" for name, cell in cells)
    ids = samples.ids
    return ShownExample(
        place=place,
        row=int(samples.rows[place]),
        id=None if ids is None else str(ids[place]),
        text=text if len(text) <= LONGEST else text[: LONGEST - 1] + "…",
    )
