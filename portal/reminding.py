"""What the clock does for requests: reminds at 7, 3 and 1 days, and closes what nobody answered.

Every step is taken once, however many clocks run and however late they are: it is a change of the
request's own row that only one of them can make.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from organisations import audit
from organisations.actors import WORKER
from portal.lifecycle import OPEN, State
from portal.models import VendorRequest
from portal.moving import LAST_REMINDERS, leader_of, move
from portal.people import in_mails
from portal.posting import give_link, mail_to
from portal.sheet import Sheet
from portal.wording import mails


def look_round() -> None:
    """Remind and close what is due today."""
    _close_what_is_over()
    _remind()


def _close_what_is_over() -> None:
    over = VendorRequest.objects.everywhere().filter(state__in=OPEN, closes_at__lte=timezone.now())
    for asked in over:
        with transaction.atomic():
            if move(asked, State.EXPIRED, closed_at=timezone.now()):
                audit.record(
                    organisation=asked.organisation_id,
                    by=WORKER,
                    verb="vendor.expired",
                    subject=asked,
                    sentence=f"Closed the request {asked.reference}: nobody answered in time.",
                )


def _remind() -> None:
    today = timezone.localdate()
    waiting = VendorRequest.objects.everywhere().filter(state__in=OPEN - {State.BOUNCED})
    for asked in waiting.select_related("assessment__product__vendor", "organisation"):
        days = (asked.due_on - today).days
        # A clock that stood still sends one reminder, not three.
        due = min((each for each in LAST_REMINDERS if 0 < days <= each), default=None)
        if due is None or timezone.localdate(asked.created_at) == today:
            continue
        person = leader_of(asked)
        open_ = len(Sheet.of(person).open)
        with transaction.atomic():
            rows = VendorRequest.objects.of(asked.organisation_id).filter(
                Q(reminded__isnull=True) | Q(reminded__gt=due), id=asked.id, state=asked.state
            )
            if not rows.update(reminded=due):
                continue
            mail = mails.reminder(
                in_mails(asked), name=person.name, open_=open_, days=days, link=give_link(person)
            )
            mail_to(person, mail)
            audit.record(
                organisation=asked.organisation_id,
                by=WORKER,
                verb="vendor.reminded",
                subject=asked,
                sentence=f"Reminded {person.name}: {days} days left.",
            )
