"""What the clock does for flags: on the day an acceptance ends, the flag opens again.

Pages see the end by the calendar itself; this writes it down, once, however many clocks run.
"""

from django.db import transaction
from django.utils import timezone

from organisations import audit
from organisations.actors import Actor, ActorKind
from procurement.lifecycle import OPEN_STANDINGS
from procurement.models import Flag, FlagChoice, FlagDecision

CALENDAR = Actor(ActorKind.WORKER, "the calendar")


def look_round() -> None:
    """Open every flag again whose acceptance has ended."""
    ended = FlagDecision.objects.everywhere().filter(
        what=FlagChoice.ACCEPT,
        until__lte=timezone.localdate(),
        flag__standing__in=OPEN_STANDINGS,
    )
    for flag_id, organisation in sorted(set(ended.values_list("flag_id", "organisation_id"))):
        with transaction.atomic():
            # Two clocks take turns here; the second finds that the newest step is no acceptance.
            flag = Flag.objects.of(organisation).select_for_update().get(id=flag_id)
            newest = flag.decisions.order_by("at", "id").last()
            if newest is not None and _has_ended(newest):
                _reopen(flag, newest)


def _has_ended(decision: FlagDecision) -> bool:
    return (
        decision.what == FlagChoice.ACCEPT
        and decision.until is not None
        and decision.until <= timezone.localdate()
    )


def _reopen(flag: Flag, accepted: FlagDecision) -> None:
    assert accepted.until is not None  # noqa: S101 -- it has ended
    until = f"{accepted.until:%-d %B %Y}"
    reason = f"It was accepted until {until} by {accepted.by_name}: look at it again."
    FlagDecision.objects.of(flag.organisation_id).create(
        flag=flag,
        what=FlagChoice.REOPEN,
        reason=reason,
        weighed=accepted.weighed,
        by_name=CALENDAR.name,
        finding=flag.finding,
        finding_hash=flag.finding_hash,
    )
    audit.record(
        organisation=flag.organisation_id,
        by=CALENDAR,
        verb="flag.reopened",
        subject=flag,
        sentence=f"Opened the flag “{flag.title}” again: it was accepted until {until}.",
        details={"accepted_by": accepted.by_name, "until": accepted.until},
    )
