"""The private folder in which a job's plain copies lie while it works, and never longer.

It is removed with the job, whatever happens. What a killed worker left behind is removed as soon as
the job is tried again or another one begins.
"""

import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from jobs.lifecycle import State
from jobs.models import Job

_PREFIX = "run-"


@contextmanager
def plain_copies(job_id: uuid.UUID) -> Iterator[Path]:
    """Yield a folder of the job's own, which only this user may enter."""
    for left in _folders(f"{_PREFIX}{job_id}."):  # by an attempt that was killed
        shutil.rmtree(left, ignore_errors=True)
    clear_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{job_id}.", dir=settings.RUN_DIR))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_abandoned(*, older_than_seconds: float = 60) -> int:
    """Remove folders whose job no longer runs; return how many."""
    removed = 0
    for folder in _folders(_PREFIX):
        job = folder.name.removeprefix(_PREFIX).split(".")[0]
        still = Job.objects.filter(id=uuid.UUID(job), state=State.RUNNING).exists()
        if not still and _age(folder) > older_than_seconds:
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def _folders(beginning: str) -> list[Path]:
    return list(Path(settings.RUN_DIR).glob(f"{beginning}*"))


def _age(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except FileNotFoundError:  # another worker has just removed it
        return 0.0
