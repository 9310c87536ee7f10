"""Puts mails about a request on their way: to the vendor's people, and to whoever asked."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from organisations.actions.mail import queue_mail
from organisations.guests.tokens import new_token
from organisations.models import OutgoingMail
from portal.models import VendorLink, VendorPerson, VendorRequest
from portal.secrets_of_links import address_of, digest
from portal.wording.mails import Mail

# What a mail is for, as delivery knows it.
INVITATION = "portal.invitation"
TO_VENDOR = "portal.to_vendor"
TO_BUYER = "portal.to_buyer"


def give_link(person: VendorPerson) -> str:
    """Return the address of a new link; it takes the place of the person's earlier ones."""
    now, token = timezone.now(), new_token()
    links = VendorLink.objects.of(person.organisation_id)
    links.filter(person=person, superseded_at__isnull=True).update(superseded_at=now)
    links.create(
        person=person,
        token_hash=digest("link", token),
        expires_at=person.request.closes_at,
    )
    return address_of(token)


def mail_to(person: VendorPerson, mail: Mail, *, purpose: str = TO_VENDOR) -> OutgoingMail:
    """Put a mail to one of the vendor's people on its way."""
    return queue_mail(
        organisation=person.organisation_id,
        to=person.email,
        reply_to=person.request.asked_by_email,
        subject=mail.subject,
        body=mail.body,
        purpose=purpose,
        about=person.id,
    )


def mail_to_buyer(asked: VendorRequest, mail: Mail) -> OutgoingMail | None:
    """Put a mail to whoever asked on its way, if we know where they read it."""
    if not asked.asked_by_email:
        return None
    return queue_mail(
        organisation=asked.organisation_id,
        to=asked.asked_by_email,
        subject=mail.subject,
        body=mail.body,
        purpose=TO_BUYER,
        about=asked.id,
    )


def page_of(asked: VendorRequest) -> str:
    """Return the whole address of the buyer's page of a request."""
    path = reverse(
        "portal:vendor_request", args=[asked.organisation_id, asked.assessment_id, asked.id]
    )
    return f"{settings.SITE_URL}{path}"
