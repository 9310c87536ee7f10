"""What pages and commands want to know of jobs."""

import uuid
from dataclasses import dataclass

from jobs.lifecycle import State
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
    )
