"""Which certificate signs for a firm, how long it holds, and whether a key was ever a firm's here."""

import uuid
from base64 import b64decode
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils import timezone

from content.refusal import OutOfOrder
from organisations.models import Organisation
from procurement.models import Assessment
from procurement.wording.flags import day
from reports.advising.queries import draft_of
from reports.certificates.models import SigningCertificate
from reports.signature.chain import from_pem
from reports.signature.signer import Signer, signer_from_der
from vault.sealed_stream import Damaged
from vault.sealed_text import open_text

# How long before its end an owner is told.
WARNED = timedelta(days=30)
WAY_OUT = "An owner can put a new one or take it away: then the installation’s key signs."


class Standing(StrEnum):
    """Whether a certificate can sign today."""

    SIGNS = "signs"
    ENDS_SOON = "ends_soon"
    NOT_YET = "not_yet"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Held:
    """A firm's certificate and how it stands; `until` is its last day, `days` how many are left."""

    row: SigningCertificate
    standing: Standing
    since: date
    until: date
    days: int

    @property
    def signs(self) -> bool:
        """Return whether reports can be signed with it today."""
        return self.standing in (Standing.SIGNS, Standing.ENDS_SOON)

    @property
    def why_not(self) -> str:
        """Return in a sentence why it cannot sign; empty where it can."""
        if self.standing is Standing.OVER:
            return (
                f"The certificate of {self.row.organisation} for signing reports ran out on {day(self.until)}, "
                "so no report is sealed."
            )
        if self.standing is Standing.NOT_YET:
            return (
                f"The certificate of {self.row.organisation} for signing reports holds from "
                f"{day(self.since)} on, so no report is sealed before."
            )
        return ""


def certificate_of(organisation: Organisation | uuid.UUID) -> Held | None:
    """Return the certificate that a firm put here to sign with; None where it has none."""
    rows = SigningCertificate.objects.of(organisation).filter(ended_at__isnull=True)
    row = rows.select_related("organisation").first()
    if row is None:
        return None
    told, now = row.told, timezone.now()
    if now > told.not_after:
        standing = Standing.OVER
    elif now < told.not_before:
        standing = Standing.NOT_YET
    else:
        standing = Standing.ENDS_SOON if told.not_after - now < WARNED else Standing.SIGNS
    until = timezone.localtime(told.not_after).date()
    return Held(
        row=row,
        standing=standing,
        since=timezone.localtime(told.not_before).date(),
        until=until,
        days=max((until - timezone.localdate()).days, 0),
    )


def earlier_certificates(organisation: Organisation) -> list[SigningCertificate]:
    """Return those that were replaced or taken away, the newest first."""
    rows = SigningCertificate.objects.of(organisation).filter(ended_at__isnull=False)
    return list(rows.order_by("-ended_at"))


def who_signs(assessment: Assessment) -> Organisation:
    """Return the firm whose report it is: the adviser's where one prepares it, else the client."""
    draft = draft_of(assessment)
    return draft.adviser if draft is not None else assessment.organisation


def signer_of(organisation: Organisation | uuid.UUID) -> Signer | None:
    """Return what a firm's own reports are signed with; None where it has no certificate.

    Raises OutOfOrder where it has one that does not hold today or cannot be opened: then nothing else
    signs in its place.
    """
    held = certificate_of(organisation)
    if held is None:
        return None
    if not held.signs:
        raise OutOfOrder(f"{held.why_not} {WAY_OUT}")
    row = held.row
    try:
        key = b64decode(open_text(row.organisation_id, bytes(row.sealed_key or b"")))
    except Damaged:
        raise OutOfOrder(
            f"The key of {row.organisation} for signing reports cannot be opened here. {WAY_OUT}"
        ) from None
    return signer_from_der(key, bytes(row.certificate), from_pem(row.chain))


def was_put_here(fingerprint: str) -> bool:
    """Return whether a firm here signs, or ever signed, with this key (64 hexadecimal digits)."""
    return SigningCertificate.objects.everywhere().filter(fingerprint=fingerprint).exists()
