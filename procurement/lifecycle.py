"""Which status of an assessment, which standing of a flag, and which step of its review may follow which."""

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


class FlagChoice(models.TextChoices):
    """The steps of a flag's review: what somebody decides on it, and what the calendar does."""

    CONFIRM = "confirm", "Confirm it: it stands"
    ASK_MITIGATION = "ask_mitigation", "Ask for a change first"
    VERIFY = "verify", "The change was made: we have seen it"
    ACCEPT = "accept", "Accept the risk for a time"
    NOT_APPLICABLE = "not_applicable", "It does not apply to us"
    ESCALATE = "escalate", "Hand it up to somebody else"
    # Only the calendar does this, on the day an acceptance ends.
    REOPEN = "reopen", "Opened again"


_ALWAYS = frozenset(
    {
        FlagChoice.CONFIRM,
        FlagChoice.ASK_MITIGATION,
        FlagChoice.ACCEPT,
        FlagChoice.NOT_APPLICABLE,
        FlagChoice.ESCALATE,
    }
)
MAY_FOLLOW: dict[FlagChoice | None, frozenset[FlagChoice]] = {
    None: _ALWAYS,
    FlagChoice.CONFIRM: _ALWAYS,
    # Only a change that was asked for can be seen to be made.
    FlagChoice.ASK_MITIGATION: _ALWAYS | {FlagChoice.VERIFY},
    # What was made need not be accepted or argued away: whoever doubts it confirms the flag first.
    FlagChoice.VERIFY: frozenset(
        {
            FlagChoice.VERIFY,
            FlagChoice.CONFIRM,
            FlagChoice.ASK_MITIGATION,
            FlagChoice.ESCALATE,
        }
    ),
    FlagChoice.ACCEPT: _ALWAYS | {FlagChoice.REOPEN},
    FlagChoice.NOT_APPLICABLE: _ALWAYS,
    FlagChoice.ESCALATE: _ALWAYS,
    FlagChoice.REOPEN: _ALWAYS,
}
"""Which step may follow which; None is a flag on which nobody has decided."""

UNSETTLED_CHOICES = frozenset(
    {FlagChoice.CONFIRM, FlagChoice.ASK_MITIGATION, FlagChoice.ESCALATE, FlagChoice.REOPEN}
)
"""Steps after which a flag weighs as before."""
