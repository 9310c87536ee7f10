"""What pages and commands want to know of jobs."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jobs.lifecycle import Fault, State
from jobs.models import Job


@dataclass(frozen=True, slots=True)
class Standing:
    """How a job stands, for a progress page or a progress bar."""

    state: State
    stage: str
    done: int
    total: int | None
    sentence: str
    attempt: int
    ahead: int
    heartbeat: int
    asked_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    fault: Fault
    refusal: dict[str, Any] | None


def standing(job_id: uuid.UUID) -> Standing:
    """Return how the job stands; `ahead` counts the jobs that wait before it in its queue."""
    job = Job.objects.get(id=job_id)
    ahead = 0
    if job.state == State.QUEUED:
        ahead = Job.objects.filter(
            state=State.QUEUED, queue=job.queue, created_at__lt=job.created_at
        ).count()
    return Standing(
        state=State(job.state),
        stage=job.stage,
        done=job.done,
        total=job.total,
        sentence=job.sentence,
        attempt=job.attempt,
        ahead=ahead,
        heartbeat=job.heartbeat,
        asked_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        fault=Fault(job.fault),
        refusal=job.refusal,
    )


def usual_length(kind: str, tenant: uuid.UUID, *, of: int = 10) -> tuple[int, float, float] | None:
    """Return how many seconds a tenant's last jobs of a kind took: how many, shortest, longest.

    None where fewer than two are done: one says nothing of the next.
    """
    done = Job.objects.filter(
        kind=kind, tenant=tenant, state=State.DONE, started_at__isnull=False
    ).order_by("-finished_at")[:of]
    lasted = [
        (job.finished_at - job.started_at).total_seconds()
        for job in done
        if job.finished_at and job.started_at
    ]
    return (len(lasted), min(lasted), max(lasted)) if len(lasted) > 1 else None
