"""What the machine suggests for an assessment now, for pages and reports alike."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from procurement.models import Assessment
from procurement.queries import (
    FlagState,
    fallen_flags,
    flag_states,
    library_of,
    screening_of,
    sources_of,
)
from procurement.screening import gather_facts
from procurement.screening_result import Flag as Finding
from procurement.screening_result import Screening
from reports.parts.saving import Saving, saving
from reports.suggestion import Suggestion, suggest
from reports.suggestion_table import Chosen


def suggestion_for(assessment: Assessment) -> Suggestion:
    """Return what follows now from the assessment's facts, tests and the review of its flags."""
    return suggestion_from(
        assessment, screening_of(assessment), evaluations_of(assessment), flag_states(assessment)
    )


def suggestion_from(
    assessment: Assessment,
    screening: Screening,
    evaluations: Sequence[Mapping[str, Any]],
    states: Iterable[FlagState],
) -> Suggestion:
    """Return the same from what was read already."""
    known = tuple(states)
    return suggest(
        screening,
        evaluations,
        choices(known),
        held={state.flag.rule: state.severity for state in known if state.held_otherwise},
        fallen={
            each.flag.rule: Finding.model_validate(each.before).severity
            for each in fallen_flags(assessment)
        },
    )


def evaluations_of(assessment: Assessment) -> tuple[Mapping[str, Any], ...]:
    """Return the results of the assessment's finished tests, in the order they were asked for."""
    runs = assessment.runs.order_by("asked_at", "id")
    return tuple(run.result for run in runs if run.result is not None)


def choices(states: Iterable[FlagState]) -> Mapping[str, Chosen]:
    """Return, by rule, the decisions on flags that count now."""
    return {
        state.flag.rule: cast("Chosen", state.counting.what)
        for state in states
        if state.counting is not None
    }


def saving_of(assessment: Assessment) -> Saving | None:
    """Return what the cheaper version saves in a year on what was told; None where that is not known."""
    facts = gather_facts(library_of(assessment), sources_of(assessment), assessment.law_on)
    return saving(facts)
