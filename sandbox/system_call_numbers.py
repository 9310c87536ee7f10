"""The numbers that two processors give the system calls a jail speaks of.

Source: Linux, arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h, as
libseccomp 2.5 resolves them. They never change; a call that a processor lacks is left out.
"""

X86_64 = 0xC000003E  # AUDIT_ARCH_X86_64
AARCH64 = 0xC00000B7  # AUDIT_ARCH_AARCH64
# By what the machine calls itself.
ARCHITECTURES = {"x86_64": X86_64, "aarch64": AARCH64, "arm64": AARCH64}

NUMBERS = {
    X86_64: {
        "read": 0, "write": 1, "open": 2, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "poll": 7,
        "lseek": 8, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigaction": 13,
        "rt_sigprocmask": 14, "rt_sigreturn": 15, "ioctl": 16, "pread64": 17, "pwrite64": 18,
        "readv": 19, "writev": 20, "access": 21, "select": 23, "sched_yield": 24, "mremap": 25,
        "msync": 26, "mincore": 27, "madvise": 28, "dup": 32, "dup2": 33, "nanosleep": 35,
        "getpid": 39, "clone": 56, "execve": 59, "exit": 60, "wait4": 61, "uname": 63, "fcntl": 72,
        "getdents": 78, "getcwd": 79, "chdir": 80, "readlink": 89, "umask": 95, "gettimeofday": 96,
        "getrlimit": 97, "getrusage": 98, "sysinfo": 99, "times": 100, "getuid": 102, "getgid": 104,
        "geteuid": 107, "getegid": 108, "getppid": 110, "getpgrp": 111, "setsid": 112,
        "getgroups": 115, "setgroups": 116, "setresuid": 117, "getresuid": 118, "setresgid": 119,
        "getresgid": 120, "getpgid": 121, "rt_sigtimedwait": 128, "sigaltstack": 131, "statfs": 137,
        "fstatfs": 138, "sched_getparam": 143, "sched_getscheduler": 145,
        "sched_get_priority_max": 146, "sched_get_priority_min": 147, "prctl": 157,
        "arch_prctl": 158, "setrlimit": 160, "gettid": 186, "time": 201, "futex": 202,
        "sched_setaffinity": 203, "sched_getaffinity": 204, "getdents64": 217,
        "set_tid_address": 218, "restart_syscall": 219, "fadvise64": 221, "clock_gettime": 228,
        "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231, "epoll_wait": 232,
        "epoll_ctl": 233, "tgkill": 234, "waitid": 247, "openat": 257, "newfstatat": 262,
        "readlinkat": 267, "faccessat": 269, "pselect6": 270, "ppoll": 271, "set_robust_list": 273,
        "get_robust_list": 274, "epoll_pwait": 281, "eventfd2": 290, "epoll_create1": 291,
        "dup3": 292, "pipe2": 293, "preadv": 295, "pwritev": 296, "prlimit64": 302, "getcpu": 309,
        "seccomp": 317, "getrandom": 318, "membarrier": 324, "statx": 332, "rseq": 334,
        "clone3": 435, "faccessat2": 439, "landlock_create_ruleset": 444, "landlock_add_rule": 445,
        "landlock_restrict_self": 446,
    },
    AARCH64: {
        "getcwd": 17, "eventfd2": 19, "epoll_create1": 20, "epoll_ctl": 21, "epoll_pwait": 22,
        "dup": 23, "dup3": 24, "fcntl": 25, "ioctl": 29, "statfs": 43, "fstatfs": 44,
        "faccessat": 48, "chdir": 49, "openat": 56, "close": 57, "pipe2": 59, "getdents64": 61,
        "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66, "pread64": 67,
        "pwrite64": 68, "preadv": 69, "pwritev": 70, "pselect6": 72, "ppoll": 73, "readlinkat": 78,
        "newfstatat": 79, "fstat": 80, "exit": 93, "exit_group": 94, "waitid": 95,
        "set_tid_address": 96, "futex": 98, "set_robust_list": 99, "get_robust_list": 100,
        "nanosleep": 101, "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115,
        "sched_getscheduler": 120, "sched_getparam": 121, "sched_setaffinity": 122,
        "sched_getaffinity": 123, "sched_yield": 124, "sched_get_priority_max": 125,
        "sched_get_priority_min": 126, "restart_syscall": 128, "tgkill": 131, "sigaltstack": 132,
        "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigtimedwait": 137, "rt_sigreturn": 139,
        "setresuid": 147, "getresuid": 148, "setresgid": 149, "getresgid": 150, "times": 153,
        "getpgid": 155, "setsid": 157, "getgroups": 158, "setgroups": 159, "uname": 160,
        "getrlimit": 163, "setrlimit": 164, "getrusage": 165, "umask": 166, "prctl": 167,
        "getcpu": 168, "gettimeofday": 169, "getpid": 172, "getppid": 173, "getuid": 174,
        "geteuid": 175, "getgid": 176, "getegid": 177, "gettid": 178, "sysinfo": 179, "brk": 214,
        "munmap": 215, "mremap": 216, "clone": 220, "execve": 221, "mmap": 222, "fadvise64": 223,
        "mprotect": 226, "msync": 227, "mincore": 232, "madvise": 233, "wait4": 260,
        "prlimit64": 261, "seccomp": 277, "getrandom": 278, "membarrier": 283, "statx": 291,
        "rseq": 293, "clone3": 435, "faccessat2": 439, "landlock_create_ruleset": 444,
        "landlock_add_rule": 445, "landlock_restrict_self": 446,
    },
}  # fmt: skip
