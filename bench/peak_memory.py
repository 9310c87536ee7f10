"""How much memory this process held at most, since it was last asked to begin.

Read from /proc: what `getrusage` tells is inherited from the process that started this one.
"""

from contextlib import suppress
from pathlib import Path


def begin() -> int:
    """Forget what was held at most so far; return what is held now, in bytes."""
    with suppress(OSError):  # where it may not be written, the peak so far is the floor
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return peak()


def peak() -> int:
    """Return the most memory held since `begin`, in bytes."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise OSError("The kernel does not say how much memory was held.")
