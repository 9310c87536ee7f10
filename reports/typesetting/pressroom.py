"""Keeps one press ready for this process, and asks it for children.

The press holds no key, no database and no secret of the environment, and nor does any child of it.
"""

import atexit
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from content.refusal import OutOfOrder
from reports.typesetting.press import READY, STATUS

COMMAND = (sys.executable, "-m", "reports.typesetting.press")

_ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "PYTHONPATH", "PYTHONHASHSEED")


@dataclass(slots=True)
class _Press:
    """A press, this end of its socket, and the process that started it."""

    process: subprocess.Popen[bytes]
    asking: socket.socket
    started_by: int = field(default_factory=os.getpid)


class Child:
    """A process that sets one report: where to write to it, where to read from it."""

    def __init__(self, incoming: IO[bytes], outgoing: IO[bytes], leash: socket.socket) -> None:
        self.incoming, self.outgoing, self._leash = incoming, outgoing, leash

    def end(self) -> None:
        """End it at once; nothing happens if it has ended."""
        with suppress(OSError):  # the press is gone, and the child with what it read from
            self._leash.shutdown(socket.SHUT_WR)

    def status(self) -> int | None:
        """Wait until it has ended; return its exit status, negative for a signal, None if unknown."""
        with suppress(OSError):
            told = self._leash.recv(STATUS.size, socket.MSG_WAITALL)
            if len(told) == STATUS.size:
                return int(STATUS.unpack(told)[0])
        return None


_guard = threading.Lock()
_here: _Press | None = None


def make_ready() -> None:
    """Start the press, and do not wait until it is ready: what follows runs beside it."""
    with _guard:
        _press()


def process_number() -> int:
    """Return the number of the press's process; 0 where none was started."""
    return _here.process.pid if _here is not None else 0


def close() -> None:
    """Let go of the press: it ends, and with it every child at work."""
    global _here
    with _guard:
        press, _here = _here, None
        if press is None:
            return
        if press.started_by == os.getpid():
            with suppress(OSError):
                press.asking.shutdown(socket.SHUT_RDWR)
            press.process.wait()
        press.asking.close()


@contextmanager
def child() -> Iterator[Child]:
    """Give a child of the press; it is gone at the end.

    Raises OutOfOrder when no press starts.
    """
    for _ in range(2):  # the first press may just have ended for want of work
        press, incoming, outgoing, leash = _asked()
        with leash, outgoing, incoming:
            if leash.recv(len(READY)) != READY:
                _give_up(press)
                continue
            made = Child(incoming, outgoing, leash)
            try:
                yield made
            finally:
                made.end()
                with suppress(BrokenPipeError):
                    incoming.close()
            return
    raise OutOfOrder("The report could not be made: what sets its pages does not start.")


def _asked() -> tuple[_Press, IO[bytes], IO[bytes], socket.socket]:
    """Ask for a child; return whom, what it reads from, what it writes to, and its leash."""
    reads, incoming = os.pipe()
    outgoing, writes = os.pipe()
    leash, its_leash = socket.socketpair()
    with its_leash:
        try:
            with _guard:
                press = _press()
                with suppress(OSError):  # it ended since: whoever waits sees that nothing came
                    socket.send_fds(press.asking, [READY], [reads, writes, its_leash.fileno()])
        finally:
            os.close(reads)
            os.close(writes)
    return press, os.fdopen(incoming, "wb"), os.fdopen(outgoing, "rb"), leash


def _give_up(press: _Press) -> None:
    """Start no child by this press any more: it ends, or has ended."""
    global _here
    with _guard:
        if _here is press:
            _here = None
            press.process.kill()
            press.process.wait()
            press.asking.close()


def _press() -> _Press:
    """Return the press of this process; a new one where there is none, or where it ended."""
    global _here
    ours = _here is not None and _here.started_by == os.getpid()
    if _here is None or not ours or _here.process.poll() is not None:
        if _here is not None:
            _here.asking.close()
        _here = _started()
    return _here


def _started() -> _Press:
    asking, asked = socket.socketpair()
    with asked:
        process = subprocess.Popen(  # noqa: S603 -- a command of ours, without a word of anybody's
            (*COMMAND, str(asked.fileno())),
            cwd=_ROOT,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
            stdin=subprocess.DEVNULL,
            stdout=2,  # whatever a library prints goes where a person may read it
            pass_fds=(asked.fileno(),),
        )
    return _Press(process, asking)


atexit.register(close)
