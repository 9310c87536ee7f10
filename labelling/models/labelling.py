"""One export of a firm's own texts, on its way to labelled examples."""

import uuid

from django.db import models

from evaluations.models import SampleSet
from labelling.kinds import Kind, kinds_from
from labelling.lifecycle import Stage, stage_of
from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Assessment
from vault.models import StoredFile


class Labelling(models.Model):
    """An export, the kinds its texts are sorted into, and how far that is.

    `file` is the export as it came, `rows` what the reader jail made of it
    (`labelling.export_rows.ExportRows`) and `texts` the examples that were drawn
    (`labelling.export_rows.DrawnTexts`); all three lie in the vault.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="labellings"
    )
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="labellings")
    name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    job = models.UUIDField(null=True, blank=True, unique=True)
    seed = models.PositiveBigIntegerField()
    rows = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    columns = models.JSONField(default=list, blank=True)
    kinds = models.JSONField(default=list, blank=True)
    texts = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    brought_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    sample_set = models.ForeignKey(
        SampleSet, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )

    objects = ScopedManager["Labelling"]()

    def __str__(self) -> str:
        return self.name

    @property
    def stage(self) -> Stage:
        """Return what comes next."""
        return stage_of(
            read=self.rows_id is not None,
            columns=bool(self.columns),
            kinds=bool(self.kinds),
            drawn=self.texts_id is not None,
            finished=self.finished_at is not None,
        )

    @property
    def sorts(self) -> tuple[Kind, ...]:
        """Return the kinds, in the order of their keys."""
        return kinds_from(self.kinds)
