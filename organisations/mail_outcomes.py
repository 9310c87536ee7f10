"""Who wants to know how a mail ended. Rooms above register; delivery tells them."""

from collections.abc import Callable

from organisations.models import OutgoingMail

Listener = Callable[[OutgoingMail], None]

_listeners: dict[str, Listener] = {}


def listen(purpose: str) -> Callable[[Listener], Listener]:
    """Register the decorated function for mails of a purpose.

    It is called in the transaction that writes the outcome, once for each mail that was sent, came
    back or was given up.
    """

    def remember(listener: Listener) -> Listener:
        if _listeners.get(purpose, listener) is not listener:
            raise ValueError(f"two listeners for {purpose!r}")
        _listeners[purpose] = listener
        return listener

    return remember


def tell(mail: OutgoingMail) -> None:
    """Tell whoever listens."""
    listener = _listeners.get(mail.purpose)
    if listener is not None:
        listener(mail)
