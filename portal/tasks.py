"""What this room does by itself: the clock's rounds, the worker's work, and mail that comes back."""

from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.regular import regularly
from organisations.mail_outcomes import listen
from organisations.models import OutgoingMail
from portal import deleting, outcomes, reminding, throttle
from portal.posting import INVITATION

PREPARE_SHEET = register(
    "portal.prepare_sheet", queue=Queue.SANDBOX, done_by="portal.execution.sheets.prepare"
)
READ_SHEET = register(
    "portal.read_sheet", queue=Queue.SANDBOX, done_by="portal.execution.sheets.take_back"
)
INSPECT_MODEL = register(
    "portal.inspect_model", queue=Queue.SANDBOX, done_by="portal.execution.handed_models.inspect"
)
DELETE_MODEL = register(
    "portal.delete_model", queue=Queue.SANDBOX, done_by="portal.execution.handed_models.delete"
)


@regularly("portal.reminders", every=600)
def remind() -> None:
    """Remind and close what is due."""
    reminding.look_round()


@regularly("portal.deletions", every=20)
def delete_models() -> None:
    """Have every model deleted whose time is over."""
    deleting.look_round(kind_name=DELETE_MODEL)


@regularly("portal.press_counts", every=3600)
def forget_press_counts() -> None:
    """Delete the counts of presses whose time is over."""
    throttle.forget_what_is_over()


@listen(INVITATION)
def invitation_ended(mail: OutgoingMail) -> None:
    """Mark a request whose mail came back."""
    outcomes.invitation_ended(mail)
