"""Makes sure that somebody does the work: uses the services that run, or starts some for a while."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from content.refusal import OutOfOrder
from jobs import broker
from jobs.services import lock_file
from jobs.supervisor import is_running


@contextmanager
def somebody_works() -> Iterator[Callable[[], None]]:
    """Have broker, worker and clock running while the block lasts.

    Yields a check to call while waiting: it raises OutOfOrder when the services that were started
    here have ended. Services that ran before are left alone.
    """
    if is_running(lock_file()):
        yield lambda: None
        return
    log = Path(settings.VAR_DIR) / "services.log"
    with log.open("w", encoding="utf-8") as written:
        started = subprocess.Popen(  # noqa: S603 -- our own command
            [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "work"],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
        )

    def check() -> None:
        if started.poll() is not None:
            said = log.read_text(encoding="utf-8", errors="replace").splitlines()
            ours = [line for line in said if not line.startswith(("broker", "worker", "clock"))]
            raise OutOfOrder(
                f"The workers ended: {ours[-1] if ours else 'without a word'} See {log}."
            )

    try:
        _wait_for_broker(check)
        yield check
    finally:
        started.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            started.wait(timeout=30)
        if started.poll() is None:
            started.kill()


def _wait_for_broker(check: Callable[[], None]) -> None:
    """Return when our own broker listens, so that the first job is announced at once."""
    if settings.REDIS_URL:
        return
    socket_file = broker.socket_path(Path(settings.VAR_DIR))
    while not broker.answers(socket_file):
        check()
        wait_a_moment()


def wait_a_moment() -> None:
    """Sleep between two looks at a job."""
    time.sleep(0.2)
