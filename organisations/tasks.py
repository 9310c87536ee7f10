"""The Celery doors of this room: they register the work, one call each."""

from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.regular import regularly
from jobs.work import Work
from organisations import delivery


@register(delivery.MAIL, queue=Queue.DEFAULT)
def send(work: Work) -> None:
    """Send one mail."""
    delivery.perform(work)


@regularly("organisations.mail", every=30)
def try_again() -> None:
    """Hand in the mails whose pause is over."""
    delivery.try_again()
