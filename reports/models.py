"""The register of reports."""

import uuid

from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Assessment
from procurement.models.append_only import AppendOnlyRow
from reports.advising.models import AdviserDraft, Brand, KeptText, RelianceTerms
from reports.certificates.models import SigningCertificate
from reports.client_signing.models import (
    ClientSignature,
    SignatureRequest,
    SigningCode,
    SigningLink,
    SigningSession,
)
from reports.drafting.models import DraftCopy
from reports.sharing.models import ShareLink, ShareOpening
from vault.models import StoredFile

__all__ = [
    "AdviserDraft",
    "Brand",
    "ClientSignature",
    "DraftCopy",
    "KeptText",
    "RelianceTerms",
    "Report",
    "Seal",
    "ShareLink",
    "ShareOpening",
    "SignatureRequest",
    "SigningCertificate",
    "SigningCode",
    "SigningLink",
    "SigningSession",
]


class Report(models.Model):
    """One report: its frozen content first, then the PDF made from nothing else.

    `content` is canonical JSON, frozen at `frozen_at` and never changed. The file and its hash come
    in the transaction that finishes the job. `asked_by` is the person who had it made, with their role
    of that day; empty where a command did. `prepared_by` is the adviser's firm that prepared it when it
    was asked for, None where it is the client's own; `asked_in_firm` is whether one of that firm's own
    people asked. `reason` says why it is issued although an earlier one
    stands; the first has none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="reports")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    job = models.UUIDField(null=True, blank=True, unique=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.CharField(max_length=200, blank=True)
    asked_as = models.CharField("their role then", max_length=80, blank=True)
    prepared_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    asked_in_firm = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    content = models.TextField(blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    pdf_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    made_with = models.JSONField(default=dict, blank=True)

    objects = ScopedManager["Report"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "number"], name="report_number_once_in_an_assessment"
            ),
            models.CheckConstraint(
                condition=Q(content="", frozen_at__isnull=True)
                | (~Q(content="") & Q(frozen_at__isnull=False)),
                name="report_content_goes_with_frozen_at",
            ),
            models.CheckConstraint(
                condition=Q(pdf_sha256="", file__isnull=True)
                | (~Q(pdf_sha256="") & Q(file__isnull=False)),
                name="report_hash_goes_with_its_file",
            ),
        ]

    def __str__(self) -> str:
        return f"Report {self.number} on {self.assessment}"

    @property
    def firm(self) -> Organisation:
        """Return the firm whose report it is since it was asked for: its adviser's, or the client."""
        return self.prepared_by or self.organisation


class Seal(AppendOnlyRow):
    """One sealed file in the register: what was signed, by which key, and when. It never changes.

    A report is superseded by the first sealed one on the same assessment with a higher number; nothing
    is written for that. `sha256` is the signed file's, `unsigned_sha256` that of the pages before the
    signature: whoever renders the content again on the same versions gets it again. `binding` names
    which of several files of one content it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seals")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="seals")
    binding = models.CharField(max_length=20, blank=True)
    content_sha256 = models.CharField(max_length=64, db_index=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    unsigned_sha256 = models.CharField(max_length=64)
    signed_by = models.CharField("fingerprint of the key", max_length=64)
    sealed_at = models.DateTimeField()

    objects = ScopedManager["Seal"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "binding"], name="report_sealed_once_in_a_binding"
            )
        ]

    def __str__(self) -> str:
        return f"Seal of {self.report}"
