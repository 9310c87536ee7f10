"""Where labels are amounts: how far off by kind of case, and the examples it is furthest off on. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from content.words import word
from evaluations.measurement.shown_example import ShownExample
from evaluations.wording.kinds import Wrong, example_name
from evaluations.wording.number_words import amount, with_range
from evaluations.wording.tables import kind_name


@dataclass(frozen=True, slots=True)
class Amounts:
    """Errors in the label's unit.

    `kinds` are, the worst first: the kind, its examples, how far off both versions are, and the
    result. `far_off` are the owner's examples, and for nobody else.
    """

    kinds: tuple[tuple[str, int, str, str, str], ...]
    far_off: tuple[Wrong, ...]


def amounts(evaluation: Mapping[str, Any], examples: Mapping[int, ShownExample]) -> Amounts | None:
    """Return the errors by kind and example; None where labels are names."""
    found = evaluation.get("numbers")
    if not found:
        return None
    return Amounts(
        kinds=tuple(
            (
                kind_name(each),
                each["n"],
                with_range(each["student"]),
                with_range(each["teacher"]) if each["teacher"] else "",
                word("kind_result", each["verdict"]) if each["verdict"] else "",
            )
            for each in found["slices"]
        ),
        far_off=tuple(
            Wrong(
                example_name(miss["row"], examples.get(miss["row"])),
                examples[miss["row"]].text if miss["row"] in examples else "",
                amount(miss["label"]),
                amount(miss["student"]),
                "" if miss["teacher"] is None else amount(miss["teacher"]),
            )
            for miss in found["misses"]
        ),
    )
