"""What a person decided on the whole: buy, buy on conditions, not yet, or not."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models.append_only import AppendOnlyRow
from procurement.models.assessment import Assessment


class Verdict(models.TextChoices):
    """The four decisions; the machine suggests one of the same four."""

    PROCEED = "proceed", "Proceed"
    PROCEED_WITH_CONDITIONS = "proceed_with_conditions", "Proceed with conditions"
    DO_NOT_PROCEED_YET = "do_not_proceed_yet", "Do not proceed yet"
    DO_NOT_PROCEED = "do_not_proceed", "Do not proceed"


class AssessmentDecision(AppendOnlyRow):
    """One person's decision on an assessment. Only the newest counts.

    `conditions` lists what must be done as `{what, who, due, how}`; `trade_off` is who chose to pay
    less for what the tests showed, as `{who, on, why}`. `suggested` and `grounds` are what the
    machine suggested at that moment and why. Name and role are frozen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="assessment_decisions"
    )
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="decisions")
    value = models.CharField(max_length=30, choices=Verdict)
    reason = models.TextField()
    conditions = models.JSONField(default=list, blank=True)
    trade_off = models.JSONField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    suggested = models.CharField(max_length=30, choices=Verdict)
    grounds = models.JSONField(default=list, blank=True)

    objects = ScopedManager["AssessmentDecision"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="assessment_decision_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_value_display()}: {self.reason}"
