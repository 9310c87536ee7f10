"""A day that passed and changed what the law makes of an assessment."""

import uuid

from django.db import models

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models.assessment import Assessment


class LawDay(models.Model):
    """From one day of law to a later one, under the same rules. Written once.

    `change` is `changed_flags.ChangedFlags` as JSON: what came, went or changed, and why.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="law_days"
    )
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="law_days")
    before = models.DateField()
    on = models.DateField()
    change = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["LawDay"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "on"], name="law_day_once"),
            models.CheckConstraint(
                condition=models.Q(on__gt=models.F("before")), name="law_day_goes_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.before} to {self.on}"
