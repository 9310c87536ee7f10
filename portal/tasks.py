"""What this room does by itself: the clock's rounds, the worker's work, and mail that comes back."""

from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.regular import regularly
from jobs.work import Work
from organisations.mail_outcomes import listen
from organisations.models import OutgoingMail
from portal import deleting, outcomes, reminding, throttle
from portal.execution import handed_models, sheets
from portal.posting import INVITATION

PREPARE_SHEET = "portal.prepare_sheet"
READ_SHEET = "portal.read_sheet"
INSPECT_MODEL = "portal.inspect_model"
DELETE_MODEL = "portal.delete_model"


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


@register(PREPARE_SHEET, queue=Queue.SANDBOX)
def prepare_sheet(work: Work) -> None:
    """Make one sheet of examples."""
    sheets.prepare(work)


@register(READ_SHEET, queue=Queue.SANDBOX)
def read_sheet(work: Work) -> None:
    """Read one sheet that came back."""
    sheets.take_back(work)


@register(INSPECT_MODEL, queue=Queue.SANDBOX)
def inspect_model(work: Work) -> None:
    """Look at one model that was handed in."""
    handed_models.inspect(work)


@register(DELETE_MODEL, queue=Queue.SANDBOX)
def delete_model(work: Work) -> None:
    """Delete one model that was handed in."""
    handed_models.delete(work)


@listen(INVITATION)
def invitation_ended(mail: OutgoingMail) -> None:
    """Mark a request whose mail came back."""
    outcomes.invitation_ended(mail)
