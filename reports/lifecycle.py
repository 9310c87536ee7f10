"""Which status of a report may follow which."""

from django.db import models


class Status(models.TextChoices):
    """Where a report stands. A headless report has no signer, so it stays *proposed*."""

    PROPOSED = "proposed", "proposed, not decided"
    SIGNED = "signed", "signed"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.PROPOSED: frozenset(),
    Status.SIGNED: frozenset(),
}
