"""What this room does by itself: the worker's work and the clock's rounds, one call each."""

from django.conf import settings
from django.utils.module_loading import import_string

from jobs.lifecycle import Queue
from jobs.registry import register
from jobs.regular import regularly
from organisations import delivery


@regularly("organisations.mail", every=30)
def try_again() -> None:
    """Hand in the mails whose pause is over."""
    delivery.try_again()


@regularly("organisations.sessions", every=3600)
def clear_sessions() -> None:
    """Delete the sessions that are over, and with them what a visitor typed and left."""
    import_string(f"{settings.SESSION_ENGINE}.SessionStore").clear_expired()


register(delivery.MAIL, queue=Queue.DEFAULT, done_by="organisations.delivery.perform")
