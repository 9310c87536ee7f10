"""What the vendor writes: drafts that only it sees, what it sent, and its reply to a result."""

import uuid

from django.db import models

from evaluations.models import Run
from organisations.models import Organisation
from organisations.scoping import ScopedManager
from portal.models.vendor_request import VendorPerson, VendorRequest


class Draft(models.Model):
    """An answer as it stands on the vendor's side. The buyer sees it only once it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey(VendorRequest, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=80)
    value = models.JSONField()
    words = models.TextField(blank=True)
    given_by = models.ForeignKey(VendorPerson, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager["Draft"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "key"], name="draft_once_by_key"),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class Sending(models.Model):
    """Answers that were sent, as they were: the receipt. `answers` is the file the vendor keeps."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey(VendorRequest, on_delete=models.CASCADE, related_name="sendings")
    number = models.PositiveIntegerField()
    signed_by = models.CharField(max_length=150)
    signed_as = models.CharField(max_length=150)
    answers = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["Sending"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="sending_once_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.request.reference}-{self.number}"


class VendorReply(models.Model):
    """What the vendor says to the result of a test of its own model. It stands on record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey(VendorRequest, on_delete=models.CASCADE, related_name="replies")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="vendor_replies")
    words = models.TextField()
    given_by = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["VendorReply"]()

    def __str__(self) -> str:
        return self.words[:80]
