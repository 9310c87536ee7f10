"""The door to the setting of pages: a child process with bounds on memory, processor and time.

It needs text libraries of the system, which may be absent. What people wrote reaches the child as text
alone; the child holds no key, no database and no secret of the environment.
"""

import base64
import json
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from typing import IO, Any

from content.refusal import OutOfOrder
from content.text_direction import without_turns
from reports.typesetting import pressroom
from reports.typesetting.child import DONE, MISSING, MORE
from reports.typesetting.rendered import Enclosure, Rendered

# Measured: a report of 2,000 answers and 300 flags takes a tenth of the memory and of the time.
MEMORY = 4 << 30
SECONDS = 300
TOO_LARGE = (
    "The report could not be made: it is too long for the memory that setting pages may use."
)
TOO_SLOW = "The report could not be made: setting its pages took longer than it may."
ENDED = "The report could not be made: what sets its pages was ended. Ask for it again."
_LOOK_EVERY = 0.25


class Stopped(Exception):
    """Somebody no longer wants the pages."""


def identifier_of(words: str) -> str:
    """Return the identifier of a paper that has no content of its own to take it from."""
    return sha256(words.encode()).hexdigest()


def typeset(
    fits: Iterable[str],
    *,
    enclosures: Sequence[Enclosure],
    made_at: datetime,
    identifier: str,
    should_stop: Callable[[], bool] = lambda: False,
) -> Rendered:
    """Return the PDF, not signed yet, as `pdf.render` makes it.

    Every paper of ours comes through here. What turns the direction of a text is left out of its pages,
    as it is of its twin and its tables: paper shows the digits in the order in which they were written.

    Raises
    ------
    OutOfOrder
        Where this system lacks the libraries, where a bound was met, and as `pdf.render` does.
    Stopped
        When `should_stop` said so; the child is ended.
    """
    asked = {
        "memory": MEMORY,
        "seconds": SECONDS,
        "too_large": TOO_LARGE,
        "made_at": made_at.isoformat(),
        "identifier": identifier,
        "enclosures": [
            {
                "name": each.name,
                "description": each.description,
                "content": base64.b64encode(each.content).decode(),
            }
            for each in enclosures
        ],
    }
    with pressroom.child() as child, _watched(child, should_stop) as ended_for:
        try:
            pages = map(without_turns, fits)
            answer = _converse(child.incoming, child.outgoing, asked, pages)
            content = child.outgoing.read(answer.get("bytes", 0)) if answer else b""
        except ValueError:
            answer, content = {}, b""
        status = child.status()
    for why in ended_for:
        raise why
    if answer.get("kind") == MISSING:
        raise OutOfOrder(
            "This system lacks what sets the report's pages. Run, as root: apt-get install "
            "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        )
    if answer.get("kind") == DONE and len(content) == answer["bytes"]:
        return Rendered(content, sha256(content).hexdigest(), answer["pages"], answer["made_with"])
    raise OutOfOrder(answer.get("sentence") or _why(status))


def _converse(
    to: IO[bytes], out: IO[bytes], asked: dict[str, Any], fits: Iterable[str]
) -> dict[str, Any]:
    """Give the child what it asks for; return its last word, empty where it ended without one."""
    waiting = iter(fits)
    _tell(to, asked)
    _tell(to, {"html": next(waiting)})
    while line := out.readline():
        said: dict[str, Any] = json.loads(line)
        if said["kind"] != MORE:
            return said
        following = next(waiting, None)
        if following is None:
            with suppress(BrokenPipeError):
                to.close()
        else:
            _tell(to, {"html": following})
    return {}


def _tell(to: IO[bytes], line: dict[str, Any]) -> None:
    with suppress(BrokenPipeError):  # it said its last word before it had heard everything
        to.write(json.dumps(line).encode() + b"\n")
        to.flush()


def _why(status: int | None) -> str:
    # A child that is out of memory may not find enough to say so: it is then killed or breaks down.
    if status is None:
        return ENDED
    return TOO_SLOW if status == -signal.SIGXCPU else TOO_LARGE


@contextmanager
def _watched(child: pressroom.Child, should_stop: Callable[[], bool]) -> Iterator[list[Exception]]:
    """Watch over the child, and end it when it is stopped or takes too long; say why."""
    over = threading.Event()
    ended_for: list[Exception] = []

    def watch() -> None:
        until = time.monotonic() + SECONDS
        while not over.wait(_LOOK_EVERY):
            if should_stop():
                ended_for.append(Stopped())
            elif time.monotonic() > until:
                ended_for.append(OutOfOrder(TOO_SLOW))
            else:
                continue
            child.end()
            return

    watcher = threading.Thread(target=watch, name="typesetting", daemon=True)
    watcher.start()
    try:
        yield ended_for
    finally:
        over.set()
        watcher.join()
