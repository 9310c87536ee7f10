"""What the clock does for what is watched: one mail when the day of the month has come.

It is sent once, however many clocks run and however late they are: it goes with a change of the
watch's own row that only one of them can make.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from organisations import audit
from organisations.actions.mail import queue_mail
from organisations.actors import WORKER
from organisations.models import Membership
from watching.mail import reminder
from watching.models import Watch
from watching.queries import askings_of, due_for

REMINDER = "watching.reminder"


def look_round() -> None:
    """Remind of every watch that is due and of which nobody was reminded yet."""
    today = timezone.localdate()
    open_ = Watch.objects.everywhere().filter(
        stopped_at__isnull=True, deleted_at__isnull=True, texts__isnull=False, reminds__isnull=False
    )
    for watch in open_.select_related("assessment__product", "reminds"):
        due = due_for(watch, askings_of(watch), today)
        if due is None or (watch.reminded_for is not None and watch.reminded_for >= due):
            continue
        person = watch.reminds
        members = Membership.objects.of(watch.organisation_id)
        if person is None or not members.filter(user=person).exists():
            continue
        path = reverse(
            "watching:today", args=[watch.organisation_id, watch.assessment_id, watch.id]
        )
        mail = reminder(
            name=person.as_actor().name,
            product=str(watch.assessment.product),
            number=watch.number,
            link=f"{settings.SITE_URL}{path}",
        )
        with transaction.atomic():
            rows = Watch.objects.of(watch.organisation_id).filter(
                Q(reminded_for__isnull=True) | Q(reminded_for__lt=due), id=watch.id
            )
            if not rows.update(reminded_for=due):
                continue
            queue_mail(
                organisation=watch.organisation_id, to=person.email, subject=mail.subject,
                body=mail.body, purpose=REMINDER, about=watch.id,
            )  # fmt: skip
            audit.record(
                organisation=watch.organisation_id,
                by=WORKER,
                verb="watch.reminded",
                subject=watch,
                sentence=f"Reminded {person.as_actor().name} to ask {watch.assessment.product} again.",
                details={"due": due.isoformat()},
            )
