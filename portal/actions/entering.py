"""Get in by a link: the first device at once, any other one with a code that is mailed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from organisations import audit
from organisations.guests.codes import SESSION_LASTS, check_code, make_code
from organisations.guests.tokens import new_token
from portal.asked_tasks import tasks_for
from portal.lifecycle import State
from portal.models import MailedCode, VendorLink, VendorPerson, VendorRequest, VendorSession
from portal.moving import move
from portal.people import acting, in_mails
from portal.posting import give_link, mail_to
from portal.secrets_of_links import CODE, digest
from portal.sheet import Sheet
from portal.wording import mails

_BETWEEN_LINKS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Entered:
    """A new session: its key, for the cookie alone, and whether a code must be typed first."""

    key: str
    needs_code: bool


def start(*, link: VendorLink) -> Entered:
    """Return a new session on a link that lives; the first device of a person needs no code.

    It needs one where there is something to see already, although nobody opened this link: a
    colleague's answers, or answers that were sent.
    """
    person, now, key = link.person, timezone.now(), new_token()
    asked = person.request
    has_something_to_show = _has_something_to_show(person)
    with transaction.atomic():
        people = VendorPerson.objects.of(person.organisation_id).filter(id=person.id)
        is_first = not has_something_to_show and bool(
            people.filter(bound_at__isnull=True).update(bound_at=now)
        )
        session = VendorSession.objects.of(person.organisation_id).create(
            link=link,
            key_hash=digest("session", key),
            expires_at=now + SESSION_LASTS,
            confirmed_at=now if is_first else None,
        )
        if is_first:
            _opened(asked, person)
    if not is_first and settings.MAIL_IS_SET_UP:
        send_code(session=session)
    return Entered(key, not is_first)


def send_code(*, session: VendorSession) -> bool:
    """Mail a new code, which takes the place of the last; return False where it is too soon."""
    person = session.link.person
    with transaction.atomic():
        # Two requests at once take turns at the person's row.
        VendorPerson.objects.of(person.organisation_id).select_for_update().get(id=person.id)
        digits = make_code(_codes(person), purpose=CODE, session=session, person=person)
        if digits is None:
            return False
        mail_to(person, mails.code(in_mails(person.request), name=person.name, digits=digits))
    return True


def confirm(*, session: VendorSession, digits: str) -> None:
    """Open the session with the code.

    Raises
    ------
    Refused
        If the code is wrong or too old, or was tried too often: then nobody gets in for a while.
    """
    person, now = session.link.person, timezone.now()
    code = check_code(_codes(person), purpose=CODE, session=session, digits=digits)
    with transaction.atomic():
        _codes(person).filter(id=code).update(used_at=now)
        VendorSession.objects.of(person.organisation_id).filter(id=session.id).update(
            confirmed_at=now
        )
        VendorPerson.objects.of(person.organisation_id).filter(
            id=person.id, bound_at__isnull=True
        ).update(bound_at=now)
        _opened(person.request, person)


@transaction.atomic
def leave(*, session: VendorSession) -> None:
    """Close a session, as on a shared computer."""
    VendorSession.objects.of(session.organisation_id).filter(id=session.id).update(
        ended_at=timezone.now()
    )


def mail_new_link(*, link: VendorLink) -> None:
    """Mail a new link to the address the old one went to, if the request still lives.

    Whoever asks learns nothing: the page says the same whatever happens here.
    """
    person, now = link.person, timezone.now()
    asked = person.request
    if not settings.MAIL_IS_SET_UP or not _may_have_new_link(link, now):
        return
    with transaction.atomic():
        VendorPerson.objects.of(person.organisation_id).select_for_update().get(id=person.id)
        if person.links.filter(made_at__gt=now - _BETWEEN_LINKS).exists():
            return
        mail_to(person, mails.new_link(in_mails(asked), name=person.name, link=give_link(person)))
        audit.record(
            organisation=asked.organisation_id,
            by=acting(person),
            verb="vendor.link_renewed",
            subject=asked,
            sentence=f"Had a new link mailed to {person.name}.",
        )


def _may_have_new_link(link: VendorLink, now: datetime) -> bool:
    person, asked = link.person, link.person.request
    ended = asked.state in (State.REVOKED, State.EXPIRED)
    return not ended and person.left_at is None and asked.closes_at > now


def _codes(person: VendorPerson) -> QuerySet[MailedCode]:
    return MailedCode.objects.of(person.organisation_id).filter(person=person)


def _has_something_to_show(person: VendorPerson) -> bool:
    if person.request.sendings.exists():
        return True
    if settings.MAIL_IS_SET_UP and any(seen.kind == "sheet" for seen in tasks_for(person)):
        return True  # the buyer's own examples
    return any(line.draft is not None for line in Sheet.of(person).lines)


def _opened(asked: VendorRequest, person: VendorPerson) -> None:
    if move(asked, State.OPENED, opened_at=timezone.now()):
        audit.record(
            organisation=asked.organisation_id,
            by=acting(person),
            verb="vendor.opened",
            subject=asked,
            sentence=f"{person.name} opened the questions.",
        )
