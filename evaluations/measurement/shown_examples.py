"""The examples that a result's page shows in full, to their owner alone.

Those on which exactly one version was right, and of each kind of case some that went wrong.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from content.shape import Content
from evaluations.measurement.samples import Samples
from evaluations.statistics.slices import NOTHING

LONGEST: Final = 400
# Of each of the worst kinds of case: enough to see what they have in common.
KINDS_SHOWN: Final = 12
SHOWN_OF_A_KIND: Final = 5


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


def shown_examples(
    samples: Samples,
    result: Mapping[str, Any],
    *,
    student: Sequence[str] = (),
    teacher: Sequence[str] | None = None,
) -> tuple[ShownExample, ...]:
    """Return the examples that a published result names, and some of each of its worst kinds.

    `student` and `teacher` are both versions' answers to all the examples, where kinds are wanted.
    """
    flips = result["comparison"]["flips"] if result["comparison"] else ()
    if result.get("numbers"):
        flips = result["numbers"]["misses"]
    kinds = _wrong_by_kind(samples, result, student, teacher) if len(student) else {}
    places = sorted({flip["row"] for flip in flips} | set(kinds))
    labels = samples.labels
    return tuple(
        _shown(samples, place).model_copy(
            update={
                "kinds": tuple(kinds.get(place, ())),
                "label": str(labels[place]),
                "this": str(student[place]) if len(student) else "",
                "other": str(teacher[place]) if teacher is not None else "",
            }
        )
        for place in places
    )


def _wrong_by_kind(
    samples: Samples,
    result: Mapping[str, Any],
    student: Sequence[str],
    teacher: Sequence[str] | None,
) -> dict[int, list[tuple[str, str]]]:
    """Return places that this version got wrong, with their kinds: first where the other was right."""
    labels = samples.labels
    wrong = np.asarray(student, dtype=object) != labels
    only = wrong if teacher is None else wrong & (np.asarray(teacher, dtype=object) == labels)
    found: dict[int, list[tuple[str, str]]] = {}
    ours = [each for each in result["slices"] if each["made_by"] == "buyer"]
    for each in ours[:KINDS_SHOWN]:
        cells = samples.column(each["column"])
        value = "" if each["value"] == NOTHING else each["value"]
        here = cells == value
        places = [*np.flatnonzero(here & only), *np.flatnonzero(here & wrong & ~only)]
        for place in places[:SHOWN_OF_A_KIND]:
            found.setdefault(int(place), []).append((each["column"], each["value"]))
    return found


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
    named = samples.columns.id
    return ShownExample(
        place=place,
        row=int(samples.rows[place]),
        id=None if named is None else str(samples.frame[named].iloc[place]),
        text=text if len(text) <= LONGEST else text[: LONGEST - 1] + "…",
    )
