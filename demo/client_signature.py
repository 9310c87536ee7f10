"""The client's side of the story: two people are asked to sign the report, and one of them has done so."""

import re
from datetime import timedelta

from django.utils import timezone

from demo.people import TOM, user_of
from demo.story.tale import AskedToSign
from organisations.models import OutgoingMail
from reports.client_signing.actions.asking import Signer, ask_to_sign
from reports.client_signing.actions.entering import confirm, start
from reports.client_signing.actions.signing import sign
from reports.models import Report, SignatureRequest, SigningLink, SigningSession
from vault.sealed_text import open_text

_CODE = re.compile(r"The code is (\d{6})")


def ask_the_client(report: Report, person: AskedToSign) -> None:
    """Let Tom ask somebody to sign a report that is made; who signs in this story does so at once."""
    asked = ask_to_sign(
        report=report,
        to=Signer(person.name, person.email),
        message=person.message,
        until=timezone.localdate() + timedelta(days=person.days),
        by=user_of(TOM).as_actor(),
    )
    if person.signs:
        _sign(asked)


def _sign(asked: SignatureRequest) -> None:
    """Open the link, type the code from the mailbox, and sign."""
    link = SigningLink.objects.of(asked.organisation_id).get(request=asked)
    start(link=link)
    session = SigningSession.objects.of(asked.organisation_id).get(link=link)
    confirm(session=session, digits=_code(asked))
    sign(asked=asked, name=asked.name)


def _code(asked: SignatureRequest) -> str:
    """Return the code, read in the demo's own mailbox."""
    for mail in OutgoingMail.objects.of(asked.organisation_id).filter(about=asked.id):
        found = _CODE.search(open_text(mail.organisation_id, bytes(mail.sealed or b"")))
        if found:
            return found[1]
    raise LookupError("no code was mailed")
