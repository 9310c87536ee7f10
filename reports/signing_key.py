"""Which key signs a report, and what this installation calls the keys of others.

A firm's own certificate comes before one that is set for the installation, and that before the key which
the installation made for itself. Where the first that is there cannot sign, nothing else signs in its place.
"""

import uuid
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from content.refusal import OutOfOrder
from reports.certificates.queries import signer_of, was_put_here
from reports.signature.signer import Signer, own_signer, signer_from_pem, signer_from_pkcs12


class Standing(StrEnum):
    """Whose a key is, as far as this installation knows."""

    OURS = "ours"
    TRUSTED = "trusted"
    NOT_KNOWN = "not known here"


def signer(firm: uuid.UUID | None = None) -> Signer:
    """Return what a firm's reports are signed with now; without a firm, those of one that has no certificate.

    Raises OutOfOrder where the certificate that counts cannot be used, or does not hold today.
    """
    its_own = signer_of(firm) if firm is not None else None
    if its_own is not None:
        return its_own
    chosen = _set_by_hand() or _own()
    if not chosen.valid_on(timezone.now()):
        raise OutOfOrder(
            "The certificate for signing reports does not hold today: it is valid from "
            f"{chosen.not_before:%d %B %Y} to {chosen.not_after:%d %B %Y}. Set one that holds."
        )
    return chosen


def standing_of(fingerprint: str) -> Standing:
    """Return whose the key is.

    Our own stays ours when a certificate is set beside it, and so does a firm's that was replaced since.
    """
    ours = {_own().fingerprint}
    with suppress(
        OutOfOrder
    ):  # a certificate that cannot be used now signs nothing, and stops no check
        if by_hand := _set_by_hand():
            ours.add(by_hand.fingerprint)
    if fingerprint in ours:
        return Standing.OURS
    with suppress(DatabaseError):  # a report can be checked before there are any tables
        if was_put_here(fingerprint):
            return Standing.OURS
    trusted = {"".join(each.lower().replace(":", "").split()) for each in settings.TRUSTED_SIGNERS}
    return Standing.TRUSTED if fingerprint in trusted else Standing.NOT_KNOWN


def _own() -> Signer:
    return _made(settings.SIGNING_SECRET, settings.PRODUCT_NAME)


def _set_by_hand() -> Signer | None:
    if settings.SIGNING_PKCS12:
        return _from_file(
            signer_from_pkcs12, settings.SIGNING_PKCS12, settings.SIGNING_PASSWORD_FILE
        )
    if settings.SIGNING_PEM:
        return _from_file(signer_from_pem, settings.SIGNING_PEM, settings.SIGNING_PASSWORD_FILE)
    return None


@cache
def _made(secret: bytes, name: str) -> Signer:
    return own_signer(secret, name=name)


@cache
def _from_file(read: Callable[..., Signer], path: str, password_file: str) -> Signer:
    password = (
        _content_of(password_file, "password of the").strip(b"\r\n") if password_file else None
    )
    return read(_content_of(path, ""), password=password)


def _content_of(path: str, what: str) -> bytes:
    try:
        return Path(path).expanduser().read_bytes()
    except OSError as problem:
        raise OutOfOrder(
            f"The {f'{what} ' if what else ''}certificate for signing reports cannot be read: "
            f"{problem.strerror}. WEIGH_SIGNING_PKCS12, WEIGH_SIGNING_PEM and "
            "WEIGH_SIGNING_PASSWORD_FILE say where the files are."
        ) from None
