"""Watches one confined process from outside: its frames, its printing, its time and its memory.

Whatever the process does, this ends: by its own end, or by SIGKILL to its whole process group.
Every candidate jail starts its command here.
"""

import fcntl
import os
import selectors
import signal
import struct
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from sandbox.channel import FrameReader, OutputTooLong
from sandbox.contract import (
    ChannelBroken,
    Ending,
    Limits,
    Outcome,
    Receive,
    ShouldStop,
    Stopped,
    never,
)
from sandbox.runner.frames import Kind

TICK = 0.05
TAIL = 4_000
PIECE = 1024 * 1024
# The kernel counts a process's memory a little later and a little wider than its limit does.
MEMORY_SLACK = 512 * 1024 * 1024
ASK_EVERY = 0.2
LOOK_EVERY = 0.01
PIPE = (
    1024 * 1024
)  # what any user may ask for: a whole batch goes in while we still look at the last
GRACE = 2.0
# Lines of /proc/PID/status, in their order there.
HELD = ("VmHWM:", "VmRSS:", "RssAnon:", "RssShmem:")
SIGNALS = range(129, 193)  # exit codes that stand for a signal


class Supervision:
    """One process, from its start to its end."""

    def __init__(
        self,
        limits: Limits,
        receive: Receive,
        should_stop: ShouldStop = never,
        *,
        generations: int = 0,
    ) -> None:
        """Prepare to watch one process under `limits`.

        `generations` says how many processes the command puts between itself and the worker, whose
        memory is watched: bubblewrap two, a plain command none.
        """
        self._limits = limits
        self._receive = receive
        self._generations = generations
        self._should_stop = should_stop
        self._frames = FrameReader(limits.output)
        self._printed = bytearray()
        self._printed_count = 0
        self._done = False
        self._trouble = b""
        self._ended_by: Ending | None = None
        self._why = ""
        self._peak: int | None = None
        self._worker: int | None = None

    def run(
        self,
        command: Sequence[str],
        *,
        request: bytes,
        results: tuple[int, int],
        environment: Mapping[str, str] | None = None,
        pass_fds: Sequence[int] = (),
    ) -> Outcome:
        """Start `command`, give it `request`, and watch it to its end.

        `results` is the pipe (reading end, writing end) whose writing end the child inherits; both
        ends are closed here. OSError if the command cannot be started.
        """
        reading, writing = results
        with suppress(OSError):  # a user with many pipes gets no wider ones
            fcntl.fcntl(reading, fcntl.F_SETPIPE_SZ, PIPE)
        began = time.monotonic()
        try:
            process = subprocess.Popen(  # noqa: S603 - the command is ours
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=dict(environment or {}),
                pass_fds=(writing, *pass_fds),
                start_new_session=True,
                bufsize=0,
            )
        except BaseException:
            os.close(reading)
            raise
        finally:
            os.close(writing)
        try:
            self._hand_over(process, request)
            self._watch(process, reading, began)
            self._let_it_end(process)
        finally:
            _kill(process)
            os.close(reading)
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
            exit_code = process.wait()
        if exit_code < 0:
            exit_code = 128 - exit_code
        return Outcome(
            ending=self._ending(exit_code),
            exit_code=exit_code,
            seconds=time.monotonic() - began,
            tail=bytes(self._printed[-TAIL:]).decode("utf-8", "replace"),
            why=self._why,
            trouble=self._trouble,
            peak_bytes=self._peak,
        )

    def _hand_over(self, process: "subprocess.Popen[bytes]", request: bytes) -> None:
        if len(request) > 60_000:  # a pipe's buffer: more could wait for ever
            raise ValueError("A request to a jail must be short; large things are inputs.")
        assert process.stdin is not None  # noqa: S101 - for the type checker
        try:
            process.stdin.write(struct.pack("<I", len(request)) + request)
        except BrokenPipeError:
            self._why = "It ended before it read its request."

    def _watch(self, process: "subprocess.Popen[bytes]", reading: int, began: float) -> None:
        assert process.stdout is not None  # noqa: S101 - for the type checker
        printing = process.stdout.fileno()
        asked = looked = began
        with selectors.DefaultSelector() as ready:
            ready.register(reading, selectors.EVENT_READ)
            ready.register(printing, selectors.EVENT_READ)
            while ready.get_map():
                now = time.monotonic()
                left = began + self._limits.wall - now
                if left <= 0:
                    self._end(Ending.WALL, "Its time was up.")
                    return
                if now - asked >= ASK_EVERY:
                    asked = now
                    if self._should_stop():
                        raise Stopped
                for key, _ in ready.select(min(TICK, left)):
                    piece = os.read(key.fd, PIECE)
                    if not piece:
                        ready.unregister(key.fd)
                    elif key.fd == printing:
                        self._note_printing(piece)
                    else:
                        self._take(piece)
                if self._done or time.monotonic() - looked >= LOOK_EVERY:
                    self._look_at_memory(process)
                    looked = time.monotonic()
                if self._done and process.stdin is not None:
                    process.stdin.close()  # the child may go now
                if self._ended_by is not None:
                    return

    def _let_it_end(self, process: "subprocess.Popen[bytes]") -> None:
        """Wait a moment for a process that has closed its pipes, so that its exit code is its own."""
        if self._ended_by is None:
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                self._end(Ending.QUIT, "It closed its pipes and stayed.")

    def _note_printing(self, piece: bytes) -> None:
        self._printed_count += len(piece)
        self._printed += piece
        del self._printed[:-TAIL]
        if self._printed_count > self._limits.log:
            self._end(Ending.OUTPUT, "It printed more than it may.")

    def _take(self, piece: bytes) -> None:
        when = time.monotonic()
        try:
            for kind, payload in self._frames.feed(piece):
                self._take_frame(kind, payload, when)
        except OutputTooLong as problem:
            self._end(Ending.OUTPUT, str(problem))
        except ChannelBroken as problem:
            self._end(Ending.BROKEN, str(problem))

    def _take_frame(self, kind: Kind, payload: bytes, when: float) -> None:
        if self._done:
            raise ChannelBroken("A frame came after the last.")
        if kind is Kind.TROUBLE:
            self._trouble = payload
        else:
            self._receive(kind, payload, when)
        self._done = kind in {Kind.DONE, Kind.TROUBLE}

    def _look_at_memory(self, process: "subprocess.Popen[bytes]") -> None:
        if self._worker is None:
            self._worker = _descendant(process.pid, self._generations)
        if self._worker is not None:
            now, peak = _memory_of(self._worker)
            if peak is not None:
                self._peak = max(self._peak or 0, peak)
            if now is not None and now > self._limits.memory + MEMORY_SLACK:
                self._end(Ending.MEMORY, "It held more memory than it may.")

    def _end(self, ending: Ending, why: str) -> None:
        if self._ended_by is None:
            self._ended_by, self._why = ending, why

    def _ending(self, exit_code: int) -> Ending:
        if self._ended_by is not None:
            return self._ended_by
        if self._trouble:
            return Ending.TROUBLE
        if exit_code in SIGNALS:
            return Ending.PROCESSOR if exit_code == 128 + signal.SIGXCPU else Ending.CRASHED
        if self._frames.in_the_middle:
            self._why = "It ended inside a frame."
            return Ending.BROKEN
        return Ending.DONE if self._done and exit_code == 0 else Ending.QUIT


def _kill(process: "subprocess.Popen[bytes]") -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _descendant(pid: int, generations: int) -> int | None:
    """Return the only child's only child and so on, or None while there is none."""
    for _ in range(generations):
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        except OSError:
            return None
        if len(children) != 1:
            return None
        pid = int(children[0])
    return pid


def _memory_of(pid: int) -> tuple[int | None, int | None]:
    """Return bytes of its own held now, and bytes at most, or None where the kernel does not say.

    Of its own means without the files it maps (libraries and inputs), which cost no memory of ours.
    """
    held: dict[str, int] = {}
    try:
        with Path(f"/proc/{pid}/status").open(encoding="ascii", errors="replace") as lines:
            for line in lines:
                if line.startswith(HELD):
                    name, size = line.split()[:2]
                    held[name] = int(size) * 1024
                if line.startswith(HELD[-1]):
                    break
    except (OSError, ValueError, IndexError):
        pass
    peak, everything, private, shared = (held.get(name) for name in HELD)
    own = everything if private is None or shared is None else private + shared
    return own, peak
