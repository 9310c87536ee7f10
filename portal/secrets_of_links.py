"""Tokens, codes and session keys: made here, and known to the database by their hashes alone."""

import hashlib
import secrets
from typing import Literal

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

Purpose = Literal["link", "session"]

_READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_token() -> str:
    """Return 256 random bits for an address or a cookie."""
    return secrets.token_urlsafe(32)


def digest(purpose: Purpose, token: str) -> str:
    """Return what is stored of a token. One for another purpose has another digest."""
    return hashlib.sha256(f"weighbridge vendor {purpose}\0{token}".encode()).hexdigest()


def address_of(token: str) -> str:
    """Return the address that is mailed. Its host is the site's own, never a request's."""
    return f"{settings.SITE_URL}{reverse('portal:link', args=[token])}"


def new_code() -> str:
    """Return six random digits."""
    return f"{secrets.randbelow(1_000_000):06}"


def code_digest(session: str, digits: str) -> str:
    """Return what is stored of a code: useless without this installation's secret key."""
    return salted_hmac(
        "weighbridge vendor code", f"{session}:{digits}", algorithm="sha256"
    ).hexdigest()


def new_reference() -> str:
    """Return a reference to read over the telephone: 7K3F-2QXD. It opens nothing."""
    letters = "".join(secrets.choice(_READABLE) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
