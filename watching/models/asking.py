"""One day's answers to the examples."""

import uuid

from django.db import models
from django.db.models import F, Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from vault.models import StoredFile
from watching.counts import Counts
from watching.models.watch import Watch


class Asking(models.Model):
    """The answers of one day, and what became of those of an earlier day.

    `number` counts from 1; the first is compared with nothing. `since` is the day of the answers that
    these are compared with: the first ones, or the newest that the vendor had announced a change of.
    `told_on` is the day on which the vendor had told of this change. `answers` is the vault's JSON of
    them; None once they were deleted, while the counts stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="askings")
    number = models.PositiveIntegerField()
    on = models.DateField()
    answers = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    compared_with = models.PositiveIntegerField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    changed = models.PositiveIntegerField(default=0)
    worse = models.PositiveIntegerField(default=0)
    better = models.PositiveIntegerField(default=0)
    by_name = models.CharField(max_length=150)

    objects = ScopedManager["Asking"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["watch", "number"], name="asking_number"),
            models.CheckConstraint(
                condition=Q(changed__gte=F("worse") + F("better")), name="asking_ways_are_changes"
            ),
        ]

    def __str__(self) -> str:
        return f"answers of {self.on}"

    @property
    def counts(self) -> Counts:
        """Return how many answers changed, and which way."""
        return Counts(
            n=self.watch.number, changed=self.changed, worse=self.worse, better=self.better,
            known=self.watch.known,
        )  # fmt: skip
