"""Take turns at an assessment: who changes it meanwhile waits, and a closed one nobody changes."""

from collections.abc import Mapping
from dataclasses import dataclass

from content.refusal import Refused
from procurement.lifecycle import Status
from procurement.models import Assessment, WrittenAnswer

CHANGE_AN_ANSWER = "Open it again to change an answer."


@dataclass(frozen=True, slots=True)
class Turn:
    """What was read in a turn at an assessment, so that nobody in it reads that again.

    Attributes
    ----------
    held : the assessment as it was when the turn came.
    newest : the newest answer under each key, those written since in this turn included.
    """

    held: Assessment
    newest: Mapping[str, WrittenAnswer]


def take_turn(assessment: Assessment, *, what_to_do: str = CHANGE_AN_ANSWER) -> Assessment:
    """Return the assessment as it is now, held until the caller's transaction ends.

    Raises `Refused`, with `what_to_do`, if it is closed.
    """
    held = wait_for_turn(assessment)
    if held.status == Status.CLOSED:
        raise refused_as_closed(what_to_do)
    return held


def wait_for_turn(assessment: Assessment) -> Assessment:
    """Return the assessment as it is now, whatever its status, held in the same way."""
    return (
        Assessment.objects.of(assessment.organisation_id).select_for_update().get(id=assessment.id)
    )


def refused_as_closed(what_to_do: str = CHANGE_AN_ANSWER) -> Refused:
    """Return what is said where somebody would change a closed assessment."""
    return Refused("This assessment is closed.", what_to_do=what_to_do)
