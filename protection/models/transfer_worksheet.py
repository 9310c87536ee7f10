"""The worksheet on the risk of sending data to one country, as it was saved or signed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Assessment
from procurement.models.append_only import AppendOnlyRow


class TransferConclusion(models.TextChoices):
    """What the person who signed makes of it."""

    NOT_LOWER = "not_lower", "It may go ahead"
    WITH_STEPS = "with_steps", "It may go ahead once steps are taken"
    LOWER = "lower", "It must not go ahead"


class TransferWorksheet(AppendOnlyRow):
    """One version of the worksheet for a country. The newest counts; a signed one is kept for good.

    `content` is the whole worksheet as it stood, with what was on file, and `sha256` the hash of
    its canonical JSON. `conclusion` is empty while nobody has signed. Name and role are frozen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="transfer_worksheets"
    )
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="transfer_worksheets"
    )
    country = models.CharField(max_length=2)
    version = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    conclusion = models.CharField(max_length=20, choices=TransferConclusion, blank=True)
    steps = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["TransferWorksheet"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "country", "version"], name="transfer_worksheet_version"
            ),
            models.CheckConstraint(
                condition=~Q(conclusion=TransferConclusion.WITH_STEPS) | ~Q(steps=""),
                name="transfer_worksheet_names_its_steps",
            ),
        ]

    @property
    def signed(self) -> bool:
        """Return whether a person signed this version."""
        return bool(self.conclusion)

    def __str__(self) -> str:
        return f"{self.country}, version {self.version}"
