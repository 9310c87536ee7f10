"""Take turns at an assessment: who changes it meanwhile waits, and a closed one nobody changes."""

from content.refusal import Refused
from procurement.lifecycle import Status
from procurement.models import Assessment

CHANGE_AN_ANSWER = "Open it again to change an answer."


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
