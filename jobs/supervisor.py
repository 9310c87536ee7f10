"""Starts the processes that do the work, shows their words with a name before each, and stops all.

One Ctrl-C ends everything. A child that dies is named and started again after a pause; five deaths
in a minute end all. A dead child's whole process group is ended, so that nothing is left behind.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from content.refusal import OutOfOrder

MOST_DEATHS = 5
DEATHS_WITHIN_SECONDS = 60.0
_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0)
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Service:
    """One process to keep: its name, its command, and what to wait for before the next starts."""

    name: str
    command: Sequence[str]
    ready: Callable[[], None] | None = None
    environment: dict[str, str] = field(default_factory=dict)


class _Child:
    def __init__(self, service: Service, process: subprocess.Popen[str]) -> None:
        self.service = service
        self.process = process
        self.restart_at: float | None = None


class Supervisor:
    """Keeps a list of services running until it is told to stop."""

    def __init__(
        self,
        services: Sequence[Service],
        *,
        out: Callable[[str], object],
        folder: Path | None = None,
        grace: float = 8.0,
    ) -> None:
        self._services = services
        self._folder = folder
        self._out = out
        self._grace = grace
        self._children: list[_Child] = []
        self._deaths: deque[float] = deque()
        self._stop = threading.Event()
        self._speaking = threading.Lock()

    def stop(self, *_: object) -> None:
        """Ask `run` to end. Fits a signal handler."""
        self._stop.set()

    def run(self, *, started: Callable[[], None] | None = None) -> int:
        """Start every service in order, keep them, and return 0 when told to stop.

        Returns 1 when the services died too often. The parent-death signal belongs to the thread
        that starts a child, so this must run in a thread that lives as long as the services.
        """
        try:
            for service in self._services:
                if self._stop.is_set():
                    return 0
                self._children.append(_Child(service, self._start(service)))
                if service.ready:
                    service.ready()
            if started:
                started()
            while not self._stop.wait(0.2):
                if not self._look_after_children():
                    return 1
        finally:
            self._stop_all()
        return 0

    def say(self, name: str, words: str) -> None:
        """Write one line with its speaker before it."""
        with self._speaking, suppress(ValueError):  # ValueError: the output is closed already
            self._out(f"{name:<7}| {words}")

    def _start(self, service: Service) -> "subprocess.Popen[str]":
        process = subprocess.Popen(  # noqa: S603 -- commands of our own making
            list(service.command),
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            env={**os.environ, **service.environment},
            preexec_fn=_die_with_parent,
        )
        assert process.stdout is not None  # noqa: S101 -- it was asked for above
        threading.Thread(
            target=self._repeat, args=(service.name, process.stdout), daemon=True
        ).start()
        return process

    def _repeat(self, name: str, lines: IO[str]) -> None:
        with lines:
            for line in lines:
                if line.strip():
                    self.say(name, line.rstrip())

    def _look_after_children(self) -> bool:
        now = time.monotonic()
        for child in self._children:
            if child.restart_at is not None:
                if now >= child.restart_at:
                    child.process = self._start(child.service)
                    child.restart_at = None
                continue
            code = child.process.poll()
            if code is None:
                continue
            _end_group(child.process, signal.SIGKILL)
            self._deaths.append(now)
            while self._deaths and now - self._deaths[0] > DEATHS_WITHIN_SECONDS:
                self._deaths.popleft()
            if len(self._deaths) >= MOST_DEATHS:
                self.say(
                    "weigh",
                    f"{child.service.name} {_how(code)}. That is {MOST_DEATHS} times in a minute; stopping.",
                )
                return False
            pause = _PAUSES[min(len(self._deaths), len(_PAUSES)) - 1]
            self.say(
                "weigh", f"{child.service.name} {_how(code)}; starting it again in {pause:.0f} s."
            )
            child.restart_at = now + pause
        return True

    def _stop_all(self) -> None:
        running = [child for child in reversed(self._children) if child.process.poll() is None]
        for child in running:
            _end_group(child.process, signal.SIGTERM)
        end = time.monotonic() + self._grace
        for child in running:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(timeout=max(0.1, end - time.monotonic()))
        for child in self._children:
            _end_group(child.process, signal.SIGKILL)
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(timeout=5)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end_group(process: "subprocess.Popen[str]", how: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, how)


def _how(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with code {code}"


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold the lock while the block lasts; raise OutOfOrder when another process has it."""
    lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with lock.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutOfOrder(
                "Weighbridge's workers are running already. Stop them first, or use them as they are."
            ) from None
        yield


def is_running(lock: Path) -> bool:
    """Return whether some process holds the supervisor's lock."""
    try:
        with only_one(lock):
            return False
    except OutOfOrder:
        return True


def python(*arguments: str) -> list[str]:
    """Return a command that runs this interpreter."""
    return [sys.executable, *arguments]
