"""A process that has loaded what sets pages, and splits off a child for each report.

Loading takes as long as setting several pages; here it is done once. Run as
`python -m reports.typesetting.press FD`, with one end of a socket. A byte on it, with three descriptors,
asks for a child: what it reads, where it writes, and its leash. The leash says READY when the child
begins and its exit status when it ended; whoever lets go of the leash ends the child. The press ends
when nobody holds the socket, or after ten minutes without work. It sees no content: only the child reads.
"""

import gc
import os
import resource
import selectors
import shutil
import signal
import socket
import struct
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import NoReturn

from reports.typesetting import child

READY = b"+"
STATUS = struct.Struct("i")
_IDLE_SECONDS = 600
# Measured: a long report's pages take a sixth less time than with Python's own, and no more memory.
_LOOK_FOR_GARBAGE = (50_000, 50, 100)


@dataclass(frozen=True, slots=True)
class _Running:
    """A child at work, its leash, and the folder for its fonts."""

    pid: int
    leash: socket.socket
    folder: str


def main(asked_on: int) -> None:
    """Split off children until nobody can ask for one any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for whoever asks; then the socket closes
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with suppress(OSError):  # the text libraries are missing: each child says so itself
        from reports.typesetting import pdf

        pdf.make_ready()
    gc.collect()
    gc.freeze()  # so that children share this memory
    gc.set_threshold(*_LOOK_FOR_GARBAGE)
    with (
        socket.socket(fileno=asked_on) as asked,
        tempfile.TemporaryDirectory(prefix="weighbridge-pages-") as folder,
        selectors.DefaultSelector() as look,
    ):
        _serve(asked, folder, look)


def _serve(asked: socket.socket, folder: str, look: selectors.BaseSelector) -> None:
    running: dict[int, _Running] = {}
    with _told_when_a_child_ends() as ended:
        look.register(asked, selectors.EVENT_READ)
        look.register(ended, selectors.EVENT_READ)
        try:
            while (heard := look.select(None if running else _IDLE_SECONDS)) or running:
                for key, _ in heard:
                    if key.fileobj is asked:
                        if not _split_off(asked, folder, look, running):
                            return
                    elif key.fileobj is ended:
                        ended.recv(4096)
                        _reap(look, running)
                    elif key.data in running:  # its leash was let go
                        os.kill(key.data, signal.SIGKILL)
                        look.unregister(key.fileobj)
        finally:
            for pid in running:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)  # it writes into its folder until then


@contextmanager
def _told_when_a_child_ends() -> Iterator[socket.socket]:
    """Give a socket that can be read whenever a child has ended."""
    ended, wake = socket.socketpair()
    with ended, wake:
        wake.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno())
        try:
            yield ended
        finally:
            signal.set_wakeup_fd(-1)


def _split_off(
    asked: socket.socket,
    folder: str,
    look: selectors.BaseSelector,
    running: dict[int, _Running],
) -> bool:
    """Start a child; return whether anybody still holds the other end."""
    told, descriptors, _, _ = socket.recv_fds(asked, 1, 3)
    if not told:
        return False
    incoming, outgoing, leash = descriptors
    own = tempfile.mkdtemp(dir=folder)
    pid = os.fork()
    if pid == 0:
        _become_child(incoming, outgoing, own)
    os.close(incoming)
    os.close(outgoing)
    each = running[pid] = _Running(pid, socket.socket(fileno=leash), own)
    look.register(each.leash, selectors.EVENT_READ, data=pid)
    with suppress(OSError):
        each.leash.send(READY)
    return True


def _become_child(incoming: int, outgoing: int, folder: str) -> NoReturn:
    """Set one report with nothing of the press's but its memory, and end."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        for each in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(each, signal.SIG_DFL)
        low, high = sorted((incoming, outgoing))
        most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        for first, last in ((3, low), (low + 1, high), (high + 1, most)):
            os.closerange(first, last)
        tempfile.tempdir = folder
        with os.fdopen(incoming, "rb") as told, os.fdopen(outgoing, "wb") as results:
            child.main(told, results)
        status = 0
    except BaseException:  # noqa: BLE001 -- this process ends here, whatever happened
        traceback.print_exc()
    finally:
        os._exit(status)


def _reap(look: selectors.BaseSelector, running: dict[int, _Running]) -> None:
    """Say of each child that ended how it did, and clear its folder away."""
    while running:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        each = running.pop(pid)
        with suppress(KeyError, ValueError):
            look.unregister(each.leash)
        with each.leash, suppress(OSError):
            each.leash.send(STATUS.pack(os.waitstatus_to_exitcode(status)))
        shutil.rmtree(each.folder, ignore_errors=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
