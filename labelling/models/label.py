"""What somebody said of one example."""

import uuid

from django.conf import settings
from django.db import models

from labelling.lifecycle import Voice
from labelling.models.example import Example
from organisations.models import Organisation
from organisations.scoping import ScopedManager


class Label(models.Model):
    """One voice's label of one example. `kind` is the key of a kind, empty for *cannot say*."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    example = models.ForeignKey(Example, on_delete=models.CASCADE, related_name="labels")
    voice = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Voice])
    kind = models.CharField(max_length=3, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    objects = ScopedManager["Label"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["example", "voice"], name="label_of_a_voice"),
        ]

    def __str__(self) -> str:
        return self.kind or "cannot say"
