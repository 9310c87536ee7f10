"""Hand in a mail: it is sent once the transaction that needs it has committed."""

import uuid

from django.conf import settings
from django.db import connection

from jobs.actions import submit
from organisations.audit import NotInTransaction
from organisations.delivery import MAIL
from organisations.models import MailState, Organisation, OutgoingMail
from vault.sealed_text import seal_text


def queue_mail(
    *,
    organisation: Organisation | uuid.UUID,
    to: str,
    subject: str,
    body: str,
    purpose: str,
    about: uuid.UUID,
    reply_to: str = "",
) -> OutgoingMail:
    """Return a mail that waits for a worker, or that says it was not sent where no server is named.

    Called inside the transaction of the change it tells of, whose action writes the audit event.
    `subject` must hold no link and no code: servers on the way keep subjects in their logs.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"a mail about {about} was handed in outside a transaction")
    key = organisation if isinstance(organisation, uuid.UUID) else organisation.id
    mail = OutgoingMail.objects.of(key).create(
        to=to,
        reply_to=reply_to,
        # One line, whatever somebody typed into a name: a second one would be a header.
        subject=" ".join(subject.split())[:200],
        purpose=purpose,
        about=about,
        state=MailState.WAITING if settings.MAIL_IS_SET_UP else MailState.NOT_SET_UP,
        sealed=seal_text(key, body) if settings.MAIL_IS_SET_UP else None,
    )
    if settings.MAIL_IS_SET_UP:
        mail.job = submit(kind_name=MAIL, subject=mail.id, tenant=key).id
        mail.save(update_fields=["job"])
    return mail
