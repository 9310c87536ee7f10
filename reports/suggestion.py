"""What the machine suggests, and on which grounds. A person decides. Pure.

The order of the grounds is the order of weight: a test that failed the buyer's own limit, a flag
that must be settled first, a grave rule nobody could answer, then everything that makes conditions:
a kind of case that is worse than the buyer's limit among them, however good the average is.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal

from content.shape import Content
from procurement.screening_result import Screening

Chosen = Literal["accept", "ask_mitigation", "not_applicable"]
NO_DECISIONS: Mapping[str, Chosen] = MappingProxyType({})
Suggested = Literal["proceed", "proceed_with_conditions", "do_not_proceed_yet", "do_not_proceed"]


class Ground(Content):
    """One ground: a test or claim (by the test's number from 1), a flag or undecided rule (its id).

    A kind of case that is worse has the test's number and its own place in the result: "1.3".

    `decided` is what a person decided on the flag, where that decision counts.
    """

    kind: Literal["test", "case", "claim", "flag", "undecided"]
    ref: str
    weight: Suggested
    decided: Literal["accept", "ask_mitigation"] | None = None


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


def suggest(
    screening: Screening,
    evaluations: Sequence[Mapping[str, Any]],
    decisions: Mapping[str, Chosen] = NO_DECISIONS,
) -> Suggestion:
    """Return what follows from the flags, the tests and what people decided on the flags.

    `evaluations` are published `evaluate` results. A test without a bigger version has no verdict
    and gives no ground. `decisions` holds, by rule, those that were made on what the flag says now:
    a flag that does not apply is no ground, an accepted one weighs as a condition, and one for
    which a change was asked weighs as before until somebody shows the change.
    """
    grounds = [
        *_tests(evaluations),
        *_flags(screening, decisions),
        *(
            Ground(kind="undecided", ref=rule.rule, weight=_OF_FLAG[rule.severity])
            for rule in screening.cannot_tell
            if not rule.upcoming and rule.severity in ("critical", "high")
        ),
    ]
    ordered = tuple(sorted(grounds, key=lambda ground: _WEIGHT.index(ground.weight)))
    return Suggestion(value=ordered[0].weight if ordered else "proceed", grounds=ordered)


def _flags(screening: Screening, decisions: Mapping[str, Chosen]) -> list[Ground]:
    grounds = []
    for flag in screening.flags:
        decided = decisions.get(flag.rule)
        if flag.status != "raised" or flag.severity not in _OF_FLAG or decided == "not_applicable":
            continue
        weight: Suggested = (
            "proceed_with_conditions" if decided == "accept" else _OF_FLAG[flag.severity]
        )
        grounds.append(Ground(kind="flag", ref=flag.rule, weight=weight, decided=decided))
    return grounds


def _tests(evaluations: Sequence[Mapping[str, Any]]) -> list[Ground]:
    found = []
    for number, evaluation in enumerate(evaluations, 1):
        comparison = evaluation["comparison"]
        weight = _OF_RESULT.get(comparison["verdict"] or "") if comparison else None
        if weight:
            found.append(Ground(kind="test", ref=str(number), weight=weight))
        found += [
            Ground(kind="case", ref=f"{number}.{place}", weight="proceed_with_conditions")
            for place, each in enumerate(evaluation["slices"], 1)
            if each["verdict"] == "worse"
        ]
        if evaluation["claim_verdict"] == "not_supported":
            found.append(Ground(kind="claim", ref=str(number), weight="proceed_with_conditions"))
    return found
