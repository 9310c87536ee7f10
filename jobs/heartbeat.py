"""A thread that says once a beat that the job lives, writes its progress, and hears the wish to stop.

It beats from beside the work and not from inside it: one call into a native library may last
minutes.
"""

import logging
import threading
from types import TracebackType

from django.db import DatabaseError, connection
from django.db.models import F

from jobs.models import Job
from jobs.work import Work

logger = logging.getLogger(__name__)


class Heartbeat:
    """Beats while the `with` block lasts."""

    def __init__(self, work: Work, *, seconds: float) -> None:
        self._work = work
        self._seconds = seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join(timeout=30)

    def _beat(self) -> None:
        try:
            while not self._over.wait(self._seconds):
                try:
                    self._once()
                except DatabaseError as problem:
                    # A busy database costs one beat; the lease is many beats long.
                    logger.warning("a heartbeat was not written: %s", problem)
        finally:
            connection.close()

    def _once(self) -> None:
        work = self._work
        seen = work.progress
        held = work.held().update(
            heartbeat=F("heartbeat") + 1,
            stage=seen.stage,
            done=seen.done,
            total=seen.total,
            sentence=seen.sentence,
        )
        if not held:
            work.superseded.set()
        elif Job.objects.filter(id=work.job_id, stop_requested=True).exists():
            work.cancelled.set()
