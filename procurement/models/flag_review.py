"""What else is kept of a flag's review: severities changed by hand, replies, and what fell."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models.append_only import AppendOnlyRow
from procurement.models.flag import Flag


class SeverityChange(AppendOnlyRow):
    """How grave one person holds a flag to be, against what its rule says. Only the newest counts.

    `found` is what the rule said then: once it says something else, the change counts no more.
    `held` equal to `found` takes an earlier change back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="severity_changes"
    )
    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="severity_changes")
    found = models.CharField(max_length=20)
    held = models.CharField(max_length=20)
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["SeverityChange"]()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="severity_change_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.found} to {self.held}: {self.reason}"


class FlagReply(AppendOnlyRow):
    """What the vendor says to a flag, as somebody of ours wrote it down. It decides nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="flag_replies"
    )
    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="replies")
    words = models.TextField()
    said_by = models.CharField(max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["FlagReply"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(said_by=""), name="flag_reply_has_words_and_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.said_by}: {self.words}"


class LoweredFlag(models.Model):
    """A flag that cleared, or weighs less, because of what a vendor said, until somebody looks.

    ::

        to check --somebody looked--> checked
           '--as grave again by itself--> undone

    `before` is the finding at its gravest since somebody last looked, `after` what it says now, None
    where it cleared. `before_at` is when it last stood like that. `lowered_by` is who gave the answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="lowered_flags"
    )
    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="lowerings")
    before = models.JSONField()
    before_at = models.DateTimeField()
    after = models.JSONField(null=True)
    lowered_by = models.CharField(max_length=200)
    lowered_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_by_name = models.CharField(max_length=200, blank=True)
    checked_by_role = models.CharField(max_length=80, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["LoweredFlag"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["flag"],
                condition=Q(checked_at__isnull=True, undone_at__isnull=True),
                name="lowered_flag_one_to_check",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True) | Q(undone_at__isnull=True),
                name="lowered_flag_ends_one_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.flag} fell, says {self.lowered_by}"
