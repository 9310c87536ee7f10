"""The jail made of bubblewrap (namespaces), Landlock where the kernel has it, and seccomp.

The child sees a read-only root with the interpreter, the runner and its own inputs, no network,
no other process and no device. It holds no capability and cannot gain any.
"""

import base64
import json
import os
from dataclasses import dataclass
from pathlib import Path

from sandbox import interpreter, system_calls
from sandbox.contract import (
    Ending,
    JailUnavailable,
    Job,
    Limits,
    Outcome,
    Receive,
    ShouldStop,
    never,
)
from sandbox.runner.frames import Kind
from sandbox.supervision import Supervision

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
        ready = False

        def noticing(kind: Kind, payload: bytes, when: float) -> None:
            nonlocal ready
            ready = ready or kind is Kind.READY
            receive(kind, payload, when)

        first_filter = _as_descriptor(system_calls.for_start())
        try:
            reading, writing = os.pipe()
            outcome = Supervision(limits, noticing, should_stop, generations=2).run(
                self._command(job, limits, first_filter),
                request=self._request(job, limits, writing),
                results=(reading, writing),
                pass_fds=(first_filter,),
            )
        except OSError as problem:
            raise JailUnavailable(
                f"bubblewrap could not be started: {problem.strerror}."
            ) from problem
        finally:
            os.close(first_filter)
        if not ready:
            # The hostile file is opened after the child says that it is ready: this was not its doing.
            raise JailUnavailable(_why_not(outcome))
        return outcome

    def _command(self, job: Job, limits: Limits, first_filter: int) -> list[str]:
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
        for inside, outside in self._inputs(job).items():
            command += ["--ro-bind", str(outside), inside]
        for variable, value in interpreter.environment(limits).items():
            command += ["--setenv", variable, value]
        command += ["--chdir", "/", "--remount-ro", "/", "--seccomp", str(first_filter), "--"]
        return [*command, *interpreter.command()]

    def _request(self, job: Job, limits: Limits, writing: int) -> bytes:
        inputs = self._inputs(job)
        readable = [
            *map(str, interpreter.granted()),
            *interpreter.KERNEL_FILES,
            str(interpreter.RUNNER_INSIDE),
            str(interpreter.LOCALES_INSIDE),
            *inputs,
        ]
        request = {
            "profile": job.profile,
            "descriptor": writing,
            "limits": {
                "memory_bytes": limits.memory,
                "mapped_bytes": limits.mapped,
                "cpu_seconds": limits.processor,
            },
            "readable": readable,
            "inputs": dict(zip(job.inputs, inputs, strict=True)),
            "filter": base64.b64encode(system_calls.for_work()).decode("ascii"),
            "seccomp": system_calls.number_of_seccomp(),
            "options": dict(job.options),
        }
        return json.dumps(request).encode("ascii")

    def _inputs(self, job: Job) -> dict[str, Path]:
        return {
            str(interpreter.INPUTS_INSIDE / name): outside for name, outside in job.inputs.items()
        }


def _as_descriptor(content: bytes) -> int:
    descriptor = os.memfd_create("filter")
    os.write(descriptor, content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _why_not(outcome: Outcome) -> str:
    if outcome.ending is Ending.WALL:
        return "The jail did not start in the time it was given."
    last = outcome.tail.strip().splitlines()[-1:] or [f"it ended as {outcome.ending}"]
    return f"The jail could not be made: {last[0][:300]}"
