"""What the machine suggests, and on which grounds. A person decides. Pure.

The order of the grounds is the order of weight: a test that failed the buyer's own limit, a flag
that must be settled first, a grave rule nobody could answer, then everything that makes conditions.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from content.shape import Content
from procurement.screening_result import Screening

Suggested = Literal["proceed", "proceed_with_conditions", "do_not_proceed_yet", "do_not_proceed"]


class Ground(Content):
    """One ground: a test (by its number from 1), a flag or an undecided rule (by its id)."""

    kind: Literal["test", "claim", "flag", "undecided"]
    ref: str
    weight: Suggested


class Suggestion(Content):
    """The suggestion, and its grounds from the gravest on."""

    value: Suggested
    grounds: tuple[Ground, ...]


_WEIGHT: tuple[Suggested, ...] = (
    "do_not_proceed",
    "do_not_proceed_yet",
    "proceed_with_conditions",
)
_OF_FLAG: Mapping[str, Suggested] = {
    "critical": "do_not_proceed_yet",
    "high": "proceed_with_conditions",
    "medium": "proceed_with_conditions",
}
_OF_RESULT: Mapping[str, Suggested] = {
    "inferior": "do_not_proceed",
    "cannot_tell": "proceed_with_conditions",
}


def suggest(screening: Screening, evaluations: Sequence[Mapping[str, Any]]) -> Suggestion:
    """Return what follows from the flags and the tests.

    `evaluations` are published `evaluate` results. A test without a bigger version has no verdict
    and gives no ground.
    """
    grounds = [
        *_tests(evaluations),
        *(
            Ground(kind="flag", ref=flag.rule, weight=_OF_FLAG[flag.severity])
            for flag in screening.flags
            if flag.status == "raised" and flag.severity in _OF_FLAG
        ),
        *(
            Ground(kind="undecided", ref=rule.rule, weight=_OF_FLAG[rule.severity])
            for rule in screening.cannot_tell
            if not rule.upcoming and rule.severity in ("critical", "high")
        ),
    ]
    ordered = tuple(sorted(grounds, key=lambda ground: _WEIGHT.index(ground.weight)))
    return Suggestion(value=ordered[0].weight if ordered else "proceed", grounds=ordered)


def _tests(evaluations: Sequence[Mapping[str, Any]]) -> list[Ground]:
    found = []
    for number, evaluation in enumerate(evaluations, 1):
        comparison = evaluation["comparison"]
        weight = _OF_RESULT.get(comparison["verdict"] or "") if comparison else None
        if weight:
            found.append(Ground(kind="test", ref=str(number), weight=weight))
        if evaluation["claim_verdict"] == "not_supported":
            found.append(Ground(kind="claim", ref=str(number), weight="proceed_with_conditions"))
    return found
