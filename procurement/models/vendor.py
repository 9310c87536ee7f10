"""The supplier."""

import uuid

from django.db import models

from organisations.models import Organisation
from organisations.scoping import ScopedManager


class Vendor(models.Model):
    """A company that sells AI products to this organisation. `country` is ISO 3166-1 alpha-2."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="vendors")
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["Vendor"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="vendor_once_by_name"),
        ]

    def __str__(self) -> str:
        return self.name
