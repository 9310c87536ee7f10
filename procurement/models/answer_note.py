"""What people write beside a question: a comment for its vendor, or a note among themselves."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models.append_only import AppendOnlyRow
from procurement.models.assessment import Assessment


class AnswerNote(AppendOnlyRow):
    """One comment or note on one question of an assessment. Nothing written is changed.

    An `internal` one is never shown to a vendor. With `confirms` it says that a person looked at
    what was found and held it for right; `text` then names the finding.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="answer_notes"
    )
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="notes")
    key = models.CharField(max_length=80)
    text = models.TextField()
    internal = models.BooleanField()
    confirms = models.BooleanField(default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["AnswerNote"]()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="answer_note_has_a_text"),
            models.CheckConstraint(
                condition=Q(confirms=False) | Q(internal=True),
                name="answer_note_that_confirms_is_internal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.by_name}"
