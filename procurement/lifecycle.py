"""Which status of an assessment, and which standing of a flag, may follow which."""

from django.db import models


class Status(models.TextChoices):
    """Where an assessment stands. More statuses come with decisions and reviews."""

    OPEN = "open", "being worked on"
    CLOSED = "closed", "closed"
    # The first questions showed that no check is needed. It opens again when a reason changes.
    SET_ASIDE = "set_aside", "not needed"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.OPEN: frozenset({Status.CLOSED, Status.SET_ASIDE}),
    Status.CLOSED: frozenset({Status.OPEN}),
    Status.SET_ASIDE: frozenset({Status.OPEN}),
}


class Standing(models.TextChoices):
    """Where a flag stands: as the screening last found it, or cleared since."""

    RAISED = "raised", "raised"
    SETTLED = "settled", "settled by an answer"
    UPCOMING = "upcoming", "not in force yet"
    CLEARED = "cleared", "cleared"


OPEN_STANDINGS = frozenset({Standing.RAISED, Standing.UPCOMING})
