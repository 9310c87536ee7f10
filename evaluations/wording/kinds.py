"""Kind of case by kind of case, the worst first: an average hides the bad ones. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from content.words import word
from evaluations.measurement.shown_example import ShownExample
from evaluations.wording import charts, counts
from evaluations.wording.counts import Range
from evaluations.wording.judged import kinds_of
from evaluations.wording.number_words import amount
from evaluations.wording.rival import rival_of
from evaluations.wording.tables import kind_name

NOT_SHOWN_UNDER = 10


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of case in words.

    `this` and `bigger` are counts ("6 of 21"); `likely` is the range of wrong answers in 100, or
    why none is shown; `plot` is empty where there is none.
    """

    name: str
    this: str
    bigger: str
    likely: str
    result: str
    worse: bool
    plot: str
    examples: tuple["Wrong", ...] = ()


@dataclass(frozen=True, slots=True)
class Wrong:
    """One example that this version got wrong: its id or row, what it was, and what was said.

    `other` is empty where there is no other version.
    """

    name: str
    text: str
    label: str
    this: str
    other: str


@dataclass(frozen=True, slots=True)
class Kinds:
    """All kinds of case, with the scale their plots share."""

    heading: str
    lead: str
    rows: tuple[Kind, ...]
    scale: str
    scale_ends: str


def kinds_worst_first(
    evaluation: Mapping[str, Any], product: str, examples: Mapping[int, ShownExample]
) -> Kinds | None:
    """Return the kinds of case in the result's own order, or None where there are none.

    `examples` are the owner's, by their place among all; no vendor's page may be given them.
    """
    slices = evaluation["slices"]
    if not slices:
        return None
    shown = [_wrong(each["student"]) for each in slices]
    bigger = [_wrong(each["teacher"]) if each["teacher"] else None for each in slices]
    highest = max(
        (found.high for each, found in zip(slices, shown, strict=True) if found and _enough(each)),
        default=5.0,
    )
    highest = max([highest, *(found.value for found in bigger if found)])
    axis = charts.kind_axis(highest)
    worse, rival = worse_kinds(evaluation), rival_of(evaluation)
    return Kinds(
        heading=_heading(worse, product),
        lead=_lead(worse, slices, product, rival),
        rows=tuple(
            replace(_kind(each, this, other, axis, rival), examples=_wrong_ones(each, examples))
            for each, this, other in zip(slices, shown, bigger, strict=True)
        ),
        scale=charts.kind_scale(axis),
        scale_ends=f"from 0 to {counts.count(axis.high)} wrong in 100",
    )


def example_name(place: int, example: ShownExample | None) -> str:
    """Return what an example is called: its id, its row, or its place among all."""
    if example is None:
        return f"Example {place + 1:,}"
    return example.id or f"Row {example.row:,}"


def _wrong_ones(each: Mapping[str, Any], examples: Mapping[int, ShownExample]) -> tuple[Wrong, ...]:
    kind = (each["column"], each["value"])
    # Those that only this version got wrong come first.
    found = [example for example in examples.values() if kind in example.kinds]
    found.sort(key=lambda example: (example.other != example.label, example.place))
    return tuple(
        Wrong(
            example_name(example.place, example),
            example.text,
            example.label,
            example.this,
            example.other,
        )
        for example in found
    )


def worse_in_words(each: Mapping[str, Any], evaluation: Mapping[str, Any]) -> str:
    """Return what a kind of case came to that is worse: "Worse on damp: 33 of 66 wrong, …"."""
    n, rival = each["n"], rival_of(evaluation)
    if evaluation.get("numbers"):
        off = [amount(each[side]["value"]) for side in ("student", "teacher")]
        return (
            f"Worse on {short_name(each)}: off by {off[0]} on average, against {off[1]} of {rival}."
        )
    return (
        f"Worse on {short_name(each)}: {wrong_of(each['student'], n)} wrong, "
        f"against {wrong_of(each['teacher'], n)} of {rival}."
    )


def short_name(each: Mapping[str, Any]) -> str:
    """Return a kind's name inside a sentence: the buyer's own word for it, without its column."""
    if each["made_by"] != "us":
        return str(each["value"])
    name = kind_name(each)
    return name[:1].lower() + name[1:]


def worse_kinds(evaluation: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the kinds of case that are shown to be worse, the worst first."""
    return [each for each in kinds_of(evaluation) if each["verdict"] == "worse"]


def wrong_of(side: Mapping[str, Any], n: int) -> str:
    """Return how many of a kind a version got wrong: "6 of 21"."""
    return f"{round((1 - side['value']) * n):,} of {n:,}"


def _kind(
    each: Mapping[str, Any],
    this: Range | None,
    other: Range | None,
    axis: charts.Axis,
    rival: str,
) -> Kind:
    name, n, worse = kind_name(each), each["n"], each["verdict"] == "worse"
    plot, likely = "", f"not shown: {n:,} {'row' if n == 1 else 'rows'}"
    if this is None and _enough(each):
        likely = f"not shown: {each['student'].get('why', '')}"
    if this is not None and _enough(each):
        likely = f"{counts.count(this.low)} to {counts.count(this.high)}"
        beside = f", {rival} {counts.count(other.value)}" if other else ""
        plot = charts.kind_of_case(
            axis, this, other.value if other else None, worse=worse,
            title=f"{name}: between {likely.replace(' to ', ' and ')} of 100 wrong{beside}.",
        )  # fmt: skip
    return Kind(
        name=name,
        this=wrong_of(each["student"], n),
        bigger=wrong_of(each["teacher"], n) if each["teacher"] else "",
        likely=likely,
        result=word("kind_result", each["verdict"]) if each["verdict"] else "",
        worse=worse,
        plot=plot,
    )


def _enough(each: Mapping[str, Any]) -> bool:
    return int(each["n"]) >= NOT_SHOWN_UNDER


def _wrong(side: Mapping[str, Any]) -> Range | None:
    found = counts.right(side)
    if found is None:
        return None
    return Range(100 - found.value, 100 - found.high, 100 - found.low)


def _heading(worse: list[Mapping[str, Any]], product: str) -> str:
    if not worse:
        return "By kind of case"
    first = short_name(worse[0])
    if len(worse) == 1:
        return f"{product} is worse on {first}"
    return f"{product} is worse on {first} and {len(worse) - 1} more"


def _lead(
    worse: list[Mapping[str, Any]], slices: list[Mapping[str, Any]], product: str, rival: str
) -> str:
    looked = f"{len(slices):,} {'kind' if len(slices) == 1 else 'kinds'} of case"
    if worse:
        each = worse[0]
        return (
            f"Here {product} got {wrong_of(each['student'], each['n'])} wrong and {rival} "
            f"{wrong_of(each['teacher'], each['n'])}. Think of sending these to a person. We looked at {looked}, "
            "and asked more of each, because whoever looks often finds something bad by chance."
        )
    if slices[0]["teacher"] is None:
        return f"We looked at {looked}. There was no bigger version to compare with."
    return (
        f"We looked at {looked}. No kind is shown to be worse than your limit. "
        "That proves nothing for the small ones: they cannot tell."
    )
