"""The result of a test of the vendor's own model, as far as the buyer shares it.

Numbers alone: no example, no label, no name of a column or a kind of case, and nothing of the bigger
version. What is not named here does not leave.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from evaluations.models import Run
from evaluations.wording.judged import verdict_of
from evaluations.wording.number_words import amount
from portal.models import VendorReply, VendorRequest


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its range and how many examples it rests on, as the page writes them."""

    words: str
    value: str
    low: str
    high: str
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


def _of_100(share: float) -> str:
    return f"{100 * share:.1f}"


_FIGURES: Final[Mapping[str, tuple[str, Callable[[float], str]]]] = {
    "accuracy": ("Right answers in 100", _of_100),
    "balanced_accuracy": ("The same, every kind of case counted alike", _of_100),
    "mae": ("Off by, on average, in the unit of the right answer", amount),
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
            written(metrics[name]["value"]),
            written(metrics[name]["low"]),
            written(metrics[name]["high"]),
            round(metrics[name]["n"]),
        )
        for name, (words, written) in _FIGURES.items()
        if name in metrics and None not in (metrics[name]["value"], metrics[name]["low"])
    ]
    assert run.finished_at is not None  # noqa: S101 -- goes with the result
    return SharedResult(
        run.id,
        run.finished_at,
        result["samples"]["n"],
        tuple(figures),
        verdict_of(result),
        tuple(asked.replies.filter(run=run).order_by("at")),
    )
