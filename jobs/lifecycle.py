"""Which state of a job may follow which, and how often a job is tried."""

from django.db import models

MOST_ATTEMPTS = 4


class State(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", "waiting"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"
    CANCELLED = "cancelled", "stopped"


class Queue(models.TextChoices):
    """Which workers may take a job. All three by default; a bigger house splits them."""

    DEFAULT = "default", "everything else"
    REPORTS = "reports", "reports"
    SANDBOX = "sandbox", "runs in the jail"


class Fault(models.TextChoices):
    """Whose fault a failed job was."""

    NONE = "", "nobody's"
    INPUT = "input", "what was uploaded"
    OURS = "ours", "this installation"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.RUNNING, State.CANCELLED}),
    State.RUNNING: frozenset({State.QUEUED, State.DONE, State.FAILED, State.CANCELLED}),
    State.DONE: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
}

FINAL = frozenset(state for state, after in TRANSITIONS.items() if not after)
