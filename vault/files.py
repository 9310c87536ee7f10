"""Puts files into the vault and gets them out again. Nothing here has a URL.

`deposit` writes bytes and returns what to remember; the caller's action then writes the row in its
own transaction, for no file is touched inside one. A file no row names is removed by `sweep`.
"""

import hashlib
import hmac
import os
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from vault.keys import keys_of
from vault.models import StoredFile
from vault.sealed_stream import CHUNK, seal, unseal


@dataclass(frozen=True, slots=True)
class Deposit:
    """What was stored: its address in the tenant's part of the vault, SHA-256 and size in bytes."""

    tenant: uuid.UUID
    address: str
    sha256: str
    size: int


def deposit(tenant: uuid.UUID, source: BinaryIO) -> Deposit:
    """Encrypt the stream into the vault and return where it is.

    The same bytes of the same tenant have one address; another tenant's have another, so that
    nobody learns what somebody else holds.
    """
    keys = keys_of(tenant)
    folder = _folder(tenant)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    plain_hash, keyed_hash = hashlib.sha256(), hmac.new(keys.addresses, digestmod=hashlib.sha256)
    size = 0

    def read() -> Iterator[bytes]:
        nonlocal size
        while chunk := source.read(CHUNK):
            plain_hash.update(chunk)
            keyed_hash.update(chunk)
            size += len(chunk)
            yield chunk

    fresh = folder / f"incoming-{uuid.uuid4().hex}"
    try:
        with fresh.open("xb") as target:
            seal(read(), target, key=keys.contents)
            target.flush()
            os.fsync(target.fileno())
        stored = Deposit(tenant, keyed_hash.hexdigest(), plain_hash.hexdigest(), size)
        place = _place(tenant, stored.address)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        fresh.chmod(0o400)
        fresh.replace(place)
    finally:
        fresh.unlink(missing_ok=True)
    return stored


def remember(stored: Deposit, *, name: str) -> StoredFile:
    """Write the row of a deposit. Called inside the action's transaction."""
    return StoredFile.objects.create(
        tenant=stored.tenant,
        address=stored.address,
        sha256=stored.sha256,
        size=stored.size,
        name=name[:255],
    )


def read(stored: StoredFile) -> Iterator[bytes]:
    """Yield the file's plain chunks; raise `vault.sealed_stream.Damaged` if it was changed."""
    with _place(stored.tenant, stored.address).open("rb") as source:
        yield from unseal(source, key=keys_of(stored.tenant).contents)


def copy_out(stored: StoredFile, target: Path) -> Path:
    """Write the plain file to `target`, which must not exist, readable by this user alone."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as stream:
        for chunk in read(stored):
            stream.write(chunk)
    return target


def forget(stored: StoredFile) -> None:
    """Remove the file's bytes unless another row of the tenant names the same address.

    The row itself is the caller's, who deletes it first and commits.
    """
    forget_address(stored.tenant, stored.address)


def forget_address(tenant: uuid.UUID, address: str) -> bool:
    """Remove the bytes at an address that no row names; return whether they are gone.

    They are not where another row of the tenant names them: the same bytes came in twice. Called
    again it does no harm.
    """
    if StoredFile.objects.filter(tenant=tenant, address=address).exists():
        return False
    place = _place(tenant, address)
    place.unlink(missing_ok=True)
    return not place.exists()


def sweep(*, older_than_seconds: float = 86_400) -> int:
    """Remove files no row names, left by a process that died; return how many."""
    removed = 0
    before = time.time() - older_than_seconds
    for path in Path(settings.VAULT_DIR).glob("*/*"):
        for file in [path] if path.is_file() else list(path.iterdir()):
            if file.stat().st_mtime > before:
                continue
            known = StoredFile.objects.filter(
                tenant=uuid.UUID(path.parent.name), address=file.name
            ).exists()
            if not known:
                file.unlink(missing_ok=True)
                removed += 1
    return removed


def _folder(tenant: uuid.UUID) -> Path:
    return Path(settings.VAULT_DIR) / tenant.hex


def _place(tenant: uuid.UUID, address: str) -> Path:
    return _folder(tenant) / address[:2] / address
