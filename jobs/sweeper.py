"""Finds jobs whose worker is gone and bells that were lost. No wall clock decides.

A job is lost when its heartbeat stood still for a while of the sweeper's own monotonic clock. Any
number of sweepers may run: every change is conditional on what was seen.
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from jobs import bell
from jobs.execution import GAVE_UP
from jobs.lifecycle import MOST_ATTEMPTS, Fault, State
from jobs.models import Job

logger = logging.getLogger(__name__)

_LONGEST_BETWEEN_RINGS = 60.0


@dataclass(frozen=True, slots=True)
class _Seen:
    attempt: int
    heartbeat: int
    since: float


@dataclass(frozen=True, slots=True)
class _Rung:
    attempt: int
    next_at: float
    interval: float


class Sweeper:
    """Remembers what it saw of each open job, and acts on what did not change."""

    def __init__(
        self,
        *,
        lost_after: float,
        ring_again: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lost_after = lost_after
        self._ring_again = ring_again
        self._clock = clock
        self._running: dict[uuid.UUID, _Seen] = {}
        self._queued: dict[uuid.UUID, _Rung] = {}
        self._last_sweep: float | None = None

    def sweep(self) -> None:
        """Look once at every open job."""
        now = self._clock()
        if self._last_sweep is not None and now - self._last_sweep > self._lost_after / 2:
            # We stood still ourselves, so what stood still meanwhile tells nothing.
            self._running.clear()
        self._last_sweep = now
        open_jobs = list(Job.objects.filter(state__in=[State.QUEUED, State.RUNNING]))
        self._look_at_running([job for job in open_jobs if job.state == State.RUNNING], now)
        self._look_at_queued([job for job in open_jobs if job.state == State.QUEUED], now)

    def run(self, over: threading.Event, *, every: float = 1.0) -> None:
        """Sweep until `over` is set. A busy database costs one sweep."""
        try:
            while not over.wait(every):
                try:
                    self.sweep()
                except DatabaseError as problem:
                    logger.warning("a sweep was left out: %s", problem)
        finally:
            connection.close()

    def _look_at_running(self, jobs: list[Job], now: float) -> None:
        seen: dict[uuid.UUID, _Seen] = {}
        for job in jobs:
            before = self._running.get(job.id)
            same = before is not None and (before.attempt, before.heartbeat) == (
                job.attempt,
                job.heartbeat,
            )
            if before is not None and same:
                seen[job.id] = before
                if now - before.since >= self._lost_after:
                    self._give_up_waiting(job)
            else:
                seen[job.id] = _Seen(job.attempt, job.heartbeat, now)
        self._running = seen

    def _look_at_queued(self, jobs: list[Job], now: float) -> None:
        seen: dict[uuid.UUID, _Rung] = {}
        for job in jobs:
            before = self._queued.get(job.id)
            if before is None or before.attempt != job.attempt:
                seen[job.id] = _Rung(job.attempt, now + self._ring_again, self._ring_again)
            elif now >= before.next_at:
                bell.ring(job.id, queue=job.queue)
                interval = min(before.interval * 2, _LONGEST_BETWEEN_RINGS)
                seen[job.id] = _Rung(job.attempt, now + interval, interval)
            else:
                seen[job.id] = before
        self._queued = seen

    def _give_up_waiting(self, job: Job) -> None:
        """Close or requeue a job whose worker is gone, unless it moved since we looked."""
        still = Job.objects.filter(
            id=job.id, state=State.RUNNING, attempt=job.attempt, heartbeat=job.heartbeat
        )
        with transaction.atomic():
            if job.stop_requested:
                changed = still.update(
                    state=State.CANCELLED, finished_at=timezone.now(), sentence="Stopped, as asked."
                )
            elif job.attempt >= MOST_ATTEMPTS:
                changed = still.update(
                    state=State.FAILED,
                    finished_at=timezone.now(),
                    sentence=GAVE_UP,
                    fault=Fault.OURS,
                )
            else:
                changed = still.update(
                    state=State.QUEUED,
                    stage="",
                    done=0,
                    total=None,
                    sentence=f"The worker was lost; trying again ({job.attempt + 1} of {MOST_ATTEMPTS}).",
                )
                if changed:
                    transaction.on_commit(lambda: bell.ring(job.id, queue=job.queue), robust=True)
        if changed:
            logger.warning(
                "job %s (%s) lost its worker in attempt %s", job.id, job.kind, job.attempt
            )
