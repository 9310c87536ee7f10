"""Encrypts a short text for a row of the database, under the key of the tenant whose row it is."""

import io
import uuid

from vault.keys import keys_of
from vault.sealed_stream import seal, unseal


def seal_text(tenant: uuid.UUID, text: str) -> bytes:
    """Return the text as bytes that only this tenant's key opens. It touches no file."""
    sealed = io.BytesIO()
    seal(iter([text.encode()]), sealed, key=keys_of(tenant).contents)
    return sealed.getvalue()


def open_text(tenant: uuid.UUID, sealed: bytes) -> str:
    """Return the text again; raise `vault.sealed_stream.Damaged` if the bytes were changed."""
    chunks = unseal(io.BytesIO(sealed), key=keys_of(tenant).contents)
    return b"".join(chunks).decode()
