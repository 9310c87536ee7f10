"""The newest draft of the report on an assessment."""

import uuid

from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Assessment
from vault.models import StoredFile


class DraftCopy(models.Model):
    """What the report would be, as pages: one for each assessment, and the next takes its place.

    `made_at` is the moment whose state it shows. It and the two files are empty until `job` is done. It is
    never signed and never stands in the register; once a report is issued, it is thrown away.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="draft_copies"
    )
    assessment = models.OneToOneField(
        Assessment, on_delete=models.PROTECT, related_name="draft_copy"
    )
    job = models.UUIDField(unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    asked_as = models.CharField("their role then", max_length=80, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    client = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    full = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = ScopedManager["DraftCopy"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, client__isnull=True, full__isnull=True)
                | Q(made_at__isnull=False, client__isnull=False, full__isnull=False),
                name="draft_copy_is_whole_or_not_made",
            ),
        ]

    def __str__(self) -> str:
        return f"Draft of the report on {self.assessment}"
