"""Picks the examples that a result's page shows in full, to their owner alone.

Those on which exactly one version was right, and of each kind of case some that went wrong.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from evaluations.measurement.answer_rows import AnswerRows
from evaluations.measurement.samples import Samples
from evaluations.measurement.shown_example import ShownExample
from evaluations.statistics.slices import NOTHING
from sandbox.spill import let_go

LONGEST: Final = 400
# Of each of the worst kinds of case: enough to see what they have in common.
KINDS_SHOWN: Final = 12
SHOWN_OF_A_KIND: Final = 5


def shown_examples(
    samples: Samples,
    result: Mapping[str, Any],
    *,
    student: AnswerRows | None = None,
    teacher: AnswerRows | None = None,
) -> tuple[ShownExample, ...]:
    """Return the examples that a published result names, and some of each of its worst kinds.

    `student` and `teacher` are both versions' answers to all the examples, where kinds are wanted.
    """
    flips = result["comparison"]["flips"] if result["comparison"] else ()
    if result.get("numbers"):
        flips = result["numbers"]["misses"]
    kinds = _wrong_by_kind(samples, result, student, teacher) if student is not None else {}
    places = sorted({flip["row"] for flip in flips} | set(kinds))
    label = samples.columns.label
    return tuple(
        _shown(samples, place).model_copy(
            update={
                "kinds": tuple(kinds.get(place, ())),
                "label": str(samples.frame[label].iloc[place]),
                "this": _word(student, place),
                "other": _word(teacher, place),
            }
        )
        for place in places
    )


def _word(answers: AnswerRows | None, place: int) -> str:
    return "" if answers is None else str(answers.words(place, place + 1)[0])


def _wrong_by_kind(
    samples: Samples, result: Mapping[str, Any], student: AnswerRows, teacher: AnswerRows | None
) -> dict[int, list[tuple[str, str]]]:
    """Return places that this version got wrong, with their kinds: first where the other was right."""
    kinds = [
        (each["column"], each["value"]) for each in result["slices"] if each["made_by"] == "buyer"
    ][:KINDS_SHOWN]
    worst: dict[tuple[str, str], list[int]] = {kind: [] for kind in kinds}
    other: dict[tuple[str, str], list[int]] = {kind: [] for kind in kinds}
    for start, stop in samples.blocks():
        open_kinds = [kind for kind in kinds if len(worst[kind]) < SHOWN_OF_A_KIND]
        if not open_kinds:
            break
        labels = samples.cells(samples.columns.label, start, stop).to_numpy(dtype=object)
        wrong = student.words(start, stop) != labels
        only = wrong if teacher is None else wrong & (teacher.words(start, stop) == labels)
        cells = {
            column: samples.cells(column, start, stop).to_numpy(dtype=object)
            for column in {column for column, _ in open_kinds}
        }
        for kind in open_kinds:
            here = cells[kind[0]] == ("" if kind[1] == NOTHING else kind[1])
            for found, rows in ((worst[kind], only), (other[kind], wrong & ~only)):
                room = SHOWN_OF_A_KIND - len(found)
                found += (np.flatnonzero(here & rows)[:room] + start).tolist()
    places: dict[int, list[tuple[str, str]]] = {}
    for kind in kinds:
        for place in [*worst[kind], *other[kind]][:SHOWN_OF_A_KIND]:
            places.setdefault(place, []).append(kind)
    return places


def _shown(samples: Samples, place: int) -> ShownExample:
    let_go()
    cells = [(name, str(samples.frame[name].iloc[place])) for name in samples.inputs]
    text = cells[0][1] if len(cells) == 1 else "; ".join(f"{name}: {cell}" for name, cell in cells)
    named = samples.columns.id
    return ShownExample(
        place=place,
        row=int(samples.rows[place]),
        id=None if named is None else str(samples.frame[named].iloc[place]),
        text=text if len(text) <= LONGEST else text[: LONGEST - 1] + "…",
    )
