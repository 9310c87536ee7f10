"""The bell: tells a worker that a job waits, without ever making the caller wait.

A publish to a hung broker was measured to block for more than 25 s, and no setting bounds it. So
`ring` only puts the job's id on a short queue in this process, and one daemon thread carries it to
the broker. When the queue is full or the broker does not answer, the ring is dropped: the sweeper
rings again.
"""

import logging
import os
import queue
import threading
import time
import uuid
from contextlib import suppress

from celery import Celery
from django.conf import settings

logger = logging.getLogger(__name__)

TASK = "jobs.perform"
_WAITING = 1_000
_TIMEOUTS = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "retry_on_timeout": False}


class Bell:
    """One queue and one thread for one process."""

    def __init__(self) -> None:
        self._rings: queue.Queue[tuple[uuid.UUID, str]] = queue.Queue(maxsize=_WAITING)
        self._lock = threading.Lock()
        self._carrier: threading.Thread | None = None
        self._process = 0

    def ring(self, job_id: uuid.UUID, *, queue_name: str) -> None:
        """Take the ring, or drop it when a thousand are waiting. Never blocks."""
        self._start()
        try:
            self._rings.put_nowait((job_id, queue_name))
        except queue.Full:
            logger.warning("the bell is busy; job %s is announced later", job_id)

    def flush(self, seconds: float) -> bool:
        """Wait until every ring was carried, at most `seconds`; return whether it was so."""
        end = time.monotonic() + seconds
        while self._rings.unfinished_tasks and time.monotonic() < end:
            time.sleep(0.01)
        return not self._rings.unfinished_tasks

    def _start(self) -> None:
        with self._lock:
            if self._process != os.getpid():  # a forked child has the queue but not the thread
                self._process = os.getpid()
                self._rings = queue.Queue(maxsize=_WAITING)
                self._carrier = None
            if self._carrier is None or not self._carrier.is_alive():
                self._carrier = threading.Thread(target=self._carry, name="bell", daemon=True)
                self._carrier.start()

    def _carry(self) -> None:
        while True:
            job_id, queue_name = self._rings.get()
            try:
                self._send(job_id, queue_name)
            except Exception as problem:  # noqa: BLE001 -- any failure means: the sweeper rings again
                logger.info("job %s could not be announced: %s", job_id, type(problem).__name__)
            finally:
                self._rings.task_done()

    def _send(self, job_id: uuid.UUID, queue_name: str) -> None:
        # An application of its own: the web and the commands never load the worker's.
        app = Celery("bell", broker=settings.CELERY_BROKER_URL, set_as_current=False)
        app.conf.update(task_serializer="json", broker_transport_options=_TIMEOUTS)
        connection = app.connection_for_write()
        try:
            app.send_task(
                TASK, args=[str(job_id)], queue=queue_name, connection=connection, retry=False
            )
        finally:
            with suppress(Exception):
                connection.release()
                app.close()


_bell = Bell()


def ring(job_id: uuid.UUID, *, queue: str) -> None:
    """Announce a job to the workers of `queue`. Returns at once, whatever the broker does."""
    _bell.ring(job_id, queue_name=queue)


def flush(seconds: float = 5) -> bool:
    """Wait for this process's rings to be carried. For commands that are about to end."""
    return _bell.flush(seconds)
