"""Which key signs this installation's reports, and what it calls the keys of others."""

from enum import StrEnum
from functools import cache
from pathlib import Path

from django.conf import settings

from content.refusal import OutOfOrder
from reports.signature.signer import Signer, own_signer, signer_from_pem


class Standing(StrEnum):
    """Whose a key is, as far as this installation knows."""

    OURS = "ours"
    TRUSTED = "trusted"
    NOT_KNOWN = "not known here"


def signer() -> Signer:
    """Return what reports are signed with now: the certificate that was set, or our own key.

    Raises OutOfOrder where the certificate that was set cannot be used.
    """
    return _from_file(settings.SIGNING_PEM) if settings.SIGNING_PEM else _own()


def standing_of(fingerprint: str) -> Standing:
    """Return whose the key is. Our own stays ours when a certificate is set beside it."""
    if fingerprint in {_own().fingerprint, signer().fingerprint}:
        return Standing.OURS
    trusted = {"".join(each.lower().replace(":", "").split()) for each in settings.TRUSTED_SIGNERS}
    return Standing.TRUSTED if fingerprint in trusted else Standing.NOT_KNOWN


def _own() -> Signer:
    return _made(settings.SIGNING_SECRET, settings.PRODUCT_NAME)


@cache
def _made(secret: bytes, name: str) -> Signer:
    return own_signer(secret, name=name)


@cache
def _from_file(path: str) -> Signer:
    try:
        return signer_from_pem(Path(path).expanduser().read_bytes())
    except OSError as problem:
        raise OutOfOrder(
            f"The certificate for signing reports cannot be read: {problem.strerror}. "
            "WEIGH_SIGNING_PEM says where it is."
        ) from problem
