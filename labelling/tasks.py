"""The Celery door of this room: it registers the work, one call."""

from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.work import Work
from labelling import execution

READ_EXPORT = "labelling.read_export"


@register(READ_EXPORT, queue=Queue.SANDBOX)
def read_export(work: Work) -> None:
    """Read one export."""
    execution.perform(work)
