"""One answer in one assessment. Answers are never changed: a new one has the next version."""

import uuid

from django.db import models

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.facts.subjects import SubjectKind
from procurement.models.assessment import Assessment
from procurement.models.written_answer import WrittenAnswer


class Answer(WrittenAnswer):
    """What somebody said under one key of one subject of an assessment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="answers")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    subject_kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in SubjectKind]
    )
    subject_number = models.PositiveIntegerField(default=0)

    objects = ScopedManager["Answer"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "subject_kind", "subject_number", "key", "version"],
                name="answer_version_once",
            ),
        ]
