"""The certificates that firms put here to sign their reports."""

import uuid

from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from reports.signature.certificate_told import Told, told


class SigningCertificate(models.Model):
    """One certificate of a firm. It signs while `ended_at` is empty; a firm has one such at most.

    `certificate` is DER; `chain` are those above it as PEM, the nearest first. `sealed_key` is the
    private key, encrypted under the firm's own key of the vault; it goes when the certificate ends.
    The row stays: `fingerprint`, that of the key, says later whose the older reports are.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="signing_certificates"
    )
    fingerprint = models.CharField(max_length=64, db_index=True)
    certificate = models.BinaryField()
    chain = models.TextField(blank=True)
    sealed_key = models.BinaryField(null=True)
    put_by = models.CharField(max_length=200)
    put_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    objects = ScopedManager["SigningCertificate"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ended_at__isnull=True),
                name="one_signing_certificate_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, sealed_key__isnull=False)
                | Q(ended_at__isnull=False, sealed_key__isnull=True),
                name="signing_key_goes_with_its_certificate",
            ),
        ]

    def __str__(self) -> str:
        return f"Certificate of {self.organisation}"

    @property
    def told(self) -> Told:
        """Return what the certificate says of itself."""
        return told(bytes(self.certificate))
