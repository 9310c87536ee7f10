"""What newer questions and rules would change in one assessment, as a job worked it out."""

import uuid

from django.conf import settings
from django.db import models

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models.assessment import Assessment, PinnedContent


class RulesComparison(models.Model):
    """One assessment held against one newer bank and rulebook. Nothing changes by it.

    `change` is `changed_flags.ChangedFlags` as JSON and `sha256` that of both screenings behind it,
    so that whoever takes the rules over gets what they saw. `comparing` and `taking` are jobs.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="rules_comparisons"
    )
    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="rules_comparisons"
    )
    bank = models.ForeignKey(PinnedContent, on_delete=models.PROTECT, related_name="+")
    rulebook = models.ForeignKey(PinnedContent, on_delete=models.PROTECT, related_name="+")
    comparing = models.UUIDField(null=True, blank=True, unique=True)
    change = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)
    taking = models.UUIDField(null=True, blank=True, unique=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["RulesComparison"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "bank", "rulebook"], name="rules_comparison_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment} under newer rules"
