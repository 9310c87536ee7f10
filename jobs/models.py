"""One durable table of work. The database is the truth; the broker only rings."""

import uuid

from django.db import models
from django.db.models import Q

from jobs.lifecycle import FINAL, Fault, Queue, State


class Job(models.Model):
    """One piece of work that survives a killed worker and a wiped broker.

    ::

        queued --claim--> running --finish--> done
          ^  |              | |
          |  '--cancel--.   | '--refused, or tried too often--> failed
          '--lost, error-+--'
                         '--> cancelled

    `attempt` is the fencing number: a claim raises it, and whoever writes later must still hold
    it. `heartbeat` is raised by the worker that holds the job; no wall clock decides anything.
    `tenant` and `subject` are opaque here: rooms know what they mean.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.UUIDField(null=True, blank=True, db_index=True)
    kind = models.CharField(max_length=80)
    subject = models.UUIDField(db_index=True)
    queue = models.CharField(max_length=20, choices=Queue, default=Queue.DEFAULT)

    state = models.CharField(max_length=20, choices=State, default=State.QUEUED)
    attempt = models.PositiveIntegerField(default=0)
    heartbeat = models.PositiveBigIntegerField(default=0)
    stop_requested = models.BooleanField(default=False)

    stage = models.CharField(max_length=60, blank=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True, blank=True)
    sentence = models.CharField(max_length=500, blank=True)

    fault = models.CharField(max_length=10, choices=Fault, default=Fault.NONE, blank=True)
    refusal = models.JSONField(null=True, blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["state", "created_at"],
                name="job_open_by_age",
                condition=Q(state__in=[State.QUEUED, State.RUNNING]),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=FINAL, finished_at__isnull=False)
                | (~Q(state__in=FINAL) & Q(finished_at__isnull=True)),
                name="job_finished_at_goes_with_a_final_state",
            ),
            models.CheckConstraint(
                condition=Q(state=State.FAILED) | Q(fault=Fault.NONE),
                name="job_fault_goes_with_failed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id} ({self.state})"

    @property
    def is_final(self) -> bool:
        """Return whether nothing will change any more."""
        return self.state in FINAL
