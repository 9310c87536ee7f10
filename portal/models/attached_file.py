"""A file that the vendor put at an answer: its own until the answer is sent."""

import uuid

from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from portal.models.answering import Draft
from portal.models.vendor_request import VendorPerson
from procurement.models import Evidence, EvidenceKind
from vault.models import StoredFile


class AttachedFile(models.Model):
    """A file at an answer. It goes with the answer when that is sent.

    Until then `file` is what is kept of it, and `text` its plain text where there is any; the buyer
    sees neither. Once sent, both are with `evidence`, a document of the buyer's library.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=20)
    size = models.PositiveBigIntegerField()
    sent_sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    text = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    person = models.ForeignKey(VendorPerson, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["AttachedFile"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "sent_sha256"], name="attached_file_once_at_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, evidence__isnull=True, file__isnull=False)
                | Q(sent_at__isnull=False, evidence__isnull=False, file__isnull=True)
                & Q(text__isnull=True),
                name="attached_file_is_theirs_or_sent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def bytes_now(self) -> StoredFile | None:
        """Return where its bytes lie; None where the buyer deleted the document since."""
        return self.evidence.file if self.evidence is not None else self.file
