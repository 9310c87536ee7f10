"""Keys: the master key wraps each tenant's; a tenant's key gives one for contents, one for names.

The master key lies in var/ unless WEIGH_MASTER_KEY holds it; there it protects backups and single
files that get out, and not a machine that somebody has taken over.
"""

import secrets
import uuid
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from django.conf import settings
from django.utils import timezone

from content.refusal import OutOfOrder
from vault.models import TenantKey


@dataclass(frozen=True, slots=True)
class Keys:
    """A tenant's two working keys, 32 bytes each."""

    contents: bytes
    addresses: bytes


def keys_of(tenant: uuid.UUID) -> Keys:
    """Return the tenant's keys, making them at the first call.

    Raises OutOfOrder when they were destroyed: what they encrypted is gone for good.
    """
    row = TenantKey.objects.filter(tenant=tenant).first()
    if row is None:
        fresh = aes_key_wrap(settings.VAULT_MASTER_KEY, secrets.token_bytes(32))
        row, _ = TenantKey.objects.get_or_create(tenant=tenant, defaults={"wrapped": fresh})
    if row.wrapped is None:
        raise OutOfOrder("The keys of this organisation were destroyed, and its files with them.")
    plain = aes_key_unwrap(settings.VAULT_MASTER_KEY, bytes(row.wrapped))
    return Keys(contents=_derive(plain, b"contents"), addresses=_derive(plain, b"addresses"))


def destroy_keys(tenant: uuid.UUID) -> None:
    """Make every file of the tenant unreadable, here and in every backup of the files."""
    TenantKey.objects.filter(tenant=tenant, wrapped__isnull=False).update(
        wrapped=None, destroyed_at=timezone.now()
    )


def _derive(key: bytes, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"weighbridge " + use).derive(key)
