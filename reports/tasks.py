"""The report's Celery door: registers the work, one call."""

from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.work import Work
from reports import sealing

BUILD = "reports.build"


@register(BUILD, queue=Queue.REPORTS)
def build(work: Work) -> None:
    """Build one report."""
    sealing.build(work)
