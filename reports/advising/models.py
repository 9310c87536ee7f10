"""What is kept of an adviser's firm for its reports, and what it says of one assessment before issuing."""

import uuid

from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Assessment, Verdict
from procurement.models.append_only import AppendOnlyRow
from vault.models import StoredFile


class Brand(models.Model):
    """How a firm's reports look: its colour as `#rrggbb`, its logo as the jail drew it anew."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="brand"
    )
    accent = models.CharField(max_length=7, blank=True)
    logo = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    logo_type = models.CharField(max_length=20, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager["Brand"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(logo__isnull=True, logo_type="")
                | (Q(logo__isnull=False) & ~Q(logo_type="")),
                name="brand_logo_goes_with_its_type",
            ),
        ]

    def __str__(self) -> str:
        return f"Brand of {self.organisation}"


class RelianceTerms(AppendOnlyRow):
    """One version of a firm's own terms of reliance, in limited Markdown. The newest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="reliance_terms"
    )
    version = models.PositiveIntegerField()
    text = models.TextField()
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["RelianceTerms"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version"], name="reliance_terms_version_once_in_a_firm"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="reliance_terms_say_something"),
        ]

    def __str__(self) -> str:
        return f"Terms of {self.organisation}, version {self.version}"


class KeptText(models.Model):
    """A piece of text that a firm puts into one report after another, in limited Markdown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="kept_texts"
    )
    title = models.CharField(max_length=120)
    text = models.TextField()
    changed_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager["KeptText"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "title"], name="kept_text_title_once_in_a_firm"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Payer(models.TextChoices):
    """Who pays for the report."""

    CLIENT = "client", "The client"
    ADVISER = "adviser", "We do, at our own cost"
    VENDOR = "vendor", "The vendor"
    OTHER = "other", "Somebody else"


class Commission(models.TextChoices):
    """Whether the adviser's firm gets anything from the vendor."""

    NO = "no", "No"
    YES = "yes", "Yes"


class AdviserDraft(models.Model):
    """What an adviser's firm will say in the report on one assessment: it may change until then.

    `organisation` is the client. Empty means *not said yet*. A report freezes what stands here when
    it is made; the terms are the firm's newest.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="adviser_drafts"
    )
    assessment = models.OneToOneField(
        Assessment, on_delete=models.PROTECT, related_name="adviser_draft"
    )
    adviser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="prepares")
    payer = models.CharField(max_length=20, choices=Payer, blank=True)
    commission = models.CharField(max_length=20, choices=Commission, blank=True)
    interest_words = models.CharField(max_length=600, blank=True)
    scope = models.TextField(blank=True)
    opinion = models.TextField(blank=True)
    letter = models.TextField(blank=True)
    concluded = models.CharField(max_length=30, choices=Verdict, blank=True)
    conclusion_reason = models.TextField(blank=True)
    concluded_by = models.CharField(max_length=200, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager["AdviserDraft"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(payer__in=["", *Payer.values])
                & Q(commission__in=["", *Commission.values])
                & Q(concluded__in=["", *Verdict.values]),
                name="adviser_draft_says_known_things",
            ),
            models.CheckConstraint(
                condition=Q(concluded="", concluded_at__isnull=True)
                | (~Q(concluded="") & Q(concluded_at__isnull=False)),
                name="adviser_draft_conclusion_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"What {self.adviser} says of {self.assessment}"
