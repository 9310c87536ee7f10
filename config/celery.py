"""The job application. Celery carries ids; the job table remembers everything else."""

import os
import threading

from config.environment import keep_libraries_quiet

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
keep_libraries_quiet()

from celery import Celery  # noqa: E402 -- the environment comes first
from celery.signals import beat_init  # noqa: E402

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
