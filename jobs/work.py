"""What the code that does a job holds in its hand: progress, the wish to stop, and the finish.

Every write carries the attempt number, so that a worker that was given up for dead and wakes again
can change nothing.
"""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from jobs.lifecycle import State
from jobs.models import Job


class Stopped(Exception):
    """The job ends here, and nothing went wrong."""


class Cancelled(Stopped):
    """A person asked for it to stop."""


class Superseded(Stopped):
    """Another worker has the job; this one may write nothing more."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is."""

    stage: str = ""
    done: int = 0
    total: int | None = None
    sentence: str = ""


class Work:
    """One attempt at one job."""

    def __init__(self, job: Job, attempt: int) -> None:
        self.job_id: uuid.UUID = job.id
        self.tenant: uuid.UUID | None = job.tenant
        self.subject: uuid.UUID = job.subject
        self.attempt = attempt
        self.finished = False
        self.progress = Progress()
        self.cancelled = threading.Event()
        self.superseded = threading.Event()

    def stage(self, name: str, *, total: int | None = None, sentence: str = "") -> None:
        """Enter a stage. It shows with the next beat, which is at most a second away."""
        self.check()
        self.progress = Progress(stage=name, total=total, sentence=sentence)

    def advance(self, done: int) -> None:
        """Say how many of the stage's `total` are done."""
        current = self.progress
        self.progress = Progress(current.stage, done, current.total, current.sentence)

    def should_stop(self) -> bool:
        """Return whether the work should end as soon as it can."""
        return self.cancelled.is_set() or self.superseded.is_set()

    def check(self) -> None:
        """Raise `Superseded` or `Cancelled` when the work should end."""
        if self.superseded.is_set():
            raise Superseded
        if self.cancelled.is_set():
            raise Cancelled

    def held(self) -> QuerySet[Job]:
        """Return the job's row if this attempt still holds it, else no row."""
        return Job.objects.filter(id=self.job_id, state=State.RUNNING, attempt=self.attempt)

    @contextmanager
    def finishing(self, *, sentence: str = "") -> Iterator[None]:
        """Finish the job and write its result in one transaction.

        The body writes the result. If another worker holds the job by now, `Superseded` is raised
        before the body runs; if the body fails, the job is not finished either.
        """
        with transaction.atomic():
            last = self.progress
            finished = self.held().update(
                state=State.DONE,
                finished_at=timezone.now(),
                stage=last.stage,
                done=last.total if last.total is not None else last.done,
                total=last.total,
                sentence=sentence,
            )
            if not finished:
                self.superseded.set()
                raise Superseded
            yield
        self.finished = True
