"""What a published result came to, whether right answers are names or amounts. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any


def verdict_of(evaluation: Mapping[str, Any]) -> str | None:
    """Return the result against the limit, as the field's term; None where there is none."""
    judged = evaluation["comparison"] or (evaluation.get("numbers") or {}).get("verdict") or {}
    verdict: str | None = judged.get("verdict")
    return verdict


def kinds_of(evaluation: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return what was measured kind by kind, the worst first."""
    kinds: Sequence[Mapping[str, Any]] = (evaluation.get("numbers") or evaluation)["slices"]
    return kinds
