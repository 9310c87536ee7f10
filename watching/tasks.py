"""What this room does by itself: the clock's reminder, and the worker's reading."""

from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.regular import regularly
from jobs.work import Work
from watching import execution, reminding

READ_BROUGHT = "watching.read_brought"


@regularly("watching.reminders", every=600)
def remind() -> None:
    """Remind of what is due."""
    reminding.look_round()


@register(READ_BROUGHT, queue=Queue.SANDBOX)
def read_brought(work: Work) -> None:
    """Read one file of examples or of answers."""
    execution.perform(work)
