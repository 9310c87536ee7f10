"""The Celery doors of this room: they register the work, one call each."""

from evaluations import example_looking, execution, file_looking, sample_reading
from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.work import Work

RUN = "evaluations.run"
LOOK_INSIDE = "evaluations.look_inside"
READ_SAMPLES = "evaluations.read_samples"
LOOK_AT_EXAMPLES = "evaluations.look_at_examples"


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


@register(LOOK_AT_EXAMPLES, queue=Queue.SANDBOX)
def look_at_examples(work: Work) -> None:
    """Look at one set of examples."""
    example_looking.perform(work)
