"""What a worker does with a job: claim it, do it, and write how it ended.

A claim is one conditional update; of any number of workers that hear the bell, one gets the job.
"""

import logging
import uuid

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from content.refusal import OutOfOrder, Refused
from jobs import bell
from jobs.heartbeat import Heartbeat
from jobs.lifecycle import MOST_ATTEMPTS, Fault, State
from jobs.models import Job
from jobs.registry import kind
from jobs.work import Cancelled, Superseded, Work

logger = logging.getLogger(__name__)

GAVE_UP = (
    f"This was tried {MOST_ATTEMPTS} times and stopped the worker each time. "
    "It will not be tried again. If it tests a model file, ask the vendor for another export of it."
)
BROKE = (
    f"Something of ours went wrong {MOST_ATTEMPTS} times in a row, so this was given up. "
    "Nothing you gave us was lost. The log of the worker says what happened."
)


def claim(job_id: uuid.UUID) -> Work | None:
    """Return the job as one's own, or None if it is gone, taken or ended."""
    job = Job.objects.filter(id=job_id, state=State.QUEUED).first()
    if job is None:
        return None
    attempt = job.attempt + 1
    won = Job.objects.filter(id=job_id, state=State.QUEUED, attempt=job.attempt).update(
        state=State.RUNNING,
        attempt=attempt,
        heartbeat=0,
        started_at=timezone.now(),
        stage="",
        done=0,
        total=None,
        sentence="",
    )
    return Work(job, attempt) if won else None


def perform(job_id: uuid.UUID) -> None:
    """Do the job if it can be claimed. Whatever happens inside is written into its row."""
    work = claim(job_id)
    if work is None:
        return
    job = Job.objects.get(id=job_id)
    try:
        with Heartbeat(work, seconds=settings.JOB_BEAT_SECONDS):
            if job.stop_requested:
                raise Cancelled  # noqa: TRY301 -- the same end as a later wish to stop
            kind(job.kind).perform(work)
            if not work.finished:
                raise RuntimeError(f"{job.kind} returned without finishing its job")  # noqa: TRY301
    except Superseded:
        logger.warning("job %s was taken over by another worker", job_id)
    except Cancelled:
        close(work, State.CANCELLED, sentence="Stopped, as asked.")
    except Refused as refusal:
        close(work, State.FAILED, sentence=str(refusal), fault=Fault.INPUT, refusal=refusal)
    except OutOfOrder as problem:
        close(work, State.FAILED, sentence=str(problem), fault=Fault.OURS)
    except Exception:
        logger.exception("job %s (%s), attempt %s", job_id, job.kind, work.attempt)
        if work.attempt >= MOST_ATTEMPTS:
            close(work, State.FAILED, sentence=BROKE, fault=Fault.OURS)
        else:
            give_back(work, queue=job.queue)


def close(
    work: Work,
    state: State,
    *,
    sentence: str,
    fault: Fault = Fault.NONE,
    refusal: Refused | None = None,
) -> None:
    """Write how the job ended, if this attempt still holds it."""
    work.held().update(
        state=state,
        finished_at=timezone.now(),
        sentence=sentence[:500],
        fault=fault,
        refusal=refusal.as_json() if refusal else None,
    )


def give_back(work: Work, *, queue: str) -> None:
    """Put the job back into its queue for another attempt."""
    with transaction.atomic():
        if work.held().update(state=State.QUEUED, stage="", done=0, total=None, sentence=""):
            transaction.on_commit(lambda: bell.ring(work.job_id, queue=queue), robust=True)
