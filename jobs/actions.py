"""What rooms do with jobs: hand one in, and ask one to stop.

A job belongs to a change a person made, so both are called inside that change's transaction and
the room writes the audit event.
"""

import uuid

from django.db import transaction
from django.utils import timezone

from jobs import bell
from jobs.lifecycle import State
from jobs.models import Job
from jobs.registry import kind


def submit(*, kind_name: str, subject: uuid.UUID, tenant: uuid.UUID | None) -> Job:
    """Return a new waiting job. It is announced once the transaction has committed."""
    queue = kind(kind_name).queue
    job = Job.objects.create(kind=kind_name, subject=subject, tenant=tenant, queue=queue)
    transaction.on_commit(lambda: bell.ring(job.id, queue=queue), robust=True)
    return job


def request_stop(job_id: uuid.UUID) -> bool:
    """Ask a job to stop; return whether it could still be asked.

    A waiting job is stopped at once. A running one ends with its worker's next beat.
    """
    with transaction.atomic():
        stopped = Job.objects.filter(id=job_id, state=State.QUEUED).update(
            state=State.CANCELLED, finished_at=timezone.now(), sentence="Stopped before it began."
        )
        asked = Job.objects.filter(id=job_id, state=State.RUNNING).update(stop_requested=True)
    return bool(stopped or asked)
