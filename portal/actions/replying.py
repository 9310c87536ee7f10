"""The vendor's word on a result that the buyer shared with it."""

from django.db import transaction

from content.refusal import Refused
from evaluations.models import Run
from organisations import audit
from portal.models import VendorPerson, VendorReply
from portal.people import acting, in_mails, signature_of
from portal.posting import mail_to_buyer, page_of
from portal.wording import mails


def reply(*, person: VendorPerson, run: Run, words: str) -> VendorReply:
    """Return the reply. It stands on record, beside the result; a later one follows it."""
    asked = person.request
    if not asked.shares_result or run.assessment_id != asked.assessment_id:
        raise Refused("This result is not shared with you.")
    with transaction.atomic():
        written = VendorReply.objects.of(asked.organisation_id).create(
            request=asked, run=run, words=words.strip(), given_by=signature_of(person)
        )
        mail_to_buyer(
            asked, mails.replied(in_mails(asked), by=signature_of(person), page=page_of(asked))
        )
        audit.record(
            organisation=asked.organisation_id,
            by=acting(person),
            verb="vendor.replied",
            subject=asked,
            sentence=f"{person.name} replied to the result.",
            details={"run": str(run.id)},
        )
    return written
