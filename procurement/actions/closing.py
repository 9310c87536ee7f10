"""Close an assessment, and open it again. What it rests on stays still while it is closed."""

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from procurement.actions.rescreening import load_for_screening, rescreen
from procurement.actions.turns import wait_for_turn
from procurement.lifecycle import TRANSITIONS, Status
from procurement.models import Assessment


def close_assessment(*, assessment: Assessment, by: Actor) -> None:
    """Close it: no answer changes it any more, not even one about the firm itself.

    Raises Refused if it cannot be closed as it stands.
    """
    _move(assessment, Status.CLOSED, by)


def open_again(*, assessment: Assessment, by: Actor) -> None:
    """Open a closed one: it follows the firm's profile from now on, and its flags are screened.

    Raises Refused if it is not closed.
    """
    load_for_screening(assessment)
    with transaction.atomic():
        _move(assessment, Status.OPEN, by)
        rescreen(assessment=assessment, by=by)


@transaction.atomic
def _move(assessment: Assessment, to: Status, by: Actor) -> None:
    held = wait_for_turn(assessment)
    closed = held.status == Status.CLOSED
    # What was set aside opens by a door of its own, which keeps the reason.
    if to not in TRANSITIONS[Status(held.status)] or closed == (to == Status.CLOSED):
        raise Refused(f"This assessment is {Status(held.status).label}.")
    closing = to == Status.CLOSED
    assessment.status, assessment.closed_at = to, timezone.now() if closing else None
    assessment.save(update_fields=["status", "closed_at"])
    audit.record(
        organisation=assessment.organisation_id,
        by=by,
        verb="assessment.closed" if closing else "assessment.opened_again",
        subject=assessment,
        sentence=f"{'Closed' if closing else 'Opened again'}: {assessment}.",
    )
