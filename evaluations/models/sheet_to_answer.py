"""A sheet of examples, written out to be answered: for the buyer's own use, or for the vendor."""

import uuid

from django.db import models

from evaluations.models.sample_set import SampleSet
from organisations.models import Organisation
from organisations.scoping import ScopedManager
from vault.models import StoredFile


class SheetFor(models.TextChoices):
    """Whom a sheet is written for. Those for the vendor have ids and an order of their own."""

    OURSELVES = "ourselves", "for our own use"
    VENDOR_MASKED = "vendor_masked", "for the vendor, masked"
    VENDOR_WHOLE = "vendor_whole", "for the vendor, as it stands"


class SheetToAnswer(models.Model):
    """One sheet in one format; `ending` is csv or xlsx."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    sample_set = models.ForeignKey(SampleSet, on_delete=models.CASCADE, related_name="sheets")
    made_for = models.CharField(max_length=20, choices=SheetFor)
    ending = models.CharField(max_length=4)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager["SheetToAnswer"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sample_set", "made_for", "ending"], name="sheet_to_answer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample_set} {self.get_made_for_display()}"
