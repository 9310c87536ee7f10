"""One flag of an assessment, and what people decided on it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.lifecycle import FlagChoice, Standing
from procurement.models.append_only import AppendOnlyRow
from procurement.models.assessment import Assessment
from procurement.models.evidence import Evidence


class Flag(models.Model):
    """A finding of the screening, kept from the day it first came up.

    `finding` is the screening's own flag as it was last seen; `finding_hash` changes only when what
    it says changes. A flag that clears and comes back is this same row again. `last_seen_at` is
    when it was last raised or found changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="flags")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="flags")
    rule = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    category = models.CharField(max_length=40)
    severity = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    finding = models.JSONField()
    finding_hash = models.CharField(max_length=64)
    standing = models.CharField(max_length=20, choices=Standing)
    first_raised_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["Flag"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "rule"], name="flag_once_for_each_rule"),
            models.CheckConstraint(
                condition=Q(standing=Standing.CLEARED, cleared_at__isnull=False)
                | (~Q(standing=Standing.CLEARED) & Q(cleared_at__isnull=True)),
                name="flag_cleared_goes_with_cleared_at",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FlagDecision(AppendOnlyRow):
    """One step of a flag's review, as the flag stood then. Only the newest counts.

    `finding` is what that person saw; once the flag says something else, the decision waits to be
    confirmed. `reason` says why; for a change asked for, what must be done; for one that was made,
    what was seen. `who` sees to a change, saw that it was made, or has to decide what was handed up.
    `due` is the last day for a change. `until` is the day on which an acceptance ends and the flag
    opens again. `proof` is a document that shows the change. `weighed` is how grave the flag was
    held to be. Name and role are frozen: they say who it was on that day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="flag_decisions"
    )
    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="decisions")
    what = models.CharField(max_length=20, choices=FlagChoice)
    reason = models.TextField()
    who = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    proof = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    weighed = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    finding = models.JSONField()
    finding_hash = models.CharField(max_length=64)

    objects = ScopedManager["FlagDecision"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(what=FlagChoice.ASK_MITIGATION, due__isnull=False) & ~Q(who="")
                | Q(what__in=[FlagChoice.VERIFY, FlagChoice.ESCALATE], due__isnull=True)
                & ~Q(who="")
                | Q(
                    what__in=[
                        FlagChoice.CONFIRM,
                        FlagChoice.ACCEPT,
                        FlagChoice.NOT_APPLICABLE,
                        FlagChoice.REOPEN,
                    ],
                    due__isnull=True,
                    who="",
                ),
                name="flag_decision_has_who_and_due_where_asked",
            ),
            models.CheckConstraint(
                condition=Q(what=FlagChoice.ACCEPT) | Q(until__isnull=True),
                name="flag_decision_only_acceptances_end",
            ),
            models.CheckConstraint(
                condition=Q(what=FlagChoice.VERIFY) | Q(proof__isnull=True),
                name="flag_decision_proof_shows_a_change",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="flag_decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.reason}"
