"""Locks the process it runs in, before anything hostile is opened. Standard library only.

Order: limits, no new privileges, Landlock while there is exactly one thread, where nobody did it
before a first system-call filter, then the caller imports its libraries, then root is given up, then
the tight filter for every thread. Landlock does not reach threads that already run, which is why one
thread is insisted on.
"""

import ctypes
import os
import resource
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

SET_PDEATHSIG, SET_DUMPABLE, DROP_CAPABILITY, SET_NO_NEW_PRIVS = 1, 4, 24, 38
MOST_CAPABILITIES = 64
SIGKILL = 9
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446  # the same on every processor
SECCOMP_SET_MODE_FILTER, SECCOMP_TSYNC = 1, 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
# How many file rights each Landlock version knows; the latest is repeated for what comes.
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
ALL_FILE_RIGHTS = 16

_libc = ctypes.CDLL(None, use_errno=True)


class CannotLock(Exception):
    """The process could not be locked; nothing hostile was opened."""


def set_limits(limits: Mapping[str, int]) -> None:
    """Set hard limits on memory, processor time, files, processes and core dumps."""
    memory = limits["memory_bytes"]
    cpu = limits["cpu_seconds"]
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_NOFILE: 128,
        resource.RLIMIT_NPROC: limits["processes"],
        resource.RLIMIT_DATA: memory,
        # Libraries and mapped inputs count here too, though they cost little memory.
        resource.RLIMIT_AS: memory + limits["mapped_bytes"],
    }
    try:
        for what, most in wanted.items():
            resource.setrlimit(what, (most, most))
        # The soft limit sends SIGXCPU, which tells the parent why; the hard one kills.
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    except (OSError, ValueError) as problem:
        raise CannotLock(f"a limit could not be set ({problem})") from problem


def confine(readable: Iterable[str], *, needed: bool, at_most: int) -> int:
    """Give up new privileges and, where the kernel has Landlock, all files but `readable`.

    Landlock's versions above `at_most` are not used. Returns the version used, 0 where the kernel has
    none. CannotLock if another thread runs, or if there is no Landlock and it is `needed`.
    """
    threads = len(os.listdir("/proc/self/task"))  # noqa: PTH208
    if threads != 1:
        raise CannotLock(f"{threads} threads ran before the lock")
    _prctl(SET_NO_NEW_PRIVS, 1)
    _keep_apart()
    if os.geteuid() == 0:
        for capability in range(MOST_CAPABILITIES):
            if _libc.prctl(DROP_CAPABILITY, capability, 0, 0, 0) != 0:
                break  # the kernel knows no more
    known = max(0, _libc.syscall(LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint(1)))
    version: int = min(known, at_most)
    if version:
        _landlock(version, readable)
    elif needed:
        raise CannotLock("this system has no Landlock, or has it switched off")
    return version


def become(user: int | None) -> None:
    """Give up root for good, in every thread, and be `user` with no group; None changes nothing."""
    if user is None:
        return
    try:
        # libc carries each over to every thread; the last takes all capabilities with it.
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    except OSError as problem:
        raise CannotLock(f"root could not be given up ({problem})") from problem
    _keep_apart()


def tighten(program: bytes, seccomp_number: int) -> None:
    """Put every thread under the filter `program` (compiled BPF, as the parent made it)."""
    held = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: how many instructions of 8 bytes, and where they are.
    fprog = struct.pack("@HP", len(program) // 8, ctypes.addressof(held))
    _call(
        seccomp_number,
        ctypes.c_uint(SECCOMP_SET_MODE_FILTER),
        ctypes.c_uint(SECCOMP_TSYNC),
        ctypes.create_string_buffer(fprog, len(fprog)),
    )


def _keep_apart() -> None:
    """End with the parent, and let nobody of the same user look in. A change of user undoes both."""
    _prctl(SET_PDEATHSIG, SIGKILL)
    _prctl(SET_DUMPABLE, 0)


def _prctl(option: int, value: int) -> None:
    if _libc.prctl(option, value, 0, 0, 0) != 0:
        raise CannotLock(f"prctl {option} was refused")


def _landlock(version: int, readable: Iterable[str]) -> None:
    files = (1 << FILE_RIGHTS.get(version, ALL_FILE_RIGHTS)) - 1
    network = 3 if version >= 4 else 0
    scoped = 3 if version >= 6 else 0
    rules = struct.pack("=QQQ", files, network, scoped)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = _call(
        LANDLOCK_CREATE,
        ctypes.create_string_buffer(rules, 24),
        ctypes.c_size_t(size),
        ctypes.c_uint(0),
    )
    try:
        for path in readable:
            _allow_reading(ruleset, Path(path))
        _call(LANDLOCK_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint(0))
    finally:
        os.close(ruleset)


def _allow_reading(ruleset: int, path: Path) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    rights = READ_FILE | READ_DIR if path.is_dir() else READ_FILE
    try:
        _call(
            LANDLOCK_ADD,
            ctypes.c_int(ruleset),
            ctypes.c_int(1),
            ctypes.create_string_buffer(struct.pack("=Qi", rights, place), 12),
            ctypes.c_uint(0),
        )
    finally:
        os.close(place)


def _call(number: int, *arguments: object) -> int:
    result: int = _libc.syscall(ctypes.c_long(number), *arguments)
    # Only one of these calls answers with a number of use; TSYNC's is a thread it could not reach.
    if result < 0 or (result > 0 and number != LANDLOCK_CREATE):
        raise CannotLock(f"system call {number} answered {os.strerror(ctypes.get_errno())}")
    return result
