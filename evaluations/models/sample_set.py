"""The buyer's labelled examples, and which column is what."""

import uuid

from django.db import models

from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from evaluations.models.sample_file import SampleFile
from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Assessment
from vault.models import StoredFile


class SampleSet(models.Model):
    """A file of labelled examples. `inputs` None means all columns that are nothing else.

    `source` is the upload whose columns were named, where there was one; it shares the stored file.
    `told_confirmed` are the inputs that give the label away and that somebody has confirmed.
    `job` looks at the examples; `seen` is what it saw, in the vault as the file is: a JSON of
    `evaluations.measurement.examples_seen.ExamplesSeen`. `handed_out` says what was shown and
    confirmed before a sheet was made for the vendor. `file` is None once it was deleted.
    `row_keys` are keyed hashes of its rows, kept from its first test on and after its deletion: they
    tell whether a later set holds rows that were looked at before, and hold no text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="sample_sets"
    )
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sample_sets")
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    source = models.ForeignKey(
        SampleFile, on_delete=models.PROTECT, related_name="sample_sets", null=True, blank=True
    )
    name = models.CharField(max_length=255)
    label = models.CharField(max_length=255)
    inputs = models.JSONField(null=True, blank=True)
    id_column = models.CharField(max_length=255, blank=True)
    group = models.CharField(max_length=255, blank=True)
    slices = models.JSONField(default=list, blank=True)
    positive = models.CharField(max_length=255, blank=True)
    told_confirmed = models.JSONField(default=list, blank=True)
    labelled_by = models.CharField(
        max_length=20, choices=[(who.value, who.value) for who in LabelledBy]
    )
    seen_by_vendor = models.CharField(
        max_length=20, choices=[(seen.value, seen.value) for seen in SeenByVendor]
    )
    job = models.UUIDField(null=True, blank=True, unique=True)
    seen = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    handed_out = models.JSONField(null=True, blank=True)
    row_keys = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
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
            self.positive or None,
        )
