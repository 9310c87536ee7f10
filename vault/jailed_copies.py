"""A stored file as the jail is given it: a plain copy of a job's own, for as long as it is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from content.refusal import Refused
from jobs.work import Work
from sandbox.candidates import find_jail
from sandbox.contract import Jail, Stopped
from vault import files
from vault.models import StoredFile
from vault.plain_copies import plain_copies


@contextmanager
def jailed_copy(work: Work, stored: StoredFile | None, *, name: str) -> Iterator[tuple[Jail, Path]]:
    """Yield the jail and where the copy lies; a job that is cancelled meanwhile ends as such.

    Parameters
    ----------
    work
        The job that reads.
    stored
        The file, or None where it has been deleted since it was asked for.
    name
        What its owner called it, for the refusal.

    Raises
    ------
    Refused
        If the file has been deleted.
    sandbox.contract.JailUnavailable
        If there is no jail.
    """
    if stored is None:
        raise Refused("This file has been deleted.", file=name)
    jail = find_jail(settings.JAIL, run_dir=Path(settings.RUN_DIR))
    with plain_copies(work.job_id) as folder:
        try:
            yield jail, files.copy_out(stored, folder / "copy")
        except Stopped:
            work.check()
            raise
