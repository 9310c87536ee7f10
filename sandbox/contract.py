"""What a jail is: one job in, frames out, and how it ended. Every candidate keeps to this.

A jail that cannot be had raises `JailUnavailable`; that never means that a model failed. Nothing
here falls back to opening a file without a jail.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from content.refusal import OutOfOrder
from sandbox.runner.frames import Kind

MIB = 1024 * 1024
GIB = 1024 * MIB
LARGEST = 1e100  # amount: sums of squares of larger ones may be no number any more


class JailUnavailable(OutOfOrder):
    """No jail, or not all of one, can be had on this machine. `reason` is a sentence for a person."""

    def __init__(self, reason: str) -> None:
        """Keep the sentence."""
        super().__init__(reason)
        self.reason = reason


class Stopped(Exception):
    """The job was stopped because its caller asked for it."""


class ChannelBroken(Exception):
    """What came out of the jail is not what was agreed. The message is for the log only."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use. Sizes are bytes, times seconds.

    `memory` is what the process may allocate, `mapped` what it may map besides (libraries and
    inputs); `processor` counts all threads together, `wall` is real time; `output` is everything
    that may come out through the result pipe, `log` what is read of its standard output and error
    before it is stopped; `file`, `rows`, `columns` and `cell` (characters) bound tables.
    """

    memory: int = 4 * GIB
    mapped: int = 4 * GIB
    processor: int = 1_800
    wall: float = 900.0
    output: int = 2 * GIB
    log: int = MIB
    threads: int = 2
    file: int = 2 * GIB
    rows: int = 5_000_000
    columns: int = 2_000
    cell: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Job:
    """What the child is asked to do.

    `inputs` maps the name the child knows a file by to the file outside; each is granted alone and
    read-only. `options` is JSON for the profile.
    """

    profile: str
    inputs: Mapping[str, Path] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)


class Ending(StrEnum):
    """How a job ended."""

    DONE = "done"
    TROUBLE = "trouble"  # the child said what was wrong, as a code
    CRASHED = "crashed"  # a signal, such as a fault in native code
    QUIT = "quit"  # it ended without a word
    WALL = "wall"
    PROCESSOR = "processor"
    MEMORY = "memory"
    OUTPUT = "output"
    BROKEN = "broken"  # it wrote what is not agreed


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended, and what was seen from outside.

    `exit_code` is a shell's (128 + signal); `tail` is the end of what the child printed, for the log
    only; `seconds` is real time; `peak_bytes` is the most memory it held at once, None if unread.
    """

    ending: Ending
    exit_code: int | None
    seconds: float
    tail: str
    why: str = ""
    trouble: bytes = b""
    peak_bytes: int | None = None


Receive = Callable[[Kind, bytes, float], None]
ShouldStop = Callable[[], bool]


def never() -> bool:
    """Say that nobody asks to stop."""
    return False


class Jail(Protocol):
    """One way to confine a process. `isolation` is the word reports print for it."""

    @property
    def name(self) -> str:
        """Return the word that WEIGH_JAIL forces it by."""

    @property
    def isolation(self) -> str:
        """Return what reports call it."""

    @property
    def run_dir(self) -> Path:
        """Return the private folder in which inputs are staged."""

    def run(
        self,
        job: Job,
        *,
        limits: Limits,
        receive: Receive,
        should_stop: ShouldStop = never,
    ) -> Outcome:
        """Run one job and hand each frame to `receive(kind, payload, when)` as it arrives.

        `when` is monotonic time in seconds. `receive` raises ChannelBroken to end the job. Raises
        Stopped when `should_stop` said so, JailUnavailable when the jail itself could not be made.
        """
