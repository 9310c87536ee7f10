"""What every jail must hold, property by property, found by trying and not by asking.

A candidate is used only when all of them hold. `./weigh check_jail` prints the list.
"""

import contextlib
import itertools
import os
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox import interpreter
from sandbox.channel import read_json
from sandbox.contract import MIB, Ending, Jail, JailUnavailable, Job, Limits, Outcome
from sandbox.runner.codes import Code
from sandbox.runner.frames import Kind
from sandbox.staging import staged

LOOK = Limits(memory=512 * MIB, wall=60.0, processor=30)
AT_ONCE = 4
# bubblewrap sets the first, Python's start-up the second.
MAY_APPEAR = {"PWD", "LC_CTYPE"}


@dataclass(frozen=True, slots=True)
class Property:
    """One property: whether it holds, and what was seen where it does not."""

    key: str
    says: str
    holds: bool
    saw: str = ""


SAYS = {
    "libraries": "Everything that reads uploaded files can be loaded.",
    "granted_input": "A granted file can be read.",
    "environment": "No variable of this program arrives inside.",
    "network": "The network cannot be reached.",
    "host_files": "Files of this machine cannot be read.",
    "other_uploads": "Other uploads cannot be read.",
    "writing": "Nothing can be written.",
    "opening": "No file can be opened once the hostile one is being read.",
    "programs": "No program can be started.",
    "processes": "No further process can be started.",
    "signalling": "No process outside can be signalled or traced.",
    "rights": "No right is held and none can be gained.",
    "code_in_memory": "No new machine code can be put into memory.",
    "threads": "A second thread is confined like the first.",
    "early_thread": "A thread that runs before the lock stops the job.",
    "memory": "Memory is limited.",
    "uncounted_memory": "No memory can be had that the limit does not count.",
    "processor": "Processor time is limited.",
    "wall": "Real time is limited, by a kill from outside.",
    "raising_limits": "No limit can be raised.",
    "printing": "What it prints is limited.",
    "answering": "What it answers is limited.",
    "crash": "A crash inside stays inside.",
}
# From what the probe found: under the first lock, under the second, and in a second thread.
SEEN_IN_ALL = ("network", "host_files", "other_uploads", "writing", "signalling")
SEEN_AFTER = (
    "rights", "opening", "programs", "processes", "code_in_memory", "uncounted_memory", "raising_limits",
)  # fmt: skip


def examine(jail: Jail) -> list[Property]:
    """Return every property of `jail`, in the order of `SAYS`.

    Raises JailUnavailable when it cannot run a job at all.
    """
    _act(jail, "nothing", LOOK)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = {key: pool.submit(check, jail) for key, check in ACTS.items()}
        seen = {**_look(jail), **{key: future.result() for key, future in running.items()}}
    return [Property(key, says, not seen[key], seen[key]) for key, says in SAYS.items()]


def _look(jail: Jail) -> dict[str, str]:
    """Return what one probe reached, by property; an empty text is as it should be."""
    word = secrets.token_hex(8)
    with staged(jail.run_dir) as mine, staged(jail.run_dir) as others:
        granted, other = mine / "granted", others / "upload"
        granted.write_text(word, encoding="ascii")
        other.write_text("another's upload", encoding="ascii")
        options = {
            "act": "look",
            "hidden": _hidden_files(),
            "other_uploads": [str(other), str(granted), str(mine)],
            "places": [*_homes(), str(mine), str(jail.run_dir)],
            "parent": os.getpid(),
        }
        frames: list[dict[str, Any]] = []

        def receive(kind: Kind, payload: bytes, _: float) -> None:
            if kind is Kind.PROBE:
                frames.append(read_json(payload))

        job = Job("probe", {"granted": granted}, options)
        outcome = jail.run(job, limits=LOOK, receive=receive)
    if outcome.ending is not Ending.DONE or len(frames) != 1:
        return dict.fromkeys(SAYS, f"the probe ended as {outcome.ending}: {outcome.tail[-300:]}")
    return _judge(frames[0], word)


def _judge(found: dict[str, Any], word: str) -> dict[str, str]:
    before, after, thread = found["before"], found["after"], found["thread"]
    seen = {key: " ".join(filter(None, (before[key], after[key]))) for key in SEEN_IN_ALL}
    seen.update({key: after[key] for key in SEEN_AFTER})
    seen["threads"] = " ".join(filter(None, thread.values()))
    seen["granted_input"] = "" if found["input"] == word else "it read something else"
    given = interpreter.environment(LOOK, code=Path(), locales=None)
    strange = set(found["environment"]) - set(given) - MAY_APPEAR
    seen["environment"] = " ".join(sorted(strange))
    return seen


def _hidden_files() -> list[str]:
    """Return files that exist here and must not inside.

    Folders above the interpreter exist inside too, empty but for the way to it; so files are named.
    """
    wanted = (
        *_files_at_home(),
        Path("/etc/passwd"),
        Path("/etc/hostname"),
        interpreter.RUNNER.parent / "contract.py",
        interpreter.RUNNER.parent.parent / "manage.py",
        Path(f"/proc/{os.getpid()}/environ"),
        Path("/usr/bin"),
        Path("/dev/null"),
    )
    return [str(path) for path in wanted if path.exists()]


def _files_at_home() -> list[Path]:
    found: list[Path] = []
    for home in _homes():
        with contextlib.suppress(OSError):
            at_home = (path for path in Path(home).iterdir() if path.is_file())
            found += itertools.islice(at_home, 3)
    return found


def _homes() -> list[str]:
    try:
        return [str(Path.home())]
    except RuntimeError:  # a service's user may have none
        return []


def _act(jail: Jail, act: str, limits: Limits) -> Outcome:
    job = Job("probe", options={"act": act})
    return jail.run(job, limits=limits, receive=lambda *_: None)


def _must_end(act: str, limits: Limits, *endings: Ending) -> Callable[[Jail], str]:
    def check(jail: Jail) -> str:
        outcome = _act(jail, act, limits)
        return "" if outcome.ending in endings else f"it ended as {outcome.ending}"

    return check


def _libraries(jail: Jail) -> str:
    try:
        outcome = _act(jail, "load", LOOK)
    except JailUnavailable as problem:
        return problem.reason
    return "" if outcome.ending is Ending.DONE else f"it ended as {outcome.ending}"


def _memory(jail: Jail) -> str:
    outcome = _act(jail, "allocate", LOOK)
    ended = outcome.ending in {Ending.MEMORY, Ending.CRASHED} or (
        outcome.ending is Ending.TROUBLE
        and read_json(outcome.trouble).get("code") == Code.OUT_OF_MEMORY
    )
    if not ended:
        return f"it ended as {outcome.ending}"
    if (outcome.peak_bytes or 0) > 2 * LOOK.memory:
        return f"it held {outcome.peak_bytes} bytes"
    return ""


def _early_thread(jail: Jail) -> str:
    try:
        outcome = _act(jail, "early_thread", LOOK)
    except JailUnavailable as problem:
        refused = "before the lock" in problem.reason
        return "" if refused else f"it failed otherwise: {problem.reason}"
    return f"it ended as {outcome.ending}"


def _wall(jail: Jail) -> str:
    late = ""
    for seconds in (1.0, 5.0, 30.0):  # a busy machine may take longer before anything runs at all
        try:
            outcome = _act(jail, "sleep", Limits(memory=512 * MIB, wall=seconds))
        except JailUnavailable as problem:
            late = problem.reason
            continue
        return "" if outcome.ending is Ending.WALL else f"it ended as {outcome.ending}"
    return late


ACTS: dict[str, Callable[[Jail], str]] = {
    "libraries": _libraries,
    "early_thread": _early_thread,
    "memory": _memory,
    "processor": _must_end(
        "burn", Limits(memory=512 * MIB, processor=1, wall=60.0), Ending.PROCESSOR
    ),
    "wall": _wall,
    "printing": _must_end("print_for_ever", Limits(wall=60.0, log=64 * 1024), Ending.OUTPUT),
    "answering": _must_end("answer_for_ever", Limits(wall=60.0, output=8 * MIB), Ending.OUTPUT),
    "crash": _must_end("crash", LOOK, Ending.CRASHED),
}
