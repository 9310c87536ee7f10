"""Documents that prove answers: the file, what was said about it, where it is used, who looked."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models.answer import Answer
from procurement.models.append_only import AppendOnlyRow
from vault.models import StoredFile


class EvidenceKind(models.TextChoices):
    """What sort of document it is."""

    CONTRACT = "contract", "Contract or terms"
    CERTIFICATE = "certificate", "Certificate"
    MODEL_CARD = "model_card", "Model card"
    PARTS_LIST = "parts_list", "List of parts (such as CycloneDX)"
    TEST_REPORT = "test_report", "Test report"
    POLICY = "policy", "Policy"
    PRICE_LIST = "price_list", "Price list or quote"
    SCREENSHOT = "screenshot", "Screenshot or photograph"
    WEB_PAGE = "web_page", "Saved web page"
    LETTER = "letter", "Letter or e-mail"
    OTHER = "other", "Something else"


class ReviewState(models.TextChoices):
    """Whether somebody has read it, and what they found."""

    NOT_LOOKED_AT = "not_looked_at", "Not looked at"
    ACCEPTED = "accepted", "Accepted"
    NOT_ENOUGH = "not_enough", "Not enough"


class Evidence(models.Model):
    """One document of the organisation. Many answers may rest on it.

    `file` is what is kept (a picture drawn anew, any other file as it came), `sha256` and `bytes`
    are its own; `sent_sha256` is that of the file as it was handed in. `text` is its plain text
    as the jail wrote it, where it is text and short. `expires_on`, `issued_on` and `seen_on` are
    days that people gave. Once the bytes are erased, `file` and `text` are empty and the rest says
    what there was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="evidence"
    )
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    title = models.CharField(max_length=200)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    text = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=20)
    bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    sent_sha256 = models.CharField(max_length=64)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    web_address = models.URLField(max_length=1_000, blank=True)
    received_from = models.CharField(max_length=200, blank=True)
    review = models.CharField(max_length=20, choices=ReviewState, default=ReviewState.NOT_LOOKED_AT)
    added_by = models.CharField(max_length=200)
    added_at = models.DateTimeField(auto_now_add=True)
    erased_by = models.CharField(max_length=200, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_why = models.TextField(blank=True)

    objects = ScopedManager["Evidence"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, erased_at__isnull=True)
                | Q(file__isnull=True, text__isnull=True, erased_at__isnull=False)
                & ~Q(erased_why=""),
                name="evidence_is_there_or_erased_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EvidenceReview(AppendOnlyRow):
    """What one person found when they read it. Only the newest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="evidence_reviews"
    )
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=20, choices=ReviewState)
    note = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["EvidenceReview"]()

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.by_name}"


class AnswerEvidence(models.Model):
    """One version of an answer rests on a document. `place` says where in it: a page, a clause."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="answer_evidence"
    )
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="evidence")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="uses")
    place = models.CharField(max_length=200, blank=True)
    attached_by = models.CharField(max_length=200)
    attached_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["AnswerEvidence"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "evidence"], name="answer_rests_on_a_document_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} for {self.answer}"
