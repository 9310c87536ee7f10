"""The AI system on offer."""

import uuid

from django.db import models

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models.vendor import Vendor


class Product(models.Model):
    """One product of a vendor, in one version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="products"
    )
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="products")
    name = models.CharField(max_length=200)
    version = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["Product"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "name", "version"], name="product_once_by_name_and_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()
