"""An uploaded file of examples, before anybody has said what its columns are."""

import uuid

from django.db import models

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Assessment
from vault.models import StoredFile


class SampleFile(models.Model):
    """A file of examples as it came. `preview` is there when its job is done.

    The preview holds the first rows, so it lies in the vault as the file does: a JSON of
    `evaluations.measurement.sample_preview.SamplePreview`. `file` is None once it was deleted; the
    row stays, for the tests that name it, and `sha256` and `size` say then which bytes it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="sample_files"
    )
    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="sample_files"
    )
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    name = models.CharField(max_length=255)
    job = models.UUIDField(null=True, blank=True, unique=True)
    preview = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["SampleFile"]()

    def __str__(self) -> str:
        return self.name
