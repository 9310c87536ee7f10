"""Starts the runner with one job's request; every jail goes through here and differs in its walls.

Inputs are opened here and handed over as descriptors, so that the child needs no path to them.
"""

import base64
import contextlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox import system_calls
from sandbox.channel import read_json
from sandbox.contract import (
    ChannelBroken,
    Ending,
    JailUnavailable,
    Job,
    Limits,
    Outcome,
    Receive,
    ShouldStop,
)
from sandbox.plain_words import plain_words
from sandbox.runner.codes import Code
from sandbox.runner.frames import Kind
from sandbox.supervision import Supervision

MOST_PROCESSES = 1024
LATEST_LANDLOCK = 1_000  # no version is held back


@dataclass(frozen=True, slots=True)
class Walls:
    """What one jail puts around the runner.

    `command` starts it, in `environment`; `pass_fds` go to it besides what every job needs.
    `generations` is how many processes stand between it and the worker. `readable` are the paths
    that Landlock leaves open; `landlock_needed` refuses a kernel without it, and versions above
    `landlock_at_most` are not used. `first_filter` is loaded by the runner itself where nobody
    loaded it before. `user` is whom it becomes before the hostile file is read, None to stay.
    `processes` bounds threads and processes of that user.
    """

    command: Sequence[str]
    readable: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    pass_fds: Sequence[int] = ()
    generations: int = 0
    landlock_needed: bool = False
    landlock_at_most: int = LATEST_LANDLOCK
    first_filter: bytes = b""
    user: int | None = None
    processes: int = MOST_PROCESSES


def run_confined(
    walls: Walls,
    job: Job,
    *,
    limits: Limits,
    receive: Receive,
    should_stop: ShouldStop,
) -> Outcome:
    """Run one job between `walls`; see `contract.Jail.run`.

    Raises
    ------
    OSError
        The command or an input is not there.
    JailUnavailable
        The child ended before it was locked, so before it looked at a hostile file.
    """
    ready = False

    def noticing(kind: Kind, payload: bytes, when: float) -> None:
        nonlocal ready
        ready = ready or kind is Kind.READY
        receive(kind, payload, when)

    with _opened(job) as inputs:
        reading, writing = os.pipe()
        outcome = Supervision(limits, noticing, should_stop, generations=walls.generations).run(
            walls.command,
            request=_request(walls, job, limits, inputs, writing),
            results=(reading, writing),
            environment=walls.environment,
            pass_fds=(*walls.pass_fds, *inputs.values()),
        )
    if not ready:
        raise JailUnavailable(_why_not(outcome))
    return outcome


@contextlib.contextmanager
def _opened(job: Job) -> Iterator[dict[str, int]]:
    with contextlib.ExitStack() as held:
        inputs = {}
        for name, path in job.inputs.items():
            inputs[name] = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
            held.callback(os.close, inputs[name])
        yield inputs


def _request(
    walls: Walls, job: Job, limits: Limits, inputs: Mapping[str, int], writing: int
) -> bytes:
    request = {
        "profile": job.profile,
        "descriptor": writing,
        "limits": {
            "memory_bytes": limits.memory,
            "mapped_bytes": limits.mapped,
            "cpu_seconds": limits.processor,
            "processes": walls.processes,
        },
        "readable": list(walls.readable),
        "landlock": {"needed": walls.landlock_needed, "at_most": walls.landlock_at_most},
        "first_filter": base64.b64encode(walls.first_filter).decode("ascii"),
        "user": walls.user,
        "inputs": inputs,
        "filter": base64.b64encode(system_calls.for_work()).decode("ascii"),
        "seccomp": system_calls.number_of_seccomp(),
        "options": dict(job.options),
    }
    return json.dumps(request).encode("ascii")


def _why_not(outcome: Outcome) -> str:
    if outcome.ending is Ending.WALL:
        return "The jail did not start in the time it was given."
    told = _told(outcome)
    if told is None:
        told = outcome.tail.strip().splitlines()[-1:] or [f"it ended as {outcome.ending}"]
    return f"The jail could not be made: {plain_words(told[0], 300)}"


def _told(outcome: Outcome) -> list[str] | None:
    """Return the reason that the runner gave for not locking itself, if it gave one."""
    if outcome.ending is not Ending.TROUBLE:
        return None
    with contextlib.suppress(ChannelBroken, KeyError, TypeError):
        trouble = read_json(outcome.trouble)
        if trouble["code"] == Code.CANNOT_LOCK:
            return [f"{trouble['details']['reason']}."]
    return None
