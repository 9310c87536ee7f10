"""Which status of an assessment may follow which."""

from django.db import models


class Status(models.TextChoices):
    """Where an assessment stands. More statuses come with decisions and reviews."""

    OPEN = "open", "being worked on"
    CLOSED = "closed", "closed"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.OPEN: frozenset({Status.CLOSED}),
    Status.CLOSED: frozenset({Status.OPEN}),
}
