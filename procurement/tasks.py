"""The Celery doors of this room: they register the work, one call each."""

from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.work import Work
from procurement import workbook_opening

READ_WORKBOOK = "procurement.read_workbook"


@register(READ_WORKBOOK, queue=Queue.SANDBOX)
def read_workbook(work: Work) -> None:
    """Read one spreadsheet of answers."""
    workbook_opening.perform(work)
