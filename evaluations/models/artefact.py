"""A model file or an answer sheet: one version's side of a test."""

import uuid

from django.db import models

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Assessment
from vault.models import StoredFile


class ArtefactKind(models.TextChoices):
    """What was handed in."""

    MODEL = "model", "model file"
    ANSWER_SHEET = "answer_sheet", "answer sheet"


class Artefact(models.Model):
    """What was handed in for one version. `packed` is a folder that we put into one zip file.

    `file` is None once it was deleted; the row stays, for the tests that name it, and `sha256` and
    `size` say then which bytes it was.

    `look` is the job that looks inside a model file. `inspection` is what was seen, as
    `sandbox.inspection.Inspection` writes it; `not_opened` is the refusal of a file that is not
    opened, with `found`, the word for what it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="artefacts"
    )
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="artefacts")
    kind = models.CharField(max_length=20, choices=ArtefactKind)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    name = models.CharField(max_length=255)
    packed = models.BooleanField(default=False)
    look = models.UUIDField(null=True, blank=True, unique=True)
    inspection = models.JSONField(null=True, blank=True)
    not_opened = models.JSONField(null=True, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["Artefact"]()

    def __str__(self) -> str:
        return self.name
