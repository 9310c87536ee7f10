"""What follows when a mail to a vendor comes back."""

from django.db import transaction

from organisations import audit
from organisations.actors import WORKER
from organisations.models import MailState, OutgoingMail
from portal.lifecycle import State
from portal.models import VendorPerson
from portal.moving import move


@transaction.atomic
def invitation_ended(mail: OutgoingMail) -> None:
    """Mark the request whose invitation came back, unless somebody has opened it meanwhile."""
    if mail.state != MailState.BOUNCED:
        return
    people = VendorPerson.objects.of(mail.organisation_id).filter(
        id=mail.about, leads=True, left_at__isnull=True
    )
    person = people.select_related("request").first()
    if person is not None and move(person.request, State.BOUNCED):
        audit.record(
            organisation=mail.organisation_id,
            by=WORKER,
            verb="vendor.mail_bounced",
            subject=person.request,
            sentence=f"The mail to {person.name} came back.",
        )
