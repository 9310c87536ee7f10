"""What this room does by itself: the worker's work and the clock's rounds, one call each."""

from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.regular import regularly
from jobs.work import Work
from procurement import workbook_expiry, workbook_opening

READ_WORKBOOK = "procurement.read_workbook"


@register(READ_WORKBOOK, queue=Queue.SANDBOX)
def read_workbook(work: Work) -> None:
    """Read one spreadsheet of answers."""
    workbook_opening.perform(work)


@regularly("procurement.expired_workbooks", every=3600)
def delete_expired_workbooks() -> None:
    """Delete the spreadsheets that nobody confirmed."""
    workbook_expiry.delete_expired()
