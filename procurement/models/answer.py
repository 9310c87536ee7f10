"""One answer to one question. Answers are never changed: a new one has the next version."""

import uuid

from django.db import models

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.facts.sources import Grade
from procurement.facts.subjects import SubjectKind
from procurement.models.assessment import Assessment


class Answer(models.Model):
    """What somebody said under one key of one subject, in the question bank's own form.

    `value` is what the bank accepts as an answer (an option, a list, rows, a non-answer). `grade`
    says how well it is proven, `given_by` who said it, and `as_of` the day it holds for, if said.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="answers")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    subject_kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in SubjectKind]
    )
    subject_number = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    value = models.JSONField()
    grade = models.CharField(max_length=20, choices=[(grade.value, grade.value) for grade in Grade])
    given_by = models.CharField(max_length=200)
    as_of = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["Answer"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "subject_kind", "subject_number", "key", "version"],
                name="answer_version_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"
