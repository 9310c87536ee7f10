"""How far a request for a signature is. content/words.yaml has the words."""

from enum import StrEnum

from django.utils import timezone

from reports.issues import superseded_on
from reports.models import SignatureRequest


class Standing(StrEnum):
    """Where a request stands at this moment."""

    WAITING = "waiting"
    OPENED = "opened"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


# Somebody can still sign.
OPEN = frozenset({Standing.WAITING, Standing.OPENED})
# It may be asked for once more.
RENEWABLE = OPEN | {Standing.EXPIRED}


def standing_of(asked: SignatureRequest) -> Standing:
    """Return how far it is: a signature stays whatever happens after it."""
    if hasattr(asked, "signature"):
        return Standing.SIGNED
    if asked.revoked_at is not None:
        return Standing.WITHDRAWN
    if superseded_on(asked.seal.report) is not None:
        return Standing.SUPERSEDED
    if asked.closes_at <= timezone.now():
        return Standing.EXPIRED
    return Standing.OPENED if asked.opened_at else Standing.WAITING
