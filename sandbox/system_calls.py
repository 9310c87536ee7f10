"""The jail's system-call filters: allow-lists by name, written for this processor.

The first holds from the moment the interpreter starts (or, without bubblewrap, locks itself) and lets
it find its libraries; the second holds from before the hostile file is read: no new program, process,
socket or open file, no executable memory. What is not named is refused with EPERM.
"""

import errno
import functools
import os
import platform
import sys

from sandbox.contract import JailUnavailable
from sandbox.filter_program import Condition, Rule, compiled
from sandbox.runner.frames import ONE_PAGE
from sandbox.system_call_numbers import ARCHITECTURES, NUMBERS

CLONE_THREAD = 0x00010000
PROT_EXEC = 0x4
MAP_SHARED, MAP_ANONYMOUS = 0x01, 0x20
PR_SET_NAME, PR_GET_NAME, PR_SET_VMA = 15, 16, 0x53564D41
CHANGING = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC
F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC = 0, 1, 2, 3, 4, 1030
F_SETPIPE_SZ = 1031

COMPUTE = """
    read write readv writev pread64 pwrite64 preadv pwritev close lseek fstat newfstatat statx
    brk munmap mremap madvise mincore msync membarrier
    futex sched_yield sched_getaffinity sched_getparam
    sched_getscheduler sched_get_priority_max sched_get_priority_min getcpu
    set_robust_list get_robust_list rseq set_tid_address arch_prctl gettid getpid getppid
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigtimedwait sigaltstack restart_syscall
    clock_gettime clock_getres clock_nanosleep nanosleep
    gettimeofday time times getrusage sysinfo uname getrandom getrlimit
    getuid geteuid getgid getegid
    poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2
    fadvise64 dup exit exit_group
"""

START = """
    access faccessat faccessat2 stat lstat readlink readlinkat getcwd chdir
    getdents getdents64 statfs fstatfs ioctl pipe2 dup2 dup3 mmap mprotect prctl prlimit64 setrlimit
    execve wait4 waitid getgroups getpgrp getpgid getresuid getresgid setsid umask sched_setaffinity
    landlock_create_ruleset landlock_add_rule landlock_restrict_self seccomp
"""

# Who starts as root becomes nobody in every thread; libc tells the others by a signal.
BECOME_NOBODY = "setgroups setresgid setresuid tgkill"


@functools.cache
def for_start(*, as_root: bool = False) -> bytes:
    """Return the filter under which the interpreter starts and imports, as BPF.

    `as_root` lets a process that is root give that up before it reads the hostile file.
    """
    numbers = _numbers()
    rules = _plainly(COMPUTE + START + (BECOME_NOBODY if as_root else ""), numbers)
    rules += _confined(numbers)
    for name, place in (("open", 1), ("openat", 2)):
        if name in numbers:
            rules.append(Rule(numbers[name], [Condition(place, os.O_RDONLY, CHANGING)]))
    return _compiled(rules)


@functools.cache
def for_work() -> bytes:
    """Return the filter under which the hostile file is read, as BPF."""
    numbers = _numbers()
    rules = _plainly(COMPUTE, numbers) + _confined(numbers)
    for what in (PR_SET_NAME, PR_GET_NAME, PR_SET_VMA):
        rules.append(Rule(numbers["prctl"], [Condition(0, what)]))
    # Reading a limit is harmless; the third argument would set one.
    rules.append(Rule(numbers["prlimit64"], [Condition(2, 0)]))
    no_code = Condition(2, 0, PROT_EXEC)
    rules.append(Rule(numbers["mprotect"], [no_code]))
    # Shared anonymous memory escapes the memory limit; either alone is fine.
    for flag in (MAP_SHARED, MAP_ANONYMOUS):
        rules.append(Rule(numbers["mmap"], [no_code, Condition(3, 0, flag)]))
    return _compiled(rules)


def number_of_seccomp() -> int:
    """Return the number of the system call that loads a filter, which differs by processor."""
    return _numbers()["seccomp"]


def _architecture() -> int:
    found = ARCHITECTURES.get(platform.machine())
    if found is None or sys.maxsize < 2**32 or not sys.platform.startswith("linux"):
        raise JailUnavailable(
            "The jail's system-call filter is written for Linux on 64-bit Intel, AMD and ARM "
            f"processors, and this is {sys.platform} on {platform.machine() or 'another'}."
        )
    return found


def _numbers() -> dict[str, int]:
    return NUMBERS[_architecture()]


def _plainly(names: str, numbers: dict[str, int]) -> list[Rule]:
    # Newer processors lack the oldest calls.
    return [Rule(numbers[name]) for name in names.split() if name in numbers]


def _confined(numbers: dict[str, int]) -> list[Rule]:
    # Flags of clone3 stand in memory where no filter can look; "not there" makes libc use clone.
    thread = Condition(0, CLONE_THREAD, CLONE_THREAD)
    # Not F_SETOWN and F_SETSIG: by them a file sends signals to other processes of the same user.
    harmless = (F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC)
    # A pipe may be made as small as can be, so that each answer is timed as it is read.
    smallest = [Condition(1, F_SETPIPE_SZ, 0xFFFFFFFF), Condition(2, ONE_PAGE, 0xFFFFFFFF)]
    return [
        Rule(numbers["clone"], [thread]),
        # Its flags stand in memory where no filter can look; "not there" makes libc use clone.
        Rule(numbers["clone3"], error=errno.ENOSYS),
        *(Rule(numbers["fcntl"], [Condition(1, what, 0xFFFFFFFF)]) for what in harmless),
        Rule(numbers["fcntl"], smallest),
    ]


def _compiled(rules: list[Rule]) -> bytes:
    return compiled(rules, architecture=_architecture(), error=errno.EPERM)
