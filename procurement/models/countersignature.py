"""The second signature that a firm's own rule asks for, on one flag's acceptance or on the whole."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models.append_only import AppendOnlyRow
from procurement.models.assessment_decision import AssessmentDecision
from procurement.models.flag import FlagDecision


class Countersignature(AppendOnlyRow):
    """One person confirms what was decided: a colleague, the adviser, or the same after a night.

    `rule` is how the firm signed on that day. Name and role are frozen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="countersignatures"
    )
    flag_decision = models.OneToOneField(
        FlagDecision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="countersignature",
    )
    assessment_decision = models.OneToOneField(
        AssessmentDecision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="countersignature",
    )
    rule = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["Countersignature"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(flag_decision__isnull=True, assessment_decision__isnull=False)
                | Q(flag_decision__isnull=False, assessment_decision__isnull=True),
                name="countersignature_is_on_one_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_name}, {self.at:%d %B %Y}"
