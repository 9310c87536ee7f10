"""An adviser's firm that serves a client firm."""

import uuid

from django.db import models
from django.db.models import F, Q

from organisations.models.organisation import Organisation
from organisations.scoping import ScopedManager


class Engagement(models.Model):
    """One firm advises another, from a day on. `organisation` is the client; one that ended stays.

    What it lets people do stands in their memberships alone: an engagement names the firm behind the
    people whom the client took in as advisers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="engagements"
    )
    adviser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="serves")
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["Engagement"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "adviser"],
                condition=Q(ended_at__isnull=True),
                name="engagement_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(organisation=F("adviser")), name="engagement_is_of_two_firms"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adviser} advises {self.organisation}"
