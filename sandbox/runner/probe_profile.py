"""The jail's self-test from inside: tries what must not work, and says what did.

Every attempt returns an empty text when it was refused and what it reached when it was not.
"""

import collections
import ctypes
import fcntl
import importlib
import itertools
import mmap
import os
import resource
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sandbox.runner.frames import MIB, Kind, Writer
from sandbox.runner.profiles import PROFILES

PLACES_TO_WRITE = ("/", "/tmp", "/var/tmp", "/dev/shm", "/jail", "/run", "/proc/self")  # noqa: S108
FAMILIES = ("AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_PACKET")
NAMESPACES = ("net", "pid", "ipc", "uts", "mnt", "user")
PTRACE_ATTACH = 16
NEW_USER_NAMESPACE = 0x10000000
MANY = 4096

Options = Mapping[str, Any]
_libc = ctypes.CDLL(None, use_errno=True)
_before: dict[str, str] = {}
_namespaces: dict[str, str] = {}
_thread_found: dict[str, str] = {}
_filter_is_on = threading.Event()
_second_thread: list[threading.Thread] = []
_status: list[int] = []


def before_lock(options: Options) -> None:
    """Start a thread too early where the self-test asks for it; the lock must refuse it."""
    # Read again under each lock: it tells of the process as it is then.
    _status.append(os.open("/proc/self/status", os.O_RDONLY))
    if options["act"] == "early_thread":
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()


def prepare(options: Options) -> None:
    """Try everything under the first lock, and leave a thread to try again under the second."""
    if options["act"] == "load":
        for name, module in PROFILES.items():
            if name != "probe":
                # Of the models' libraries one: the others lie beside it and take seconds.
                importlib.import_module(module).prepare({"hint": "onnx"})
    if options["act"] == "look":
        _before.update(_try_all(options, FILES_AND_NETWORK))
        for name in NAMESPACES:
            _namespaces[name] = str(Path(f"/proc/self/ns/{name}").readlink())
        thread = threading.Thread(target=_in_thread, args=(options,), daemon=True)
        thread.start()
        _second_thread.append(thread)


def work(inputs: Mapping[str, int], options: Options, writer: Writer) -> dict[str, object]:
    """Do what `options["act"]` says."""
    if options["act"] == "look":
        after = _try_all(options, FILES_AND_NETWORK | AFTER_THE_FILTER)
        _filter_is_on.set()
        _second_thread[0].join(10)
        found = {
            "before": _before,
            "after": after,
            "thread": _thread_found or {"thread": "it did not end"},
            "environment": dict(os.environ),
            "namespaces": _namespaces,
            "input": os.read(inputs["granted"], 100).decode("ascii"),
        }
        writer.say(Kind.PROBE, found)
    else:
        ACTS[options["act"]](writer)
    return {}


def _in_thread(options: Options) -> None:
    if _filter_is_on.wait(10):
        _thread_found.update(_try_all(options, FILES_AND_NETWORK | AFTER_THE_FILTER))


def _try_all(
    options: Options, attempts: Mapping[str, Callable[[Options], Iterator[str]]]
) -> dict[str, str]:
    return {name: "; ".join(attempt(options))[:500] for name, attempt in attempts.items()}


def _network(_: Options) -> Iterator[str]:
    for family in FAMILIES:
        try:
            socket.socket(getattr(socket, family), socket.SOCK_DGRAM).close()
        except OSError:
            continue
        yield f"a socket of {family}"
    try:
        cards = Path("/proc/self/net/dev").read_text("ascii").splitlines()[2:]
    except OSError:
        return
    yield from (card.split(":")[0].strip() for card in cards if not card.strip().startswith("lo:"))


def _host_files(options: Options) -> Iterator[str]:
    yield from _opened(options["hidden"], os.O_RDONLY)


def _other_uploads(options: Options) -> Iterator[str]:
    yield from _opened(options["other_uploads"], os.O_RDONLY)


def _writing(options: Options) -> Iterator[str]:
    new = [f"{place}/made_by_probe" for place in (*PLACES_TO_WRITE, *options["places"])]
    yield from _opened(new, os.O_WRONLY | os.O_CREAT)
    yield from _opened([*options["other_uploads"], *options["hidden"]], os.O_WRONLY)
    for path in new:
        for name, action in (("folder", os.mkdir), ("fifo", os.mkfifo)):
            try:
                action(path)
            except OSError:
                continue
            yield f"{name} {path}"


def _opened(paths: list[str], how: int) -> Iterator[str]:
    for path in paths:
        try:
            os.close(os.open(path, how))
        except OSError:
            continue
        yield path


def _signalling(options: Options) -> Iterator[str]:
    for process in (os.getppid(), 1, -1, options["parent"]):
        try:
            os.kill(process, 0)
        except OSError:
            continue
        yield f"process {process}"
    try:
        fcntl.fcntl(0, fcntl.F_SETOWN, options["parent"])
    except OSError:
        pass
    else:
        yield "a signal at each input"
    if _libc.ptrace(PTRACE_ATTACH, os.getppid(), None, None) == 0:
        yield "ptrace"


def _rights(_: Options) -> Iterator[str]:
    if 0 in {os.getuid(), os.geteuid(), os.getgid(), os.getegid()}:
        yield "user or group 0"
    try:
        os.setresuid(0, 0, 0)
    except OSError:
        pass
    else:
        yield "it became user 0"
    if _libc.unshare(NEW_USER_NAMESPACE) == 0:
        yield "a user namespace of its own"
    lines = dict(
        line.split(":\t", 1)
        for line in os.pread(_status[0], MANY, 0).decode("ascii", "replace").splitlines()
        if ":\t" in line
    )
    if any(int(lines[each], 16) for each in ("CapInh", "CapPrm", "CapEff", "CapAmb")):
        yield "capabilities"
    if lines["NoNewPrivs"] != "1":
        yield "new privileges"
    if lines["Seccomp"] != "2":
        yield "no filter"


def _programs(_: Options) -> Iterator[str]:
    # "Not there" would mean that the attempt itself was let through.
    try:
        os.execv("/not_there", ["not_there"])  # noqa: S606
    except PermissionError:
        return
    except OSError as problem:
        yield f"exec answered {problem.strerror}"


def _processes(_: Options) -> Iterator[str]:
    try:
        child = os.fork()
    except OSError:
        return
    if child == 0:
        os._exit(0)
    yield "fork"


def _opening(_: Options) -> Iterator[str]:
    yield from _opened(["/proc/self/status", "/proc/cpuinfo", *sys.path], os.O_RDONLY)


def _code_in_memory(_: Options) -> Iterator[str]:
    try:
        mmap.mmap(-1, MANY, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    except OSError:
        return
    yield "executable memory"


def _uncounted_memory(_: Options) -> Iterator[str]:
    try:
        mmap.mmap(-1, MANY, mmap.MAP_SHARED)
    except OSError:
        return
    yield "shared memory"


def _raising_limits(_: Options) -> Iterator[str]:
    for what in (resource.RLIMIT_DATA, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE):
        try:
            resource.setrlimit(what, resource.getrlimit(what))
        except (OSError, ValueError):
            continue
        yield f"limit {what}"


FILES_AND_NETWORK = {
    "network": _network,
    "host_files": _host_files,
    "other_uploads": _other_uploads,
    "writing": _writing,
    "signalling": _signalling,
}
AFTER_THE_FILTER = {
    "rights": _rights,
    "programs": _programs,
    "processes": _processes,
    "opening": _opening,
    "code_in_memory": _code_in_memory,
    "uncounted_memory": _uncounted_memory,
    "raising_limits": _raising_limits,
}


def _allocate(_: Writer) -> None:
    held = []
    while True:
        held.append(b"\1" * (16 * MIB))


def _burn(_: Writer) -> None:
    while True:
        pass


def _sleep(_: Writer) -> None:
    while True:
        time.sleep(60)


def _print_for_ever(_: Writer) -> None:
    while True:
        print("A" * MANY, flush=True)  # noqa: T201


def _answer_for_ever(writer: Writer) -> None:
    while True:
        writer.send(Kind.BATCH, bytes(MIB))


def _crash(_: Writer) -> None:
    ctypes.string_at(0)


def _abort(_: Writer) -> None:
    os.abort()


def _native_loop(_: Writer) -> None:
    # Inside one call of native code, which no signal handler of Python's interrupts.
    collections.deque(itertools.repeat(None), maxlen=0)


def _panic(_: Writer) -> None:
    raise Panic


class Panic(BaseException):
    """What libraries written in Rust raise: no Exception."""


ACTS: dict[str, Callable[[Writer], None]] = {
    "allocate": _allocate,
    "burn": _burn,
    "sleep": _sleep,
    "print_for_ever": _print_for_ever,
    "answer_for_ever": _answer_for_ever,
    "crash": _crash,
    "abort": _abort,
    "native_loop": _native_loop,
    "panic": _panic,
    "load": lambda _: None,
    "nothing": lambda _: None,
}
