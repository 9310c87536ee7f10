"""Private, short-lived folders in which a job's inputs are laid out as fresh files."""

import contextlib
import fcntl
import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from content.refusal import Refused

PIECE = 1024 * 1024
PREFIX = "job-"
LOCK = "in-use"
YOUNG = 60.0  # seconds in which a folder without a lock may still get one


@dataclass(frozen=True, slots=True)
class Staged:
    """A fresh copy of an input, and what was seen while it was made."""

    path: Path
    bytes: int
    sha256: str


@contextlib.contextmanager
def staged(run_dir: Path) -> Iterator[Path]:
    """Yield a new folder that only this user may enter, and remove it at the end."""
    run_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=run_dir))
    # Held while the folder is in use, and let go by the kernel whatever happens to this process.
    with (folder / LOCK).open("xb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def sweep(run_dir: Path) -> None:
    """Remove folders that processes left behind which were killed; those in use are locked."""
    for folder in run_dir.glob(f"{PREFIX}*"):
        try:
            held = (folder / LOCK).open("rb")
        except FileNotFoundError:
            # Just being made, or half removed.
            with contextlib.suppress(FileNotFoundError):
                if time.time() - folder.stat().st_mtime > YOUNG:
                    shutil.rmtree(folder, ignore_errors=True)
            continue
        with held, contextlib.suppress(BlockingIOError):
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)


def copy_in(source: Path, target: Path, *, most: int, name: str) -> Staged:
    """Copy a regular file of at most `most` bytes to `target`, which must not exist.

    Refused when there is no such file, it is no regular file, or it is too large.
    """
    digest = hashlib.sha256()
    size = 0
    try:
        if not source.is_file():
            raise Refused(
                "This is not a file." if source.exists() else "There is no such file.",
                file=name,
                what_to_do="Check the path and try again.",
            )
        with source.open("rb") as stream, target.open("xb") as copy:
            while piece := stream.read(PIECE):
                size += len(piece)
                if size > most:
                    raise Refused(
                        f"The file is larger than {most // PIECE:,} MB, the most that is read.",
                        file=name,
                        what_to_do="Give a smaller one.",
                    )
                digest.update(piece)
                copy.write(piece)
    except OSError as problem:
        raise Refused(
            f"The file cannot be read: {problem.strerror}.",
            file=name,
            what_to_do="Check that you may read it.",
        ) from problem
    return Staged(target, size, digest.hexdigest())
