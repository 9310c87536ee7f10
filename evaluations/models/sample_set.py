"""The buyer's labelled examples, and which column is what."""

import uuid

from django.db import models

from evaluations.measurement.samples import Columns, LabelledBy, SeenByVendor
from evaluations.models.sample_file import SampleFile
from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Assessment
from vault.models import StoredFile


class SampleSet(models.Model):
    """A file of labelled examples. `inputs` None means all columns that are nothing else.

    `source` is the upload whose columns were named, where there was one; it shares the stored file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="sample_sets"
    )
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sample_sets")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(
        SampleFile, on_delete=models.PROTECT, related_name="sample_sets", null=True, blank=True
    )
    name = models.CharField(max_length=255)
    label = models.CharField(max_length=255)
    inputs = models.JSONField(null=True, blank=True)
    id_column = models.CharField(max_length=255, blank=True)
    group = models.CharField(max_length=255, blank=True)
    slices = models.JSONField(default=list, blank=True)
    labelled_by = models.CharField(
        max_length=20, choices=[(who.value, who.value) for who in LabelledBy]
    )
    seen_by_vendor = models.CharField(
        max_length=20, choices=[(seen.value, seen.value) for seen in SeenByVendor]
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["SampleSet"]()

    def __str__(self) -> str:
        return self.name

    @property
    def columns(self) -> Columns:
        """Return which column is what."""
        return Columns(
            self.label,
            tuple(self.inputs) if self.inputs is not None else None,
            self.id_column or None,
            tuple(self.slices),
            self.group or None,
        )
