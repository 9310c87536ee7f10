"""Who was asked to sign a report, and how far each is."""

from dataclasses import dataclass

from django.db.models import QuerySet

from organisations.models import MailState, OutgoingMail
from reports.client_signing.posting import TO_SIGNER
from reports.client_signing.standing import OPEN, RENEWABLE, Standing, standing_of
from reports.models import Report, SignatureRequest

_NOT_THERE = (MailState.BOUNCED, MailState.FAILED, MailState.NOT_SET_UP)


@dataclass(frozen=True, slots=True)
class Line:
    """One person who was asked. `mail` is the newest to them, where it did not get there."""

    asked: SignatureRequest
    standing: Standing
    mail: OutgoingMail | None

    @property
    def is_renewable(self) -> bool:
        """Return whether a new link may be mailed."""
        return self.standing in RENEWABLE

    @property
    def is_open(self) -> bool:
        """Return whether somebody can still sign."""
        return self.standing in OPEN


def requests_on(report: Report) -> QuerySet[SignatureRequest]:
    """Return everybody who was asked to sign a report."""
    return SignatureRequest.objects.of(report.organisation_id).filter(seal__report=report)


def asked_to_sign(report: Report) -> list[Line]:
    """Return how far each is, the newest first."""
    rows = requests_on(report).select_related("seal__report__assessment", "signature")
    return [Line(each, standing_of(each), _lost(each)) for each in rows.order_by("-asked_at")]


def _lost(asked: SignatureRequest) -> OutgoingMail | None:
    mails = OutgoingMail.objects.of(asked.organisation_id).filter(about=asked.id, purpose=TO_SIGNER)
    newest = mails.order_by("-created_at").first()
    return newest if newest is not None and newest.state in _NOT_THERE else None
