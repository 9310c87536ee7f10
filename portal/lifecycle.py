"""Which state of a request to a vendor may follow which. content/words.yaml has the words."""

from django.db import models


class State(models.TextChoices):
    """How far a request is."""

    SENT = "sent", "sent"
    BOUNCED = "bounced", "the mail came back"
    OPENED = "opened", "opened"
    IN_PROGRESS = "in_progress", "in progress"
    SENT_BACK = "sent_back", "sent back"
    RECEIVED = "received", "received"
    EXPIRED = "expired", "expired"
    REVOKED = "revoked", "revoked"


TRANSITIONS: dict[State, frozenset[State]] = {
    # A link that was copied by hand is opened although its mail came back.
    State.SENT: frozenset({State.BOUNCED, State.OPENED, State.EXPIRED, State.REVOKED}),
    State.BOUNCED: frozenset({State.SENT, State.OPENED, State.EXPIRED, State.REVOKED}),
    # To another person it is sent anew.
    State.OPENED: frozenset({State.SENT, State.IN_PROGRESS, State.EXPIRED, State.REVOKED}),
    State.IN_PROGRESS: frozenset({State.RECEIVED, State.EXPIRED, State.REVOKED}),
    State.RECEIVED: frozenset({State.SENT_BACK, State.IN_PROGRESS, State.REVOKED}),
    State.SENT_BACK: frozenset({State.RECEIVED, State.EXPIRED, State.REVOKED}),
    # More time opens it again where it stood.
    State.EXPIRED: frozenset(
        {State.SENT, State.OPENED, State.IN_PROGRESS, State.SENT_BACK, State.REVOKED}
    ),
    State.REVOKED: frozenset(),
}

# The vendor has something to do.
OPEN = frozenset({State.SENT, State.BOUNCED, State.OPENED, State.IN_PROGRESS, State.SENT_BACK})
# The vendor may write answers.
ANSWERABLE = frozenset({State.OPENED, State.IN_PROGRESS, State.SENT_BACK})


def may_follow(before: str, after: State) -> bool:
    """Return whether a request in the first state may go to the second."""
    return after in TRANSITIONS[State(before)]
