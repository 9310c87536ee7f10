"""The job application. Celery carries ids; the job table remembers everything else."""

import logging
import os
import threading

from config.environment import keep_libraries_quiet

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
keep_libraries_quiet()

from celery import Celery  # noqa: E402 -- the environment comes first
from celery.signals import beat_init, worker_init  # noqa: E402

app = Celery("weighbridge")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@beat_init.connect
def start_sweeper(**_: object) -> None:
    """Sweep from beside the clock: one process that never forks and never does long work."""
    from django.conf import settings

    from jobs.regular import Rounds
    from jobs.sweeper import Sweeper

    sweeper = Sweeper(
        lost_after=settings.JOB_LOST_AFTER_SECONDS, ring_again=settings.JOB_RING_AGAIN_SECONDS
    )
    threading.Thread(
        target=sweeper.run, args=(threading.Event(),), name="sweeper", daemon=True
    ).start()
    threading.Thread(
        target=Rounds().run, args=(threading.Event(),), name="rounds", daemon=True
    ).start()


@worker_init.connect
def load_what_does_the_work(**_: object) -> None:
    """Load it once, before the worker forks, so that no job has to wait for it."""
    from jobs import registry

    registry.load_all()


@worker_init.connect
def find_the_jail(**_: object) -> None:
    """Test the jail once, before the worker forks, so that no job has to wait for it."""
    from django.conf import settings

    from sandbox.candidates import find_jail
    from sandbox.contract import JailUnavailable

    try:
        find_jail(settings.JAIL, run_dir=settings.RUN_DIR)
    except JailUnavailable as problem:
        # Not the end: whatever opens no uploaded file works without, and each job that does says why.
        logging.getLogger(__name__).warning("%s", problem.reason)
