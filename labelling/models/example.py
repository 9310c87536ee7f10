"""One text that is to be labelled, by its number."""

import uuid

from django.db import models

from labelling.models.labelling import Labelling
from organisations.models import Organisation
from organisations.scoping import ScopedManager


class Example(models.Model):
    """Example `number` of a labelling, counted from 1; its text is `texts[number - 1]` in the vault.

    `hard` was marked by hand, `added` came by hand and not by the draw, and `for_second` is one of
    those that a second person labels too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    labelling = models.ForeignKey(Labelling, on_delete=models.CASCADE, related_name="examples")
    number = models.PositiveIntegerField()
    hard = models.BooleanField(default=False)
    added = models.BooleanField(default=False)
    for_second = models.BooleanField(default=False)

    objects = ScopedManager["Example"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["labelling", "number"], name="example_number"),
        ]

    def __str__(self) -> str:
        return f"example {self.number}"
