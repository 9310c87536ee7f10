"""The rules of mailed codes: ten minutes, five tries, and not mailed without end."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet, Sum
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from content.refusal import Refused
from organisations.audit import NotInTransaction
from organisations.guests.rows import GuestSession
from organisations.guests.tokens import code_digest, new_code

SESSION_LASTS = timedelta(days=7)
CODE_LASTS = timedelta(minutes=10)
MOST_TRIES = 5
_BETWEEN_CODES = timedelta(minutes=1)
_MOST_CODES_AN_HOUR = 5


def make_code(
    codes: QuerySet[Any], *, purpose: str, session: GuestSession, **owner: Any
) -> str | None:
    """Return six new digits for a session, to be mailed; None where it is too soon for another.

    Called in the transaction that hands in the mail, once the person's row is locked. An earlier
    code of the same person works no longer.

    Parameters
    ----------
    codes : every code of one person.
    purpose : what the digest is for; one door's code opens no other.
    owner : whose code the new row is.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction("a code was made outside the transaction that mails it")
    now = timezone.now()
    lately = codes.filter(made_at__gt=now - timedelta(hours=1))
    if (
        lately.filter(made_at__gt=now - _BETWEEN_CODES).exists()
        or lately.count() >= _MOST_CODES_AN_HOUR
    ):
        return None
    codes.filter(expires_at__gt=now).update(expires_at=now)
    digits = new_code()
    codes.create(
        session=session,
        code_hash=code_digest(purpose, str(session.id), digits),
        expires_at=now + CODE_LASTS,
        **owner,
    )
    return digits


def check_code(
    codes: QuerySet[Any], *, purpose: str, session: GuestSession, digits: str
) -> uuid.UUID:
    """Return the id of the code that was typed; its row is still to be marked as used.

    Raises
    ------
    Refused
        If the code is wrong or too old, or was tried too often: then nobody gets in for a while.
    """
    now = timezone.now()
    tried = codes.filter(made_at__gt=now - CODE_LASTS).aggregate(all=Sum("tries"))["all"] or 0
    if tried >= MOST_TRIES:
        raise Refused(
            "That was tried too often.", what_to_do="Wait ten minutes, then ask for a new code."
        )
    live = codes.filter(session=session, used_at__isnull=True, expires_at__gt=now)
    # The try is counted before the code is compared, and stays counted whatever comes next.
    code = live.order_by("-made_at").first()
    if code is None or not live.filter(id=code.id, tries__lt=MOST_TRIES).update(
        tries=F("tries") + 1
    ):
        raise Refused("This code works no longer.", what_to_do="Ask for a new one.")
    typed = "".join(digits.split())
    if not constant_time_compare(code.code_hash, code_digest(purpose, str(session.id), typed)):
        raise Refused("This is not the code we mailed.", what_to_do="Check the newest mail.")
    found: uuid.UUID = code.id
    return found
