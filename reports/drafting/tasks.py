"""The draft's Celery door: registers the work, one call."""

from jobs.lifecycle import Queue
from jobs.registry import register

BUILD_DRAFT = register(
    "reports.build_draft", queue=Queue.REPORTS, done_by="reports.drafting.making.make_draft"
)
