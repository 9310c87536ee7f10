"""A model the vendor is asked to hand in: run here, never given out, deleted after the run."""

import uuid

from django.db import models
from django.db.models import Q

from evaluations.models import Artefact
from organisations.models import Organisation
from organisations.scoping import ScopedManager
from portal.models.vendor_request import VendorPerson, VendorRequest


class ModelTask(models.Model):
    """One model to hand in. `terms` are the words that were accepted, as they stood that day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey(VendorRequest, on_delete=models.CASCADE, related_name="model_tasks")
    instructions = models.TextField(blank=True)
    terms = models.JSONField(null=True, blank=True)
    accepted_by = models.CharField(max_length=150, blank=True)
    accepted_as = models.CharField(max_length=150, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["ModelTask"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, terms__isnull=True)
                | Q(accepted_at__isnull=False, terms__isnull=False),
                name="model_task_accepted_with_its_terms",
            ),
        ]

    def __str__(self) -> str:
        return f"the model for {self.request.reference}"


class WhyDeleted(models.TextChoices):
    """Why a model that was handed in was deleted."""

    RUN = "run", "The test was done"
    UNUSABLE = "unusable", "It could not be run here"
    ENDED = "ended", "The request ended"


class HandedModel(models.Model):
    """One model file that was handed in, and the record of its deletion.

    `name`, `sha256` and `size` are kept when the file is gone, and so is `address`, where it lay in
    the vault, so that a deletion that was interrupted is brought to its end. `closed_at` is when it
    could be read no longer, `deleted_at` when its bytes had been seen to be gone; `copies_left` says
    that the same bytes are there from somebody else's upload.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(ModelTask, on_delete=models.CASCADE, related_name="handed")
    number = models.PositiveIntegerField()
    artefact = models.ForeignKey(Artefact, on_delete=models.PROTECT, related_name="handed")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    address = models.CharField(max_length=64)
    person = models.ForeignKey(VendorPerson, on_delete=models.PROTECT, related_name="+")
    inspection = models.UUIDField(null=True, blank=True, unique=True)
    seen = models.JSONField(null=True, blank=True)
    why = models.CharField(max_length=20, choices=WhyDeleted, blank=True)
    deletion = models.UUIDField(null=True, blank=True, unique=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    copies_left = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["HandedModel"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="handed_model_once"),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True) | (Q(closed_at__isnull=False) & ~Q(why="")),
                name="handed_model_deleted_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task.request.reference}-M{self.number}"
