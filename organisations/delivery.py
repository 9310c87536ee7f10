"""Hands a mail to the mail server, once if all goes well, and writes how it ended.

A worker that dies between the server's *yes* and its own note sends the mail again: twice is better
than never. What the server refuses for good is marked at once; everything else is tried again after
a pause that grows.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from jobs.actions import submit
from jobs.work import Work
from organisations import mail_outcomes
from organisations.models import MailState, OutgoingMail
from vault.sealed_text import open_text

logger = logging.getLogger(__name__)

MAIL = "organisations.mail"
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)
_FOR_GOOD = 500


@dataclass(frozen=True, slots=True)
class _Outcome:
    state: MailState
    reason: str = ""


def perform(work: Work) -> None:
    """Send one mail. Only a waiting one is sent, so that a second job for it does nothing."""
    assert work.tenant is not None  # noqa: S101 -- every mail belongs to an organisation
    mail = OutgoingMail.objects.of(work.tenant).get(id=work.subject)
    if mail.state != MailState.WAITING:
        with work.finishing():
            return
    work.stage("sending")
    outcome = _hand_over(mail)
    now = timezone.now()
    with work.finishing(sentence=outcome.reason):
        mail.tries += 1
        mail.reason = outcome.reason
        mail.state = outcome.state
        mail.next_try_at = None
        if outcome.state is MailState.WAITING and mail.tries <= len(PAUSES):
            mail.next_try_at = now + PAUSES[mail.tries - 1]
        elif outcome.state is MailState.WAITING:
            mail.state = MailState.FAILED
        if mail.state == MailState.SENT:
            mail.sent_at = now
        if mail.state != MailState.WAITING and not settings.MAIL_IS_KEPT:
            mail.sealed = None
        mail.save()
        if mail.state != MailState.WAITING:
            mail_outcomes.tell(mail)


def try_again() -> int:
    """Hand in a new job for each mail whose pause is over; return how many there are."""
    due = OutgoingMail.objects.everywhere().filter(
        state=MailState.WAITING, next_try_at__lte=timezone.now()
    )
    handed_in = 0
    for mail in due:
        with transaction.atomic():
            # Two clocks may see the same mail: the one that clears its hour hands it in.
            mine = OutgoingMail.objects.of(mail.organisation_id).filter(
                id=mail.id, state=MailState.WAITING, next_try_at=mail.next_try_at
            )
            if mine.update(next_try_at=None):
                job = submit(kind_name=MAIL, subject=mail.id, tenant=mail.organisation_id)
                OutgoingMail.objects.of(mail.organisation_id).filter(id=mail.id).update(job=job.id)
                handed_in += 1
    return handed_in


def _hand_over(mail: OutgoingMail) -> _Outcome:
    """Return how the mail server took it. Its own words never go further than the log."""
    if settings.MAIL_IS_KEPT:
        return _Outcome(MailState.SENT)
    message = EmailMessage(
        subject=mail.subject,
        body=open_text(mail.organisation_id, bytes(mail.sealed or b"")),
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
    )
    try:
        message.send()
    except SMTPRecipientsRefused as refusal:
        code = max((answer[0] for answer in refusal.recipients.values()), default=0)
        if code >= _FOR_GOOD:
            return _Outcome(
                MailState.BOUNCED, f"The mail server does not know this address ({code})."
            )
        return _Outcome(MailState.WAITING, f"The mail server did not take it yet ({code}).")
    except SMTPSenderRefused as refusal:
        logger.warning("mail %s: the server refused our own address", mail.id)
        return _Outcome(
            MailState.FAILED, f"The mail server refused our own address ({refusal.smtp_code})."
        )
    except (SMTPException, OSError) as problem:
        logger.warning("mail %s was not taken: %s", mail.id, type(problem).__name__)
        return _Outcome(MailState.WAITING, "The mail server did not answer.")
    return _Outcome(MailState.SENT)
