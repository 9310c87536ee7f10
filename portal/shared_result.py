"""The result of a test of the vendor's own model, as far as the buyer shares it.

Numbers alone: no example, no label, no name of a column or a kind of case, and nothing of the bigger
version. What is not named here does not leave.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from evaluations.models import Run
from portal.models import VendorReply, VendorRequest


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its range and how many examples it rests on; counts of 100."""

    words: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class SharedResult:
    """One test as the vendor sees it."""

    run: uuid.UUID
    finished_at: datetime
    n: int
    figures: tuple[Figure, ...]
    verdict: str | None
    replies: tuple[VendorReply, ...]


_FIGURES = {
    "accuracy": "Right answers in 100",
    "balanced_accuracy": "The same, every kind of case counted alike",
}


def shared_results(asked: VendorRequest) -> tuple[SharedResult, ...]:
    """Return the finished tests of the assessment, if the buyer shares them; the newest first."""
    if not asked.shares_result:
        return ()
    runs = Run.objects.of(asked.organisation_id).filter(
        assessment_id=asked.assessment_id, result__isnull=False
    )
    return tuple(_shared(asked, run) for run in runs.order_by("-finished_at"))


def _shared(asked: VendorRequest, run: Run) -> SharedResult:
    result: Mapping[str, Any] = run.result or {}
    metrics = result["student"]["metrics"]
    figures = [
        Figure(
            words,
            100 * metrics[name]["value"],
            100 * metrics[name]["low"],
            100 * metrics[name]["high"],
            round(metrics[name]["n"]),
        )
        for name, words in _FIGURES.items()
        if name in metrics and None not in (metrics[name]["value"], metrics[name]["low"])
    ]
    comparison = result.get("comparison")
    assert run.finished_at is not None  # noqa: S101 -- goes with the result
    return SharedResult(
        run.id,
        run.finished_at,
        result["samples"]["n"],
        tuple(figures),
        comparison["verdict"] if comparison else None,
        tuple(asked.replies.filter(run=run).order_by("at")),
    )
