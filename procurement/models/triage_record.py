"""What followed from the first questions at one moment: the half-page for the file."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models.append_only import AppendOnlyRow
from procurement.models.assessment import Assessment


class TriageOutcome(models.TextChoices):
    """How deep to look."""

    FULL = "full", "Full assessment"
    LIGHT = "light", "Light check"
    NOT_NEEDED = "not_needed", "You need not do this"


class TriageStep(models.TextChoices):
    """What was done with the outcome."""

    TAKEN = "taken", "taken"
    SET_ASIDE = "set_aside", "set aside"
    REOPENED = "reopened", "opened again"


class TriageRecord(AppendOnlyRow):
    """The outcome of the first questions, and what was done with it. Only the newest counts.

    `reasons` lists `{name, key, words}`; of a tool opened again, those that are new. `changes` are
    sentences. `answers` lists `{key, question, words, by, at}` as they stood. `bank` is the hash of
    the question bank and `version` that of the first questions. Name and role are frozen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="triage_records"
    )
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="triage_records"
    )
    step = models.CharField(max_length=20, choices=TriageStep)
    outcome = models.CharField(max_length=20, choices=TriageOutcome)
    reasons = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    answers = models.JSONField(default=list)
    bank = models.CharField(max_length=64)
    version = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["TriageRecord"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(step=TriageStep.SET_ASIDE) | Q(outcome=TriageOutcome.NOT_NEEDED),
                name="triage_record_sets_aside_only_what_is_not_needed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.get_step_display()}"
