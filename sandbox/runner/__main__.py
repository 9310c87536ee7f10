"""The child's whole life: read the request, lock, import, tighten, read the hostile file, answer.

`python -m sandbox.runner`, with the request on standard input: four bytes of length, then JSON.
Standard input stays open until the parent has taken the last frame.
"""

import base64
import importlib
import json
import mimetypes
import os
import struct
import sys
import traceback
from types import ModuleType
from typing import Any

from sandbox.runner import lock
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.frames import Kind, Writer
from sandbox.runner.profiles import PROFILES


def main() -> int:
    """Do one job. The exit code is 0 when all was said, 3 when trouble was."""
    (length,) = struct.unpack("<I", _read_exactly(4))
    request = json.loads(_read_exactly(length))
    writer = Writer(request["descriptor"])
    try:
        _work(request, writer)
    except BaseException as problem:  # noqa: BLE001 - some libraries raise what is no Exception
        traceback.print_exc()
        writer.say(Kind.TROUBLE, _as_trouble(problem).as_json())
        return 3
    return 0


def _work(request: dict[str, Any], writer: Writer) -> None:
    if request["profile"] == "probe":
        importlib.import_module(PROFILES["probe"]).before_lock(request["options"])
    lock.set_limits(request["limits"])
    landlock = lock.confine(request["readable"], **request["landlock"])
    if request["first_filter"]:
        lock.tighten(base64.b64decode(request["first_filter"]), request["seccomp"])
    mimetypes.knownfiles.clear()  # the system's own lists may be there and closed to us
    profile: ModuleType = importlib.import_module(PROFILES[request["profile"]])
    profile.prepare(request["options"])
    lock.become(request["user"])
    lock.tighten(base64.b64decode(request["filter"]), request["seccomp"])
    writer.say(Kind.READY, {"landlock": landlock})
    writer.say(Kind.DONE, profile.work(request["inputs"], request["options"], writer))


def _as_trouble(problem: BaseException) -> Trouble:
    if isinstance(problem, Trouble):
        return problem
    if isinstance(problem, lock.CannotLock):
        return Trouble(Code.CANNOT_LOCK, reason=str(problem))
    if isinstance(problem, MemoryError):
        return Trouble(Code.OUT_OF_MEMORY)
    if isinstance(problem, RecursionError):
        return Trouble(Code.TOO_DEEP)
    if not isinstance(problem, Exception):
        return Trouble(Code.PANICKED)
    return Trouble(Code.UNEXPECTED, error=type(problem).__name__)


def _read_exactly(length: int) -> bytes:
    read = b""
    while len(read) < length:
        piece = os.read(0, length - len(read))
        if not piece:
            raise EOFError("The request ended early.")
        read += piece
    return read


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os.read(0, 1)  # the parent closes it when it has read how much memory was used
    os._exit(code)  # libraries that a hostile file left in disorder are not asked to tidy up
