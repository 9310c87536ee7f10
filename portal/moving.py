"""Brings a request from one state to another, if the one may follow the other at this moment."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from portal.lifecycle import TRANSITIONS, State
from portal.models import VendorLink, VendorPerson, VendorRequest

# So long after the last day hoped for does the link still work, and so long the receipt.
GRACE = timedelta(days=14)
KEPT = timedelta(days=90)
LAST_REMINDERS = (7, 3, 1)


def move(asked: VendorRequest, to: State, **further: Any) -> bool:
    """Set the state, and further fields with it; return False where it may not follow.

    What counts is the state in the table, not the one in hand: two people may act at once.
    """
    before = [state for state, after in TRANSITIONS.items() if to in after]
    rows = VendorRequest.objects.of(asked.organisation_id).filter(id=asked.id, state__in=before)
    moved = bool(rows.update(state=to, **further))
    asked.refresh_from_db()
    return moved


def closing_of(due_on: date) -> datetime:
    """Return when links stop working that hope for answers by a day."""
    last = datetime.combine(due_on, time.max, tzinfo=timezone.get_current_timezone())
    return last + GRACE


def keep_open_until(asked: VendorRequest, moment: datetime) -> None:
    """Let the request and every link that lives work until then."""
    VendorRequest.objects.of(asked.organisation_id).filter(id=asked.id).update(closes_at=moment)
    live = VendorLink.objects.of(asked.organisation_id).filter(
        person__request=asked, revoked_at__isnull=True
    )
    live.update(expires_at=moment)
    asked.closes_at = moment


def leader_of(asked: VendorRequest) -> VendorPerson:
    """Return who sends the answers."""
    return asked.people.get(leads=True, left_at__isnull=True)
