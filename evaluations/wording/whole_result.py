"""One whole test in words, with its charts and tables. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.wording import charts, counts, tables
from evaluations.wording.rival import capital, rival_of
from evaluations.wording.sentences import lead_sentence, result_texts


@dataclass(frozen=True, slots=True)
class WholeResult:
    """One test in words, with its charts (SVG) and the rows of its tables."""

    rival: str
    lead: str
    result: str
    finer: str
    limit: str
    claim: str
    right_plot: str
    wrong_plot: str
    rows: tuple[tuple[str, str, str], ...]
    counts: tuple[tuple[str, int], ...]
    kinds_tell: str
    kinds: tuple[tuple[str, int, str, str], ...]
    notes: tuple[str, ...]
    method: tuple[tuple[str, str], ...]


def whole_result(evaluation: Mapping[str, Any], product: str) -> WholeResult:
    """Return a published `evaluate` result in words; `product` is what was tested."""
    student, teacher, comparison = (evaluation[key] for key in ("student", "teacher", "comparison"))
    texts, rival = result_texts(evaluation), rival_of(evaluation)
    return WholeResult(
        rival=rival,
        lead=lead_sentence(evaluation, product),
        result=texts.result,
        finer=texts.finer,
        limit=texts.limit,
        claim=texts.claim,
        right_plot=right_plot(student, teacher, rival),
        wrong_plot=wrong_plot(evaluation, comparison),
        rows=tuple(tables.measured_rows(evaluation, rival)),
        counts=tables.pair_counts(comparison, rival),
        kinds_tell=tables.what_kinds_tell(evaluation, rival),
        kinds=tuple(tables.kinds_of_case(evaluation)),
        notes=tuple(evaluation["notes"]),
        method=tuple(tables.method_rows(evaluation)),
    )


def right_plot(student: Mapping[str, Any], teacher: Mapping[str, Any] | None, rival: str) -> str:
    """Return the chart of how many of 100 each version gets right."""
    rows, said = [], []
    for name, side, tested in (
        ("This version", student, True),
        (capital(rival), teacher, False),
    ):
        share = side["metrics"].get("accuracy") if side else None
        found = counts.right(share) if share else None
        if found:
            rows.append((name, found, tested))
            said.append(f"{name}: between {counts.between(found)} of 100 right.")
    return charts.right_of_100(rows, title=" ".join(said)) if rows else ""


def wrong_plot(evaluation: Mapping[str, Any], comparison: Mapping[str, Any] | None) -> str:
    """Return the chart of how many more of 100 this version gets wrong; empty where none can be told."""
    found = counts.more_wrong(comparison["accuracy_difference"]) if comparison else None
    if found is None:
        return ""
    limit = evaluation["margin"] * 100
    title = (
        f"The range runs from {counts.between_wrong(found).replace(' and ', ' to ')} wrong in 100. "
        f"The limit is {counts.count(limit)} more."
    )
    return charts.more_wrong(found, limit=limit, title=title)
