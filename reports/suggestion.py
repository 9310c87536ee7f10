"""What the machine suggests, and on which grounds. A person decides. Pure.

What follows from what stands in suggestion.yaml. The order of the grounds is the order of weight;
among equals, tests come first, then flags, then what nobody has answered, then what nobody checked.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal

from content.shape import Content
from evaluations.wording.judged import kinds_of, verdict_of
from procurement.rulebook.schema import Severity
from procurement.screening_result import Screening
from reports.suggestion_table import Chosen, Kind, Suggested, SuggestionTable, load_suggestion_table

NO_DECISIONS: Mapping[str, Chosen] = MappingProxyType({})
NOT_HELD: Mapping[str, Severity] = MappingProxyType({})


class Ground(Content):
    """One ground: a test or claim (by the test's number from 1), a flag or undecided rule (its id).

    A kind of case that is worse has the test's number and its own place in the result: "1.3". A
    change is a flag that fell through a vendor's answer that nobody has checked.

    `decided` is what a person decided on the flag, where that decision counts. `because` is what the
    table says to it.
    """

    kind: Kind
    ref: str
    weight: Suggested
    decided: Literal["accept", "ask_mitigation", "confirm", "verify", "escalate"] | None = None
    because: str | None = None


class Suggestion(Content):
    """The suggestion, and its grounds from the gravest on."""

    value: Suggested
    grounds: tuple[Ground, ...]

    def is_as(self, value: str, grounds: Sequence[Ground]) -> bool:
        """Return whether it says what another said, in whatever words the table puts it."""
        return value == self.value and list(map(_said, grounds)) == list(map(_said, self.grounds))


_WEIGHT: tuple[Suggested, ...] = (
    "do_not_proceed",
    "do_not_proceed_yet",
    "proceed_with_conditions",
)


def suggest(
    screening: Screening,
    evaluations: Sequence[Mapping[str, Any]],
    decisions: Mapping[str, Chosen] = NO_DECISIONS,
    *,
    held: Mapping[str, Severity] = NOT_HELD,
    fallen: Mapping[str, Severity] = NOT_HELD,
) -> Suggestion:
    """Return what follows from the flags, the tests and what people decided on the flags.

    Parameters
    ----------
    evaluations : published `evaluate` results. A test without a bigger version has no verdict and
        gives no ground.
    decisions : by rule, those that count: made on what the flag says now, signed as the firm signs,
        and not over.
    held : by rule, how grave a person holds a flag to be where that is not what its rule says.
    fallen : by rule, how grave a flag was before a vendor's answer that nobody has checked.
    """
    table = load_suggestion_table()
    grounds = [
        *_tests(evaluations, table),
        *_flags(screening, decisions, held, table),
        *(
            _ground(table, "undecided", rule.rule, severity=rule.severity)
            for rule in screening.cannot_tell
            if not rule.upcoming
        ),
        *(_ground(table, "change", rule, severity=was) for rule, was in fallen.items()),
    ]
    weighing = [ground for ground in grounds if ground.weight != "proceed"]
    ordered = tuple(sorted(weighing, key=lambda ground: _WEIGHT.index(ground.weight)))
    return Suggestion(value=ordered[0].weight if ordered else "proceed", grounds=ordered)


def _said(ground: Ground) -> Ground:
    return ground.model_copy(update={"because": None})


def _ground(
    table: SuggestionTable,
    kind: Kind,
    ref: str,
    *,
    result: str | None = None,
    severity: str | None = None,
    decided: Chosen | None = None,
) -> Ground:
    line = table.line_for(kind, result=result, severity=severity, decided=decided)
    # What does not apply is no ground, so a ground never carries it.
    kept = decided if decided != "not_applicable" else None
    return Ground(kind=kind, ref=ref, weight=line.suggests, decided=kept, because=line.because)


def _flags(
    screening: Screening,
    decisions: Mapping[str, Chosen],
    held: Mapping[str, Severity],
    table: SuggestionTable,
) -> Iterator[Ground]:
    for flag in screening.flags:
        if flag.status == "raised":
            yield _ground(
                table,
                "flag",
                flag.rule,
                severity=held.get(flag.rule, flag.severity),
                decided=decisions.get(flag.rule),
            )


def _tests(evaluations: Sequence[Mapping[str, Any]], table: SuggestionTable) -> Iterator[Ground]:
    for number, evaluation in enumerate(evaluations, 1):
        verdict = verdict_of(evaluation)
        if verdict:
            yield _ground(table, "test", str(number), result=verdict)
        for place, each in enumerate(kinds_of(evaluation), 1):
            yield _ground(table, "case", f"{number}.{place}", result=each["verdict"])
        if evaluation["claim_verdict"]:
            yield _ground(table, "claim", str(number), result=evaluation["claim_verdict"])
