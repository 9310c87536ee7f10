"""What every answer on file holds, whoever it is about: what was said, by whom, and how well proven."""

from datetime import date, timedelta

from django.db import models
from django.utils import timezone

from procurement.facts.sources import Grade


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
    DPIA = "dpia", "the signed DPIA"
    TRANSFER = "transfer", "the signed transfer worksheets"
    NEW_PLACE = "new_place", "a place that came after the signed worksheets"


# What was said longer ago than this is worth asking again.
_STALE_AFTER = timedelta(days=366)


class WrittenAnswer(models.Model):
    """What somebody said under one key, in the question bank's own form.

    `value` is what the bank accepts as an answer (an option, a list, rows, a non-answer). `grade`
    says how well it is proven, `given_by` who said it, and `as_of` the day it holds for, if said.
    `words` is what was said with it, and `door` the door it came through.
    """

    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    value = models.JSONField()
    grade = models.CharField(max_length=20, choices=[(grade.value, grade.value) for grade in Grade])
    given_by = models.CharField(max_length=200)
    as_of = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True)
    door = models.CharField(max_length=20, choices=Door, default=Door.PAGE)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

    @property
    def was_signed(self) -> bool:
        """Return whether it follows from something that a person signed, and so from its day."""
        return self.door in (Door.DPIA, Door.TRANSFER)

    @property
    def holds_on(self) -> date:
        """Return the day for which it was said: the day named with it, or the day it was given."""
        return self.as_of or timezone.localtime(self.given_at).date()

    @property
    def stale(self) -> bool:
        """Return whether it was said for a day more than 12 months ago."""
        return timezone.localdate() - self.holds_on > _STALE_AFTER
