"""What the machine suggests for an assessment now, for pages and reports alike."""

from collections.abc import Iterable, Mapping
from typing import Any

from procurement.models import Assessment
from procurement.queries import FlagState, flag_states, screening_of
from reports.suggestion import Chosen, Suggestion, suggest


def suggestion_for(assessment: Assessment) -> Suggestion:
    """Return what follows now from the assessment's facts, tests and decisions on flags."""
    return suggest(
        screening_of(assessment), evaluations_of(assessment), choices(flag_states(assessment))
    )


def evaluations_of(assessment: Assessment) -> tuple[Mapping[str, Any], ...]:
    """Return the results of the assessment's finished tests, in the order they were asked for."""
    runs = assessment.runs.order_by("asked_at", "id")
    return tuple(run.result for run in runs if run.result is not None)


def choices(states: Iterable[FlagState]) -> Mapping[str, Chosen]:
    """Return, by rule, what was decided on flags that still say what they said then."""
    return {
        state.flag.rule: _choice(state.counting.what)
        for state in states
        if state.counting is not None
    }


def _choice(stored: str) -> Chosen:
    known: dict[str, Chosen] = {
        "accept": "accept",
        "ask_mitigation": "ask_mitigation",
        "not_applicable": "not_applicable",
    }
    return known[stored]
