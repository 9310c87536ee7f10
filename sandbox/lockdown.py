"""The jail that needs no namespaces: the runner locks itself in, by system calls alone.

For machines where bubblewrap may not make namespaces. Limits, no new privileges, Landlock while there
is one thread, a first filter; then imports; then, where it was root, another user; then the filter
under which the hostile file is read. It sees that files exist, but opens none that is not granted.
"""

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sandbox import interpreter, system_calls
from sandbox.confined_child import LATEST_LANDLOCK, MOST_PROCESSES, Walls, run_confined
from sandbox.contract import (
    JailUnavailable,
    Job,
    Limits,
    Outcome,
    Receive,
    ShouldStop,
    never,
)

NOBODY = 65534
CODE = "code"


@dataclass(frozen=True, slots=True)
class Lockdown:
    """A jail that a process makes around itself.

    `landlock_at_most` leaves newer versions of Landlock unused, as on an older kernel.
    """

    run_dir: Path
    locales: Path | None = None
    landlock_at_most: int = LATEST_LANDLOCK

    @property
    def name(self) -> str:
        """Return the word that WEIGH_JAIL forces it by."""
        return "lockdown"

    @property
    def isolation(self) -> str:
        """Return what reports call it."""
        return "lockdown"

    def run(
        self,
        job: Job,
        *,
        limits: Limits,
        receive: Receive,
        should_stop: ShouldStop = never,
    ) -> Outcome:
        """Run one job; see `contract.Jail`."""
        try:
            walls = self._walls(limits)
            return run_confined(walls, job, limits=limits, receive=receive, should_stop=should_stop)
        except OSError as problem:
            raise JailUnavailable(
                f"The locked process could not be started: {problem.strerror}."
            ) from problem

    def _walls(self, limits: Limits) -> Walls:
        code = lay_out_code(self.run_dir)
        root = os.geteuid() == 0
        readable = [*interpreter.granted(), interpreter.RUNNER, code]
        if self.locales is not None:
            readable.append(self.locales)
        return Walls(
            command=interpreter.command(),
            environment=interpreter.environment(limits, code=code, locales=self.locales),
            readable=[*map(str, readable), *interpreter.KERNEL_FILES],
            landlock_needed=True,
            landlock_at_most=self.landlock_at_most,
            first_filter=system_calls.for_start(as_root=root),
            user=NOBODY if root else None,
            processes=MOST_PROCESSES if root else MOST_PROCESSES + _threads_of(os.getuid()),
        )


def lay_out_code(run_dir: Path) -> Path:
    """Return a folder in which nothing of ours but the runner can be imported from."""
    code = run_dir / CODE
    link = code / "sandbox" / "runner"
    if not (link.is_symlink() and link.readlink() == interpreter.RUNNER):
        link.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=run_dir, prefix="code-") as making:
            fresh = Path(making) / "runner"
            fresh.symlink_to(interpreter.RUNNER)
            fresh.replace(link)
    return code


def _threads_of(user: int) -> int:
    """Return how many threads `user` runs now: the limit counts those of all their processes."""
    found = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if process.stat().st_uid == user:
                found += len(os.listdir(process / "task"))  # noqa: PTH208 - names are enough
    return found
