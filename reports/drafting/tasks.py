"""The draft's Celery door: registers the work, one call."""

from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.work import Work
from reports.drafting import making

BUILD_DRAFT = "reports.build_draft"


@register(BUILD_DRAFT, queue=Queue.REPORTS)
def build_draft(work: Work) -> None:
    """Make one draft."""
    making.make_draft(work)
