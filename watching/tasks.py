"""What this room does by itself: the clock's reminder, and the worker's reading."""

from django.utils.module_loading import import_string

from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.regular import regularly

READ_BROUGHT = register(
    "watching.read_brought", queue=Queue.SANDBOX, done_by="watching.execution.perform"
)


@regularly("watching.reminders", every=600)
def remind() -> None:
    """Remind of what is due; loaded here, for it brings the libraries that compare answers."""
    import_string("watching.reminding.look_round")()
