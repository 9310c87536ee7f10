"""The Celery door of this room: it registers the work, one call."""

from jobs.lifecycle import Queue
from jobs.registry import register

READ_EXPORT = register(
    "labelling.read_export", queue=Queue.SANDBOX, done_by="labelling.execution.perform"
)
