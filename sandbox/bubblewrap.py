"""The jail made of bubblewrap (namespaces), Landlock where the kernel has it, and seccomp.

The child sees a read-only root with the interpreter, the runner and its own inputs, no network,
no other process and no device. It holds no capability and cannot gain any.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from sandbox import interpreter, system_calls
from sandbox.confined_child import Walls, run_confined
from sandbox.contract import (
    JailUnavailable,
    Job,
    Limits,
    Outcome,
    Receive,
    ShouldStop,
    never,
)

NOBODY = "65534"


@dataclass(frozen=True, slots=True)
class Bubblewrap:
    """A jail made by one bubblewrap binary."""

    binary: Path
    run_dir: Path
    locales: Path | None = None

    @property
    def name(self) -> str:
        """Return the word that WEIGH_JAIL forces it by."""
        return "bubblewrap"

    @property
    def isolation(self) -> str:
        """Return what reports call it."""
        return "bubblewrap+seccomp"

    def run(
        self,
        job: Job,
        *,
        limits: Limits,
        receive: Receive,
        should_stop: ShouldStop = never,
    ) -> Outcome:
        """Run one job; see `contract.Jail`."""
        first_filter = _as_descriptor(system_calls.for_start())
        try:
            walls = Walls(
                command=self._command(limits, first_filter),
                readable=self._readable(),
                pass_fds=(first_filter,),
                generations=2,
            )
            return run_confined(walls, job, limits=limits, receive=receive, should_stop=should_stop)
        except OSError as problem:
            raise JailUnavailable(
                f"bubblewrap could not be started: {problem.strerror}."
            ) from problem
        finally:
            os.close(first_filter)

    def _command(self, limits: Limits, first_filter: int) -> list[str]:
        command = [str(self.binary), "--unshare-user", "--unshare-all", "--die-with-parent"]
        command += ["--new-session", "--cap-drop", "ALL", "--clearenv", "--hostname", "jail"]
        command += ["--uid", NOBODY, "--gid", NOBODY, "--proc", "/proc"]
        for place in interpreter.granted():
            if place.is_symlink():
                command += ["--symlink", str(place.readlink()), str(place)]
            else:
                command += ["--ro-bind", str(place), str(place)]
        command += ["--ro-bind", str(interpreter.RUNNER), str(interpreter.RUNNER_INSIDE)]
        if self.locales is not None:
            command += ["--ro-bind", str(self.locales), str(interpreter.LOCALES_INSIDE)]
        environment = interpreter.environment(
            limits, code=interpreter.CODE_INSIDE, locales=interpreter.LOCALES_INSIDE
        )
        for variable, value in environment.items():
            command += ["--setenv", variable, value]
        command += ["--chdir", "/", "--remount-ro", "/", "--seccomp", str(first_filter), "--"]
        return [*command, *interpreter.command()]

    def _readable(self) -> list[str]:
        return [
            *map(str, interpreter.granted()),
            *interpreter.KERNEL_FILES,
            str(interpreter.RUNNER_INSIDE),
            str(interpreter.LOCALES_INSIDE),
        ]


def _as_descriptor(content: bytes) -> int:
    descriptor = os.memfd_create("filter")
    os.write(descriptor, content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor
