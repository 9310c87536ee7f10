"""A sheet of examples the vendor is asked to run, and what it brings back."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from evaluations.models import Artefact, SampleSet
from organisations.models import Organisation
from organisations.scoping import ScopedManager
from portal.models.vendor_request import VendorPerson, VendorRequest
from vault.models import StoredFile


class SheetTask(models.Model):
    """One sheet to run: made by a worker, shown to the buyer, and released by a person.

    `key` turns the ids back into examples and never leaves; `sheet` and `workbook` are what the
    vendor gets, the second None where the examples do not fit one; `scan` is what was found in them,
    and `masked` says that personal data was taken out of them.
    `released` says what was shown and confirmed: `portal.actions.releasing` writes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey(VendorRequest, on_delete=models.CASCADE, related_name="sheet_tasks")
    sample_set = models.ForeignKey(SampleSet, on_delete=models.PROTECT, related_name="+")
    instructions = models.TextField(blank=True)
    masked = models.BooleanField(default=False)
    job = models.UUIDField(null=True, blank=True, unique=True)
    rows = models.PositiveIntegerField(null=True, blank=True)
    key = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    sheet = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    workbook = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    scan = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    released = models.JSONField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["SheetTask"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released__isnull=True)
                | Q(released_at__isnull=False, released__isnull=False, sheet__isnull=False),
                name="sheet_task_released_as_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample_set} for {self.request.reference}"


class ReturnedSheet(models.Model):
    """One filled-in sheet that came back. `answered` and `missing` are there when it has been read.

    `artefact` is the answer sheet it became, once no row was missing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(SheetTask, on_delete=models.CASCADE, related_name="returns")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    person = models.ForeignKey(VendorPerson, on_delete=models.PROTECT, related_name="+")
    job = models.UUIDField(null=True, blank=True, unique=True)
    answered = models.PositiveIntegerField(null=True, blank=True)
    missing = models.PositiveIntegerField(null=True, blank=True)
    artefact = models.ForeignKey(
        Artefact, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["ReturnedSheet"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="returned_sheet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.task.request.reference}-S{self.number}"

    @property
    def days_late(self) -> int:
        """Return by how many days it came after the last day hoped for, 0 for in time."""
        late = timezone.localdate(self.at) - self.task.request.due_on
        return max(late, timedelta()).days
