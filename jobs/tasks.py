"""The one Celery door: a job's id in, one call."""

import uuid

from celery import shared_task

from jobs import bell, execution


@shared_task(name=bell.TASK, ignore_result=True)
def perform(job_id: str) -> None:
    """Do the job with this id, if it can still be claimed."""
    execution.perform(uuid.UUID(job_id))
