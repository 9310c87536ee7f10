"""One test: one version, perhaps against a bigger one, on one set of examples."""

import uuid

from django.db import models
from django.db.models import Q

from evaluations.measurement.plan import TASKS
from evaluations.models.artefact import Artefact
from evaluations.models.ledger import Ledger
from evaluations.models.sample_set import SampleSet
from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models import Assessment
from vault.models import StoredFile


class Rival(models.TextChoices):
    """What the other side of a comparison is."""

    BIGGER = "bigger", "the bigger version"
    EARLIER = "earlier", "the earlier version"


class Run(models.Model):
    """What was asked, frozen before any answer exists, and what came out.

    How the run stands is its job's to say; `result` is there when the job is done, written in the
    same transaction. `examples` are the examples it names one by one, in the vault as the file is.
    `ledger`, `look` and `seen_before` (its examples that an earlier test of the product saw) are
    settled when the examples are read, before any answer; until then `look` is the least it can be.
    `claim_from` says on what test, on how many examples and by whom the vendor's figure was
    measured. `zeros_left_out` names the sides ("student", "teacher") whose XGBoost model takes a
    zero for missing. `tell` is where to write when it has ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="runs")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="runs")
    student = models.ForeignKey(Artefact, on_delete=models.PROTECT, related_name="+")
    teacher = models.ForeignKey(
        Artefact, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    rival = models.CharField(max_length=10, choices=Rival, default=Rival.BIGGER)
    sample_set = models.ForeignKey(SampleSet, on_delete=models.PROTECT, related_name="runs")
    margin = models.FloatField()
    claim = models.JSONField(null=True, blank=True)
    claim_from = models.JSONField(null=True, blank=True)
    said_labels = models.JSONField(null=True, blank=True)
    seed = models.PositiveBigIntegerField()
    ledger = models.ForeignKey(
        Ledger, on_delete=models.PROTECT, related_name="runs", null=True, blank=True
    )
    look = models.PositiveIntegerField(default=1)
    task = models.CharField(max_length=7, blank=True, choices=[(each, each) for each in TASKS])
    margin_in_units = models.FloatField(null=True, blank=True)
    zeros_left_out = models.JSONField(default=list, blank=True)
    seen_before = models.PositiveBigIntegerField(default=0)
    tell = models.EmailField(max_length=254, blank=True)
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
                condition=Q(rival__in=["bigger", "earlier"]), name="run_rival_is_known"
            ),
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

    @property
    def is_of_amounts(self) -> bool:
        """Return whether right answers are amounts: as it was said, or as the test found them."""
        return self.task == "numbers" or bool(self.result and self.result.get("numbers"))
