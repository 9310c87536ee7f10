"""A way of looking at the queue that one person named and kept."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager


class QueueView(models.Model):
    """One person's filters of the queue under a name. `filters` holds what the form holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="queue_views"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="queue_views"
    )
    name = models.CharField(max_length=60)
    filters = models.JSONField(default=dict)
    kept_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["QueueView"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "name"], name="queue_view_name_once_a_person"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="queue_view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
