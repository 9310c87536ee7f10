"""Tokens, codes and session keys: made here, and known to the database by their hashes alone."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac


def new_token() -> str:
    """Return 256 random bits for an address or a cookie."""
    return secrets.token_urlsafe(32)


def digest(purpose: str, token: str) -> str:
    """Return what is stored of a token. One for another purpose has another digest."""
    return hashlib.sha256(f"weighbridge {purpose}\0{token}".encode()).hexdigest()


def new_code() -> str:
    """Return six random digits."""
    return f"{secrets.randbelow(1_000_000):06}"


def code_digest(purpose: str, session: str, digits: str) -> str:
    """Return what is stored of a code: useless without this installation's secret key."""
    return salted_hmac(
        f"weighbridge {purpose}", f"{session}:{digits}", algorithm="sha256"
    ).hexdigest()
