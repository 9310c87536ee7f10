"""One due-diligence file on one product."""

import uuid

from django.db import models

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.lifecycle import Status
from procurement.models.product import Product


class PinnedContent(models.Model):
    """A question bank or rulebook as it stood, by the hash of its content. Never changed.

    Assessments name the hash they were made under, so that an old file can be read again by the
    questions and rules of its day.
    """

    hash = models.CharField(primary_key=True, max_length=64)
    kind = models.CharField(max_length=20)
    version = models.CharField(max_length=40)
    content = models.JSONField()
    pinned_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class Assessment(models.Model):
    """The file: which product, for what use, and the day at which the law is read.

    What the firm says of itself counts as it stands now; once the file is closed, as it stood at
    `closed_at`. While it is open, `law_on` follows the calendar where that changes a flag;
    `law_looked_on` is the last day on which the clock had that looked at.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="assessments"
    )
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="assessments")
    use_case = models.CharField(max_length=300)
    question = models.CharField("the buyer's question", max_length=300, blank=True)
    law_on = models.DateField("the day at which the law is read")
    law_looked_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.OPEN)
    bank = models.ForeignKey(PinnedContent, on_delete=models.PROTECT, related_name="+")
    rulebook = models.ForeignKey(PinnedContent, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["Assessment"]()

    def __str__(self) -> str:
        return f"{self.product}: {self.use_case}"
