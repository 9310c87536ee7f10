"""A spreadsheet of answers that came back, until whoever brought it confirms it."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from organisations.models import Organisation, User
from organisations.scoping import ScopedManager
from procurement.models.assessment import Assessment
from vault.models import StoredFile

KEPT_FOR = timedelta(days=7)


class FilledWorkbook(models.Model):
    """A filled-in spreadsheet. Only its uploader sees it, and only for a week.

    `file` is what was uploaded, `cells` what the jail read of it (JSON, as
    `sandbox.workbook_reading` writes it); both lie in the vault, and both are gone once the answers
    are confirmed. `answers_taken` counts them then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="filled_workbooks"
    )
    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="filled_workbooks"
    )
    uploaded_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    cells = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    job = models.UUIDField(null=True, blank=True, unique=True)
    uploaded_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    answers_taken = models.PositiveIntegerField(default=0)

    objects = ScopedManager["FilledWorkbook"]()

    def __str__(self) -> str:
        return self.name

    @property
    def until(self) -> datetime:
        """Return when it expires."""
        return self.uploaded_at + KEPT_FOR

    @property
    def expired(self) -> bool:
        """Return whether it waited too long to be confirmed."""
        return self.confirmed_at is None and timezone.now() >= self.until
