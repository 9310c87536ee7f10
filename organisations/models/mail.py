"""A mail on its way out: written in the transaction that has it sent, delivered by a job."""

import uuid

from django.db import models
from django.db.models import Q

from organisations.models.organisation import Organisation
from organisations.scoping import ScopedManager


class MailState(models.TextChoices):
    """How far a mail is."""

    WAITING = "waiting", "on its way"
    SENT = "sent", "sent"
    BOUNCED = "bounced", "came back"
    FAILED = "failed", "could not be sent"
    NOT_SET_UP = "not_set_up", "not sent: mail is not set up here"


class OutgoingMail(models.Model):
    """One mail to one person.

    ::

        waiting --taken by the mail server--> sent
           |  '--refused for good--> bounced
           '--no answer, too often--> failed

    `sealed` is the text, encrypted until it is sent and gone afterwards: it may hold a link or a
    code. The subject holds neither. `purpose` and `about` say what it belongs to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="mails")
    purpose = models.CharField(max_length=40)
    about = models.UUIDField(db_index=True)
    to = models.EmailField(max_length=254)
    reply_to = models.EmailField(max_length=254, blank=True)
    subject = models.CharField(max_length=200)
    sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=20, choices=MailState, default=MailState.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    job = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["OutgoingMail"]()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="mail_to_try_again",
                condition=Q(state=MailState.WAITING),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MailState.values), name="mail_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT, sent_at__isnull=False)
                | (~Q(state=MailState.SENT) & Q(sent_at__isnull=True)),
                name="mail_sent_at_goes_with_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.state})"
