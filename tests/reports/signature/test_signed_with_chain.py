"""The certificates above the signer's go with the signature, and each byte of them is covered by it."""

import io
from datetime import UTC, datetime

import pytest
from asn1crypto import cms
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from content.refusal import OutOfOrder
from reports.signature.chain import chain_above
from reports.signature.signer import signer_from_der, signer_from_pem, signer_from_pkcs12
from reports.signature.signing import sign
from reports.signature.verifying import Finding, verify
from tests.reports.certificates.authority import (
    MIDDLE_KEY,
    PASSWORD,
    ROOT_KEY,
    as_pem,
    authority,
    der,
    issued,
    key_as_der,
    new_key,
    p12,
)
from tests.reports.signature.test_signature import UNSIGNED

ROOT = authority()
MIDDLE = authority("Signatures of Britain", MIDDLE_KEY, by="Trust of Britain", by_key=ROOT_KEY)
# Readers ask for the second use where nobody may deny a signature later.
USES = ("digital_signature", "content_commitment")
OWN = issued(by="Signatures of Britain", by_key=MIDDLE_KEY, uses=USES)
SIGNER = signer_from_der(
    key_as_der(),
    der(OWN),
    chain_above(der(OWN), [der(ROOT), der(MIDDLE)], at=datetime.now(UTC)),
)
SIGNED = sign(UNSIGNED, SIGNER, reason="Sealed by a test")


def as_read(pdf, *roots):
    """What a reader finds that trusts the roots and knows no other certificate."""
    (held,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    trusted = [Certificate.load(der(root)) for root in roots]
    return validate_pdf_signature(
        held, ValidationContext(trust_roots=trusted, allow_fetching=False)
    )


def test_who_trusts_the_top_alone_finds_the_way_down():
    status = as_read(SIGNED, ROOT)
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    alone = sign(UNSIGNED, signer_from_der(key_as_der(), der(OWN)), reason="Sealed by a test")
    assert not as_read(alone, ROOT).trusted


def test_our_own_check_names_the_signers_key():
    found = verify(SIGNED)
    assert (found.finding, found.fingerprint) == (Finding.INTACT, SIGNER.fingerprint)


def test_every_bit_of_the_certificates_counts():
    first = SIGNED.index(der(MIDDLE).hex().upper().encode())
    for place in range(first, first + 2 * len(der(MIDDLE))):
        changed = bytearray(SIGNED)
        changed[place] ^= 1
        assert verify(bytes(changed)).finding is Finding.CHANGED, place


@pytest.mark.parametrize(
    "held",
    [
        [OWN],
        [OWN, MIDDLE],
        [MIDDLE, ROOT],
        [OWN, MIDDLE, ROOT, ROOT],
        [OWN, MIDDLE, ROOT, authority("Somebody else")],
    ],
    ids=["alone", "without the top", "without its own", "one twice", "one more"],
)
def test_no_certificate_can_be_left_out_or_added(held):
    assert holding([ROOT, OWN, MIDDLE]) == SIGNED  # the standard orders them, not we
    assert verify(holding(held)).finding is Finding.CHANGED


def holding(certificates):
    """The signed file with these certificates in its signature."""
    start = SIGNED.index(b"/Contents <") + len(b"/Contents <")
    end = SIGNED.index(b">", start)
    container = cms.ContentInfo.load(bytes.fromhex(SIGNED[start:end].decode()))
    container["content"]["certificates"] = [Certificate.load(der(each)) for each in certificates]
    digits = container.dump(force=True).hex().upper().encode().ljust(end - start, b"0")
    return SIGNED[:start] + digits + SIGNED[end:]


@pytest.mark.parametrize(
    "signer",
    [
        signer_from_pkcs12(p12(OWN, beside=(ROOT, MIDDLE)), password=PASSWORD.encode()),
        signer_from_pem(as_pem(OWN, ROOT, MIDDLE)),
    ],
    ids=["PKCS#12", "PEM"],
)
def test_a_file_of_the_installation_brings_its_chain(signer):
    assert signer == SIGNER


@pytest.mark.parametrize(
    ("above", "said"),
    [
        (authority("Signatures of Britain", new_key()), "the key of that one in this file did not"),
        (
            authority("Signatures of Britain", MIDDLE_KEY, ends=-1),
            "which stands above yours, does not hold today",
        ),
    ],
)
def test_and_is_refused_where_the_chain_is_broken(above, said):
    with pytest.raises(OutOfOrder, match=f"cannot be used: .*{said}"):
        signer_from_pkcs12(p12(OWN, beside=(above,)), password=PASSWORD.encode())
    with pytest.raises(OutOfOrder, match=f"cannot be used: .*{said}"):
        signer_from_pem(as_pem(OWN, above))
