"""Ask the vendor again about single answers. What it sent before is kept."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from content.refusal import Refused
from organisations import audit
from organisations.actors import Actor
from portal.lifecycle import State
from portal.models import RequestItem, VendorRequest
from portal.moving import closing_of, keep_open_until, leader_of, move
from portal.people import in_mails
from portal.posting import give_link, mail_to
from portal.wording import mails


def send_back(*, asked: VendorRequest, comments: Mapping[str, str], due_on: date, by: Actor) -> str:
    """Return the new link that goes with it, which is also mailed where mail is set up.

    `comments` says under a question's id what is missing.
    """
    wanted = {key: said.strip() for key, said in comments.items() if said.strip()}
    if not wanted:
        raise Refused("Say at one answer at least what you still need to know.")
    if due_on <= timezone.localdate():
        raise Refused("The last day must be after today.")
    with transaction.atomic():
        now = timezone.now()
        moved = move(asked, State.SENT_BACK, round=asked.round + 1, due_on=due_on, reminded=None)
        if not moved:
            raise Refused("There are no answers to send back now.")
        items = RequestItem.objects.of(asked.organisation_id).filter(request=asked)
        for key, said in wanted.items():
            if not items.filter(key=key).update(comment=said, sent_back_at=now):
                raise Refused("This question was not asked in this request.")
        keep_open_until(asked, max(asked.closes_at, closing_of(due_on)))
        person = leader_of(asked)
        link = give_link(person)
        mail = mails.sent_back(in_mails(asked), name=person.name, questions=len(wanted), link=link)
        mail_to(person, mail)
        audit.record(
            organisation=asked.organisation_id,
            by=by,
            verb="vendor.sent_back",
            subject=asked,
            sentence=f"Asked {person.name} again about {len(wanted)} answers.",
            details=wanted,
        )
    return link
