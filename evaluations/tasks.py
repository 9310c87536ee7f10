"""The Celery doors of this room: they register the work, one call each."""

from evaluations import execution, file_looking, sample_reading
from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.work import Work

RUN = "evaluations.run"
LOOK_INSIDE = "evaluations.look_inside"
READ_SAMPLES = "evaluations.read_samples"


@register(RUN, queue=Queue.SANDBOX)
def run(work: Work) -> None:
    """Do one run."""
    execution.perform(work)


@register(READ_SAMPLES, queue=Queue.SANDBOX)
def read_samples(work: Work) -> None:
    """Read one uploaded file of examples."""
    sample_reading.perform(work)


@register(LOOK_INSIDE, queue=Queue.SANDBOX)
def look_inside(work: Work) -> None:
    """Look inside one model file."""
    file_looking.perform(work)
