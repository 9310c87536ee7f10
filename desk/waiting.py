"""Waits for a job and shows how it stands; turns a failed one into what a command says."""

import uuid
from collections.abc import Callable

from content.refusal import OutOfOrder, Refused
from desk.services import wait_a_moment
from desk.terminal import TerminalProgress
from jobs.lifecycle import Fault, State
from jobs.models import Job
from jobs.queries import standing


def wait_for(
    job_id: uuid.UUID, *, progress: TerminalProgress, still_served: Callable[[], None]
) -> None:
    """Return when the job is done.

    Raises
    ------
    Refused
        If the input was at fault, with file, row and column as the worker found them.
    OutOfOrder
        If something of ours failed, or nobody does the work any more.
    """
    while True:
        now = standing(job_id)
        if now.state == State.DONE:
            return
        if now.state in (State.FAILED, State.CANCELLED):
            raise _ended(Job.objects.get(id=job_id))
        if now.state == State.QUEUED:
            progress.stage(now.sentence or "Waiting for a worker")
        elif now.stage:
            progress.stage(now.stage, total=now.total)
            progress.advance(now.done)
        still_served()
        wait_a_moment()


def _ended(job: Job) -> Exception:
    if job.refusal and job.fault == Fault.INPUT:
        return Refused(
            job.refusal["sentence"],
            file=job.refusal["file"],
            row=job.refusal["row"],
            column=job.refusal["column"],
            what_to_do=job.refusal["what_to_do"],
        )
    return OutOfOrder(job.sentence or f"The job {job.kind} ended as {job.state}.")
