"""The vault's two tables: a key for each tenant, and what is stored under it."""

import uuid

from django.db import models
from django.db.models import Q


class TenantKey(models.Model):
    """One tenant's data key, wrapped by the master key. Destroyed, its files are noise."""

    tenant = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wrapped__isnull=False, destroyed_at__isnull=True)
                | Q(wrapped__isnull=True, destroyed_at__isnull=False),
                name="tenant_key_is_there_or_destroyed",
            ),
        ]

    def __str__(self) -> str:
        return f"key of {self.tenant}"


class StoredFile(models.Model):
    """One file at rest. `address` is keyed to the tenant; `sha256` is for its owner alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.UUIDField(db_index=True)
    address = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=255, blank=True)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "address"], name="stored_file_by_address")]

    def __str__(self) -> str:
        return self.name or str(self.id)
