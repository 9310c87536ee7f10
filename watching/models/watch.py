"""One fixed set of examples that a product is asked again each month."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from evaluations.models import SampleSet
from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Assessment
from vault.models import StoredFile
from watching.months import FIRST_DAY, LAST_DAY


class Watch(models.Model):
    """Which examples, on which day of the month, and whom a mail reminds.

    `texts` are the examples in the vault, a JSON of `watching.examples.Examples`; None until they are
    read, and again once they were deleted (`deleted_at`). `number` of them are asked, `known` have a
    right answer. `brought` is a file that waits to be read: of examples while `texts` is None, of
    today's answers afterwards; `job` reads it, and it goes as soon as it is read. `brought_told_on`
    is what was said with it. `reminded_for` is the due day somebody was reminded of last.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="watches")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="watches")
    name = models.CharField(max_length=255)
    sample_set = models.ForeignKey(
        SampleSet, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    texts = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    number = models.PositiveIntegerField()
    known = models.PositiveIntegerField(default=0)
    drawn = models.BooleanField(default=False)
    seed = models.PositiveBigIntegerField()
    day = models.PositiveSmallIntegerField()
    reminds = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reminded_for = models.DateField(null=True, blank=True)
    brought = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    brought_name = models.CharField(max_length=255, blank=True)
    brought_told_on = models.DateField(null=True, blank=True)
    job = models.UUIDField(null=True, blank=True, unique=True)
    started_at = models.DateTimeField(auto_now_add=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["Watch"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(day__gte=FIRST_DAY, day__lte=LAST_DAY),
                name="watch_day_is_in_every_month",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Return whether it is asked again."""
        return self.stopped_at is None and self.deleted_at is None
