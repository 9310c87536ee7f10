"""One test: one version, perhaps against a bigger one, on one set of examples."""

import uuid

from django.db import models
from django.db.models import Q

from evaluations.measurement.plan import TASKS
from evaluations.models.artefact import Artefact
from evaluations.models.sample_set import SampleSet
from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Assessment
from vault.models import StoredFile


class Run(models.Model):
    """What was asked, frozen before any answer exists, and what came out.

    How the run stands is its job's to say; `result` is there when the job is done, written in the
    same transaction. `examples` are the examples it names one by one, in the vault as the file is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="runs")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="runs")
    student = models.ForeignKey(Artefact, on_delete=models.PROTECT, related_name="+")
    teacher = models.ForeignKey(
        Artefact, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    sample_set = models.ForeignKey(SampleSet, on_delete=models.PROTECT, related_name="runs")
    margin = models.FloatField()
    claim = models.JSONField(null=True, blank=True)
    said_labels = models.JSONField(null=True, blank=True)
    seed = models.PositiveBigIntegerField()
    look = models.PositiveIntegerField(default=1)
    task = models.CharField(max_length=7, blank=True, choices=[(each, each) for each in TASKS])
    margin_in_units = models.FloatField(null=True, blank=True)
    job = models.UUIDField(null=True, blank=True, unique=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    result = models.JSONField(null=True, blank=True)
    examples = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["Run"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(margin__gt=0, margin__lt=1), name="run_margin_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(result__isnull=True, finished_at__isnull=True)
                | Q(result__isnull=False, finished_at__isnull=False),
                name="run_result_goes_with_finished_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student} on {self.sample_set}"
