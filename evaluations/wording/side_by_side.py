"""Two results side by side: the same lines for both, and whether they can be set against each other. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.wording import counts, number_words
from evaluations.wording.judged import kinds_of
from evaluations.wording.kinds import wrong_of
from evaluations.wording.sentences import result_texts
from evaluations.wording.tables import SCORE, kind_name

Evaluation = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two results in words; every row is what, the first and the second.

    `same_examples`: both were made on the same file of examples. `note` says what a reader may and
    may not conclude.
    """

    note: str
    same_examples: bool
    rows: tuple[tuple[str, str, str], ...]
    kinds: tuple[tuple[str, str, str], ...]


def side_by_side(first: Evaluation, second: Evaluation) -> SideBySide:
    """Return two published `evaluate` results side by side."""
    same = first["samples"]["sha256"] == second["samples"]["sha256"]
    return SideBySide(
        note=_note(same=same),
        same_examples=same,
        rows=tuple(
            (what, one, other)
            for (what, one), (_, other) in zip(_lines(first), _lines(second), strict=True)
            if one or other
        ),
        kinds=tuple(_kinds(first, second)),
    )


def _note(*, same: bool) -> str:
    if same:
        return (
            "Both tests used the same examples. Two ranges that overlap do not show that the "
            "versions are alike: to know which is better, set one against the other."
        )
    return (
        "The two tests used different examples. A gap between the columns may come from the "
        "examples, so nothing here says which version is better."
    )


def _lines(found: Evaluation) -> list[tuple[str, str]]:
    student, comparison, texts = found["student"], found["comparison"], result_texts(found)
    more = counts.more_wrong(comparison["accuracy_difference"]) if comparison else None
    return [
        ("This version", student["name"]),
        ("Set against", found["teacher"]["name"] if found["teacher"] else "Nothing"),
        ("Examples", f"{found['samples']['n']:,} in {found['samples']['name']}"),
        ("Right answers", _right(student)),
        ("Off by, on average", _off(student)),
        ("Right answers of the other version", _right(found["teacher"])),
        ("Wrong answers against the other version", f"Between {counts.between_wrong(more)} in 100" if more else ""),
        ("Limit, set before", texts.limit),
        ("Which look at its examples", f"{found['look']:,}"),
        ("Result", f"{texts.result}. {texts.finer}"),
        (SCORE, _share(student, "macro_f1")),
        ("The vendor’s figure", texts.claim),
        ("How it was run", _how(student)),
    ]  # fmt: skip


def _right(side: Mapping[str, Any] | None) -> str:
    return _share(side, "accuracy") if side else ""


def _share(side: Mapping[str, Any], name: str) -> str:
    found = side["metrics"].get(name)
    return counts.of_100(found) if found else ""


def _off(side: Mapping[str, Any]) -> str:
    found = side["metrics"].get("mae")
    return number_words.with_range(found) if found else ""


def _of_kind(each: Mapping[str, Any], found: Evaluation) -> str:
    if found.get("numbers"):
        return f"off by {number_words.with_range(each['student'])}"
    return wrong_of(each["student"], each["n"])


def _how(student: Mapping[str, Any]) -> str:
    sheet = student["isolation"] == "none"
    return "From an answer sheet that others filled in" if sheet else "We ran it, walled off"


def _kinds(first: Evaluation, second: Evaluation) -> list[tuple[str, str, str]]:
    told = [
        {
            (each["column"], each["value"]): (kind_name(each), _of_kind(each, found))
            for each in kinds_of(found)
            if each["made_by"] == "buyer"
        }
        for found in (first, second)
    ]
    none = "not among its examples"
    return [
        (
            told[0].get(kind, told[1].get(kind, ("", "")))[0],
            told[0][kind][1] if kind in told[0] else none,
            told[1][kind][1] if kind in told[1] else none,
        )
        for kind in dict.fromkeys([*told[0], *told[1]])
    ]
