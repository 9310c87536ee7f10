"""Put a certificate that signs a firm's reports, replace it, and take it away."""

from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from content.refusal import OutOfOrder, Refused
from organisations import audit
from organisations.actors import Actor
from organisations.models import Organisation
from organisations.queries import role_in_words
from organisations.roles import Role
from procurement.models import Assessment
from procurement.wording.flags import day
from reports.certificates.models import SigningCertificate
from reports.certificates.queries import WAY_OUT, certificate_of, who_signs
from reports.signature.chain import as_pem, chain_above
from reports.signature.signer import Signer, signer_from_der
from sandbox.candidates import find_jail
from sandbox.certificates import OpenedCertificate, open_certificate
from sandbox.limits import CERTIFICATES
from sandbox.plain_words import plain_words
from sandbox.staging import staged
from vault.sealed_text import seal_text

_ANOTHER = "Ask whoever issued it for one that signs documents."


def put_certificate(
    *, organisation: Organisation, source: BinaryIO, name: str, password: str, by: Actor
) -> SigningCertificate:
    """Return the certificate that signs the firm's reports from now on; it takes the place of the last.

    Parameters
    ----------
    source, name
        The upload (.p12 or .pfx), of at most `CERTIFICATES.file` bytes, and its name as it came.
    password
        What opens it, empty where it has none. It is used here and kept nowhere.

    Raises
    ------
    Refused
        If it does not open, lacks its private key, is of a kind that signs no report, does not hold
        today, stands in a chain that is broken, or signs already. Nothing is kept.
    JailUnavailable
        If there is no jail to open it in.
    """
    shown = plain_words(name) or "The file"
    opened = _opened(source, shown, password)
    try:
        signer = signer_from_der(opened.key, opened.certificate)
    except OutOfOrder as problem:
        raise Refused(str(problem), what_to_do=_ANOTHER) from None
    now = timezone.now()
    if now > signer.not_after:
        ended = timezone.localtime(signer.not_after).date()
        raise Refused(f"This certificate ran out on {day(ended)}.", what_to_do=_ANOTHER)
    if now < signer.not_before:
        begins = timezone.localtime(signer.not_before).date()
        raise Refused(
            f"This certificate holds from {day(begins)} on.", what_to_do="Put it here on that day."
        )
    chain = chain_above(opened.certificate, opened.others, at=now)
    return keep_certificate(organisation=organisation, signer=replace(signer, chain=chain), by=by)


def keep_certificate(
    *, organisation: Organisation, signer: Signer, by: Actor
) -> SigningCertificate:
    """Write down a certificate that was checked, its private key encrypted.

    Raises
    ------
    Refused
        If the same one signs already.
    """
    sealed = seal_text(organisation.id, b64encode(signer.key).decode("ascii"))
    with transaction.atomic():
        # The firm's row is the lock: two who put one at once take turns.
        Organisation.objects.select_for_update().get(id=organisation.id)
        before = _present(organisation)
        if before is not None and bytes(before.certificate) == signer.certificate:
            raise Refused("This certificate signs your reports already.")
        if before is not None:
            _end(before, by)
        row = SigningCertificate.objects.of(organisation).create(
            fingerprint=signer.fingerprint,
            certificate=signer.certificate,
            chain=as_pem(signer.chain),
            sealed_key=sealed,
            put_by=by.name[:200],
        )
        told = row.told
        _record(
            row, by, "certificate.put" if before is None else "certificate.replaced",
            f"Reports of {organisation.name} are signed with the certificate of {told.holder} from now on.",
            {
                "holder": told.holder,
                "issuer": told.issuer,
                "until": told.not_after.isoformat(),
                "key": row.fingerprint,
                "key_before": before.fingerprint if before is not None else None,
            },
        )  # fmt: skip
    return row


@transaction.atomic
def take_certificate_away(*, organisation: Organisation, by: Actor) -> None:
    """End the firm's certificate and destroy its private key. Without one nothing is done."""
    Organisation.objects.select_for_update().get(id=organisation.id)
    row = _present(organisation)
    if row is None:
        return
    _end(row, by)
    _record(
        row, by, "certificate.taken_away",
        f"Reports of {organisation.name} are no longer signed with the certificate of {row.told.holder}.",
        {"key": row.fingerprint},
    )  # fmt: skip


def refuse_unsigned(assessment: Assessment, *, by: Actor) -> None:
    """Raise `Refused` where the report could not be signed with the certificate that signs it.

    An adviser's firm signs only what one of its own people asks for.
    """
    firm = who_signs(assessment)
    held = certificate_of(firm)
    if held is None:
        return
    if held.why_not:
        raise Refused(held.why_not, what_to_do=WAY_OUT)
    if firm.id != assessment.organisation_id and not is_of_firm(by, firm):
        raise only_its_people(firm)


def is_of_firm(by: Actor, firm: Organisation) -> bool:
    """Return whether somebody is one of a firm's own people, who may let its certificate sign."""
    return role_in_words(by, firm.id) not in ("", Role.READER.label, Role.ADVISER.label)


def only_its_people(firm: Organisation) -> Refused:
    """Return the refusal to let an adviser's firm sign what none of its own people asked for."""
    return Refused(
        f"{firm} signs this report with its own certificate, so somebody of {firm} makes it.",
        what_to_do=f"Ask {firm} to make it.",
    )


def _opened(source: BinaryIO, shown: str, password: str) -> OpenedCertificate:
    run_dir = Path(settings.RUN_DIR)
    jail = find_jail(settings.JAIL, run_dir=run_dir)
    with staged(run_dir) as folder:
        path = folder / "upload"
        path.write_bytes(source.read(CERTIFICATES.file + 1))
        return open_certificate(jail, path, name=shown, password=password)


def _present(organisation: Organisation) -> SigningCertificate | None:
    return SigningCertificate.objects.of(organisation).filter(ended_at__isnull=True).first()


def _end(row: SigningCertificate, by: Actor) -> None:
    row.sealed_key = None
    row.ended_at, row.ended_by = timezone.now(), by.name[:200]
    row.save(update_fields=["sealed_key", "ended_at", "ended_by"])


def _record(
    row: SigningCertificate, by: Actor, verb: str, sentence: str, details: dict[str, Any]
) -> None:
    audit.record(
        organisation=row.organisation_id,
        by=by,
        verb=verb,
        subject=row,
        sentence=sentence,
        details=details,
    )
