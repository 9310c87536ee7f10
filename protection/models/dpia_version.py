"""A DPIA as it was signed, or the decision that none is needed. Neither changes afterwards."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Assessment
from procurement.models.append_only import AppendOnlyRow


class DpiaOutcome(models.TextChoices):
    """What was decided at the end."""

    GO_AHEAD = "go_ahead", "Go ahead, with the measures listed"
    CONSULT = "consult", "Do not start: consult the regulator first"
    DO_NOT = "do_not", "Do not go ahead"
    NOT_NEEDED = "not_needed", "A DPIA is not needed"


class DpiaVersion(AppendOnlyRow):
    """One frozen worksheet. `content` is all of it and `sha256` its hash; name and role are frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="dpia_versions"
    )
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="dpia_versions"
    )
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=DpiaOutcome)
    reason = models.TextField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    signed_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["DpiaVersion"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "number"], name="dpia_version_one_for_each_number"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="dpia_version_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}: {self.get_outcome_display()}"

    @property
    def is_done(self) -> bool:
        """Return whether it is a DPIA that was done, and not the decision that none is needed."""
        return self.outcome != DpiaOutcome.NOT_NEEDED
