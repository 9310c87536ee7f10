"""What this room does by itself: the clock's rounds and the workers' work, one call each."""

from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.regular import regularly
from procurement import reopening, workbook_expiry

READ_WORKBOOK = register(
    "procurement.read_workbook", queue=Queue.SANDBOX, done_by="procurement.workbook_opening.perform"
)


@regularly("procurement.reopening", every=600)
def reopen_flags() -> None:
    """Open again what was accepted until today."""
    reopening.look_round()


@regularly("procurement.expired_workbooks", every=3600)
def delete_expired_workbooks() -> None:
    """Delete the spreadsheets that nobody confirmed."""
    workbook_expiry.delete_expired()
