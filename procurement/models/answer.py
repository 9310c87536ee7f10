"""One answer to one question. Answers are never changed: a new one has the next version."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.utils import timezone

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.facts.sources import Grade
from procurement.facts.subjects import SubjectKind
from procurement.models.assessment import Assessment


class Door(models.TextChoices):
    """The door an answer came through."""

    PAGE = "page", "a question page"
    SHEET = "sheet", "an answer sheet"
    WORKBOOK = "workbook", "a spreadsheet"
    TRIAGE = "triage", "the first eight questions"
    MEETING = "meeting", "the meeting sheet"
    PAYBACK = "payback", "the payback calculator"
    PORTAL = "portal", "the vendor's link"
    PUBLIC_DOCUMENT = "public_document", "a public document"
    MODEL_DOCUMENT = "model_document", "a model card or parts list"
    EARLIER = "earlier", "an earlier answer"


# What was said longer ago than this is worth asking again.
_STALE_AFTER = timedelta(days=366)


class Answer(models.Model):
    """What somebody said under one key of one subject, in the question bank's own form.

    `value` is what the bank accepts as an answer (an option, a list, rows, a non-answer). `grade`
    says how well it is proven, `given_by` who said it, and `as_of` the day it holds for, if said.
    `words` is what was said with it, and `door` the door it came through.
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
    words = models.TextField(blank=True)
    door = models.CharField(max_length=20, choices=Door, default=Door.PAGE)
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

    @property
    def holds_on(self) -> date:
        """Return the day for which it was said: the day named with it, or the day it was given."""
        return self.as_of or timezone.localtime(self.given_at).date()

    @property
    def stale(self) -> bool:
        """Return whether it was said for a day more than 12 months ago."""
        return timezone.localdate() - self.holds_on > _STALE_AFTER
