"""Puts mails about a signature on their way, and makes the links that go with them."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from organisations.actions.mail import queue_mail
from organisations.guests.tokens import digest, new_token
from organisations.models import OutgoingMail
from portal.wording.mails import Mail
from reports.client_signing.mails import Signing
from reports.models import SignatureRequest, SigningLink

# What each secret is for: one for another purpose has another digest.
LINK = "signing link"
SESSION = "signing session"
CODE = "signing code"

# What a mail is for, as delivery knows it.
TO_SIGNER = "reports.to_signer"
TO_ASKER = "reports.to_asker"


def in_mails(asked: SignatureRequest) -> Signing:
    """Return what every mail about the request names."""
    report = asked.seal.report
    return Signing(
        name=asked.name,
        client=report.organisation.name,
        product=str(report.assessment.product),
        number=report.number,
        asked_by=asked.asked_by,
        until=timezone.localtime(asked.closes_at).date(),
    )


def give_link(asked: SignatureRequest) -> str:
    """Return the address of a new link; it takes the place of the earlier ones."""
    now, token = timezone.now(), new_token()
    links = SigningLink.objects.of(asked.organisation_id)
    links.filter(request=asked, superseded_at__isnull=True).update(superseded_at=now)
    links.create(request=asked, token_hash=digest(LINK, token), expires_at=asked.closes_at)
    # The host is the site's own, never a request's.
    return f"{settings.SITE_URL}{reverse('reports:signing_link', args=[token])}"


def mail_to_signer(asked: SignatureRequest, mail: Mail) -> OutgoingMail:
    """Put a mail to whoever is asked to sign on its way."""
    return queue_mail(
        organisation=asked.organisation_id,
        to=asked.email,
        reply_to=asked.asked_by_email,
        subject=mail.subject,
        body=mail.body,
        purpose=TO_SIGNER,
        about=asked.id,
    )


def mail_to_asker(asked: SignatureRequest, mail: Mail) -> OutgoingMail | None:
    """Put a mail to whoever asked on its way, if we know where they read it."""
    if not asked.asked_by_email:
        return None
    return queue_mail(
        organisation=asked.organisation_id,
        to=asked.asked_by_email,
        subject=mail.subject,
        body=mail.body,
        purpose=TO_ASKER,
        about=asked.seal.report_id,
    )


def page_of(asked: SignatureRequest) -> str:
    """Return the whole address of the firm's page of who is asked to sign."""
    report = asked.seal.report
    path = reverse(
        "reports:signing", args=[report.organisation_id, report.assessment_id, report.id]
    )
    return f"{settings.SITE_URL}{path}"
