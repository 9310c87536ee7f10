"""The Celery doors of this room: they register the work, one call each."""

from evaluations import execution
from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.work import Work

RUN = "evaluations.run"


@register(RUN, queue=Queue.SANDBOX)
def run(work: Work) -> None:
    """Do one run."""
    execution.perform(work)
