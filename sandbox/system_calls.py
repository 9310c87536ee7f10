"""The jail's system-call filters: allow-lists by name, compiled for this processor.

The first holds from the moment the interpreter starts and lets it find its libraries; the second
holds from before the hostile file is read: no new program, process, socket or open file, no
executable memory. What is not named is refused with EPERM.
"""

import errno
import functools
import os

try:
    import pyseccomp
except (ImportError, RuntimeError) as problem:  # the package is there, the system's library is not
    pyseccomp = None
    WHY_NOT = str(problem)
else:
    WHY_NOT = ""

from sandbox.contract import JailUnavailable

CLONE_THREAD = 0x00010000
PROT_EXEC = 0x4
MAP_SHARED, MAP_ANONYMOUS = 0x01, 0x20
PR_SET_NAME, PR_GET_NAME, PR_SET_VMA = 15, 16, 0x53564D41

COMPUTE = """
    read write readv writev pread64 pwrite64 preadv pwritev close lseek fstat fstat64 newfstatat statx
    brk munmap mremap madvise mincore msync membarrier
    futex futex_time64 sched_yield sched_getaffinity sched_setaffinity sched_getparam
    sched_getscheduler sched_get_priority_max sched_get_priority_min getcpu
    set_robust_list get_robust_list rseq set_tid_address arch_prctl gettid getpid getppid
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigtimedwait sigaltstack restart_syscall
    clock_gettime clock_getres clock_nanosleep clock_gettime64 clock_nanosleep_time64 nanosleep
    gettimeofday time times getrusage sysinfo uname getrandom getrlimit
    getuid geteuid getgid getegid
    poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2
    fcntl fadvise64 dup exit exit_group
"""

START = """
    open openat openat2 access faccessat faccessat2 stat lstat stat64 readlink readlinkat getcwd chdir
    getdents getdents64 statfs fstatfs ioctl pipe2 dup2 dup3 mmap mprotect prctl prlimit64 setrlimit
    execve wait4 waitid getgroups getpgrp getpgid getresuid getresgid setsid umask
    landlock_create_ruleset landlock_add_rule landlock_restrict_self seccomp
"""


@functools.cache
def for_start() -> bytes:
    """Return the filter under which the interpreter starts and imports, as BPF."""
    allow = _new()
    _add(allow, COMPUTE + START)
    _threads_only(allow)
    return _compiled(allow)


@functools.cache
def for_work() -> bytes:
    """Return the filter under which the hostile file is read, as BPF."""
    allow = _new()
    _add(allow, COMPUTE)
    _threads_only(allow)
    for where in (PR_SET_NAME, PR_GET_NAME, PR_SET_VMA):
        allow.add_rule(pyseccomp.ALLOW, "prctl", pyseccomp.Arg(0, pyseccomp.EQ, where))
    # Reading a limit is harmless; the third argument would set one.
    allow.add_rule(pyseccomp.ALLOW, "prlimit64", pyseccomp.Arg(2, pyseccomp.EQ, 0))
    no_code = pyseccomp.Arg(2, pyseccomp.MASKED_EQ, PROT_EXEC, 0)
    allow.add_rule(pyseccomp.ALLOW, "mprotect", no_code)
    # Shared anonymous memory escapes the memory limit; either alone is fine.
    for flag in (MAP_SHARED, MAP_ANONYMOUS):
        allow.add_rule(
            pyseccomp.ALLOW, "mmap", no_code, pyseccomp.Arg(3, pyseccomp.MASKED_EQ, flag, 0)
        )
    return _compiled(allow)


def number_of_seccomp() -> int:
    """Return the number of the system call that loads a filter, which differs by processor."""
    _need_library()
    return int(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, "seccomp"))


def _need_library() -> None:
    if pyseccomp is None:
        raise JailUnavailable(
            f"The jail's system-call filter needs libseccomp ({WHY_NOT}). "
            "Install it: apt-get install libseccomp2"
        )


def _new() -> "pyseccomp.SyscallFilter":
    _need_library()
    return pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))


def _add(allow: "pyseccomp.SyscallFilter", names: str) -> None:
    for name in names.split():
        # Each processor and each version of the library knows its own subset.
        if int(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)) >= 0:
            allow.add_rule(pyseccomp.ALLOW, name)


def _threads_only(allow: "pyseccomp.SyscallFilter") -> None:
    thread = pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_THREAD, CLONE_THREAD)
    allow.add_rule(pyseccomp.ALLOW, "clone", thread)
    # Its flags stand in memory where no filter can look; "not there" makes libc use clone.
    allow.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")


def _compiled(allow: "pyseccomp.SyscallFilter") -> bytes:
    held = os.memfd_create("filter")
    with os.fdopen(held, "w+b") as stream:
        allow.export_bpf(stream)
        stream.seek(0)
        return stream.read()
