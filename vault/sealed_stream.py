"""Encrypts and decrypts a stream in chunks, so that a file of any size needs little memory.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway and Vizár 2015) over AES-256-GCM, as the
age file format uses it: a key for each file, derived from the tenant's key and a random salt, and a
nonce that is the chunk's number and a mark on the last one. A chunk that was changed, moved, left
out or cut off is found.
"""

import secrets
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"WBV1"
_SALT = 32
_TAG = 16
CHUNK = 1 << 20


class Damaged(Exception):
    """The stored bytes are not what was written, or the key is another."""


def seal(chunks: Iterator[bytes], target: BinaryIO, *, key: bytes) -> None:
    """Write the chunks (of any size) to `target`, encrypted under `key` (32 bytes)."""
    salt = secrets.token_bytes(_SALT)
    target.write(MAGIC + salt)
    cipher = AESGCM(_file_key(key, salt))
    held = b""
    number = 0
    for chunk in chunks:
        held += chunk
        while len(held) > CHUNK:
            target.write(cipher.encrypt(_nonce(number, last=False), held[:CHUNK], None))
            held = held[CHUNK:]
            number += 1
    target.write(cipher.encrypt(_nonce(number, last=True), held, None))


def unseal(source: BinaryIO, *, key: bytes) -> Iterator[bytes]:
    """Yield the plain chunks; raise `Damaged` at the first that does not hold.

    What was yielded before is genuine, but only the end of the iteration says that nothing is
    missing.
    """
    if source.read(len(MAGIC)) != MAGIC:
        raise Damaged("this is not a file of the vault")
    salt = source.read(_SALT)
    if len(salt) != _SALT:
        raise Damaged("the file is cut off")
    cipher = AESGCM(_file_key(key, salt))
    number = 0
    following = source.read(CHUNK + _TAG)
    while True:
        current, following = following, source.read(CHUNK + _TAG)
        last = not following
        try:
            yield cipher.decrypt(_nonce(number, last=last), current, None)
        except InvalidTag:
            raise Damaged(f"chunk {number} of the file is not what was written") from None
        if last:
            return
        number += 1


def _file_key(key: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"weighbridge vault file").derive(
        key
    )


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")
