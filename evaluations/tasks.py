"""The Celery doors of this room: they register the work, one call each."""

from jobs.lifecycle import Queue
from jobs.registry import register

RUN = register("evaluations.run", queue=Queue.SANDBOX, done_by="evaluations.execution.perform")
LOOK_INSIDE = register(
    "evaluations.look_inside", queue=Queue.SANDBOX, done_by="evaluations.file_looking.perform"
)
READ_SAMPLES = register(
    "evaluations.read_samples", queue=Queue.SANDBOX, done_by="evaluations.sample_reading.perform"
)
LOOK_AT_EXAMPLES = register(
    "evaluations.look_at_examples",
    queue=Queue.SANDBOX,
    done_by="evaluations.example_looking.perform",
)
