"""Has one uploaded file read in the reader jail: a fresh copy goes in, frames come out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from sandbox.contract import Jail, Job, Limits, Receive, ShouldStop
from sandbox.sentences import raise_unless_done
from sandbox.staging import Staged, copy_in, staged


def read_one_file(
    jail: Jail,
    path: Path,
    *,
    what: Literal["table", "export", "workbook", "document", "certificate"],
    name: str,
    options: Mapping[str, object],
    receive: Receive,
    limits: Limits,
    should_stop: ShouldStop,
) -> Staged:
    """Run the job that reads `what` on a copy of `path`; return what was seen of the copy.

    Parameters
    ----------
    options
        What the job is told besides.
    receive
        Gets each frame, and raises ChannelBroken at one it does not believe.

    Raises
    ------
    Refused
        The file cannot be read; calls it `name`.
    JailUnavailable
        There is no jail to open it in.
    """
    with staged(jail.run_dir) as folder:
        copy = copy_in(path, folder / what, most=limits.file, name=name)
        job = Job(what, {what: copy.path}, options)
        outcome = jail.run(job, limits=limits, receive=receive, should_stop=should_stop)
    raise_unless_done(outcome, what=what, file=name, limits=limits)
    return copy
