"""What runs on this machine, as the kernel tells it: processes may end while one looks."""

from pathlib import Path


def alive(pid):
    """Whether a process runs; one that ended and was not asked for its status does not."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return told.rsplit(")", 1)[1].split()[0] != "Z"


def children_of(pid):
    """Return the processes that one started, by whichever thread of it, and that still run."""
    told = []
    for each in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            told += each.read_text(encoding="utf-8").split()
        except OSError:  # this thread has ended
            continue
    return [int(child) for child in told if alive(child)]
