"""What is remembered of organisations, people and what they did."""

from organisations.models.engagement import Engagement
from organisations.models.event import AppendOnly, Event, EventWords, TrailHead
from organisations.models.mail import MailState, OutgoingMail
from organisations.models.membership import Membership
from organisations.models.organisation import (
    DataProtectionOfficer,
    Organisation,
    SigningRule,
)
from organisations.models.user import User

__all__ = [
    "AppendOnly",
    "DataProtectionOfficer",
    "Engagement",
    "Event",
    "EventWords",
    "MailState",
    "Membership",
    "Organisation",
    "OutgoingMail",
    "SigningRule",
    "TrailHead",
    "User",
]
