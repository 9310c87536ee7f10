"""Get in to sign: by the link, and always with the code that is mailed."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from organisations import audit
from organisations.actors import Actor, ActorKind
from organisations.guests.codes import SESSION_LASTS, check_code, make_code
from organisations.guests.tokens import digest, new_token
from reports.client_signing import mails
from reports.client_signing.posting import CODE, SESSION, give_link, in_mails, mail_to_signer
from reports.client_signing.standing import OPEN, Standing, standing_of
from reports.models import SignatureRequest, SigningCode, SigningLink, SigningSession

_BETWEEN_LINKS = timedelta(minutes=10)


def acting(asked: SignatureRequest) -> Actor:
    """Return whoever came by the link as the one who acts. They have no account, so no id."""
    return Actor(ActorKind.PERSON, f"{asked.name}, by a mailed link")


def start(*, link: SigningLink) -> str:
    """Return the key of a new session, for the cookie alone; a code for it is on its way."""
    key = new_token()
    with transaction.atomic():
        session = SigningSession.objects.of(link.organisation_id).create(
            link=link,
            key_hash=digest(SESSION, key),
            expires_at=timezone.now() + SESSION_LASTS,
        )
    send_code(session=session)
    return key


def send_code(*, session: SigningSession) -> bool:
    """Mail a new code, which takes the place of the last; return False where it is too soon."""
    asked = session.link.request
    with transaction.atomic():
        # Two requests at once take turns at the row of whoever is asked.
        SignatureRequest.objects.of(asked.organisation_id).select_for_update().get(id=asked.id)
        digits = make_code(_codes(asked), purpose=CODE, session=session, request=asked)
        if digits is None:
            return False
        mail_to_signer(asked, mails.code(in_mails(asked), digits=digits))
    return True


def confirm(*, session: SigningSession, digits: str) -> None:
    """Open the session with the code.

    Raises
    ------
    Refused
        If the code is wrong or too old, or was tried too often: then nobody gets in for a while.
    """
    asked, now = session.link.request, timezone.now()
    code = check_code(_codes(asked), purpose=CODE, session=session, digits=digits)
    with transaction.atomic():
        _codes(asked).filter(id=code).update(used_at=now)
        SigningSession.objects.of(asked.organisation_id).filter(id=session.id).update(
            confirmed_at=now
        )
        rows = SignatureRequest.objects.of(asked.organisation_id).filter(id=asked.id)
        if rows.filter(opened_at__isnull=True).update(opened_at=now):
            audit.record(
                organisation=asked.organisation_id,
                by=acting(asked),
                verb="report.signature_opened",
                subject=asked,
                sentence=f"{asked.name} opened what is to be signed.",
            )


@transaction.atomic
def leave(*, session: SigningSession) -> None:
    """Close a session, as on a shared computer."""
    SigningSession.objects.of(session.organisation_id).filter(id=session.id).update(
        ended_at=timezone.now()
    )


def mail_new_link(*, link: SigningLink) -> None:
    """Mail a new link to the address the old one went to, if it can still be signed by it.

    Whoever asks learns nothing: the page says the same whatever happens here.
    """
    asked = link.request
    standing = standing_of(asked)
    if standing not in OPEN | {Standing.SIGNED} or asked.closes_at <= timezone.now():
        return
    is_signed = standing is Standing.SIGNED
    with transaction.atomic():
        SignatureRequest.objects.of(asked.organisation_id).select_for_update().get(id=asked.id)
        lately = timezone.now() - _BETWEEN_LINKS
        if asked.links.filter(made_at__gt=lately).exists():
            return
        mail_to_signer(
            asked, mails.again(in_mails(asked), link=give_link(asked), is_signed=is_signed)
        )
        audit.record(
            organisation=asked.organisation_id,
            by=acting(asked),
            verb="report.signature_link_renewed",
            subject=asked,
            sentence=f"Had a new link mailed to {asked.name}.",
        )


def _codes(asked: SignatureRequest) -> QuerySet[SigningCode]:
    return SigningCode.objects.of(asked.organisation_id).filter(request=asked)
