"""One thing the product found for itself, from a file or a test."""

import uuid

from django.db import models

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.facts.sources import Certainty
from procurement.facts.subjects import SubjectKind
from procurement.models.assessment import Assessment


class Observation(models.Model):
    """What was found under one key of one subject, how, and how certain that is.

    `origin` is the artefact or run that showed it; a later look at the same origin replaces it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="observations"
    )
    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="observations"
    )
    subject_kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in SubjectKind]
    )
    subject_number = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=80)
    value = models.JSONField()
    certainty = models.CharField(
        max_length=20, choices=[(certainty.value, certainty.value) for certainty in Certainty]
    )
    how = models.CharField(max_length=500)
    origin = models.UUIDField()
    seen_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["Observation"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "assessment",
                    "subject_kind",
                    "subject_number",
                    "key",
                    "certainty",
                    "origin",
                ],
                name="observation_once_for_each_origin_and_certainty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.how}"
