"""What this room does by itself: the clock's rounds and the workers' work, one call each."""

from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.regular import regularly
from jobs.work import Work
from procurement import reopening, workbook_expiry, workbook_opening

READ_WORKBOOK = "procurement.read_workbook"


@regularly("procurement.reopening", every=600)
def reopen_flags() -> None:
    """Open again what was accepted until today."""
    reopening.look_round()


@register(READ_WORKBOOK, queue=Queue.SANDBOX)
def read_workbook(work: Work) -> None:
    """Read one spreadsheet of answers."""
    workbook_opening.perform(work)


@regularly("procurement.expired_workbooks", every=3600)
def delete_expired_workbooks() -> None:
    """Delete the spreadsheets that nobody confirmed."""
    workbook_expiry.delete_expired()
