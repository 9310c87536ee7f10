"""What this room does by itself: the clock's round, and what follows when a mail comes back."""

from jobs.regular import regularly
from organisations.mail_outcomes import listen
from organisations.models import OutgoingMail
from portal import outcomes, reminding
from portal.posting import INVITATION


@regularly("portal.reminders", every=600)
def remind() -> None:
    """Remind and close what is due."""
    reminding.look_round()


@listen(INVITATION)
def invitation_ended(mail: OutgoingMail) -> None:
    """Mark a request whose mail came back."""
    outcomes.invitation_ended(mail)
