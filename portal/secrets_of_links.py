"""The vendor's door: what its tokens are for, the address that is mailed, and a reference."""

import secrets
from typing import Literal

from django.conf import settings
from django.urls import reverse

from organisations.guests import tokens

CODE = "vendor code"
Purpose = Literal["link", "session"]

_READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def digest(purpose: Purpose, token: str) -> str:
    """Return what is stored of a token. One for another purpose has another digest."""
    return tokens.digest(f"vendor {purpose}", token)


def address_of(token: str) -> str:
    """Return the address that is mailed. Its host is the site's own, never a request's."""
    return f"{settings.SITE_URL}{reverse('portal:link', args=[token])}"


def new_reference() -> str:
    """Return a reference to read over the telephone: 7K3F-2QXD. It opens nothing."""
    letters = "".join(secrets.choice(_READABLE) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
