"""A signature covers each byte: pyHanko's own validator agrees with ours, and ours is stricter."""

import asyncio
import io
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from hypothesis import example, given
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader, PdfWriter

from content.refusal import OutOfOrder
from reports.signature.signer import own_signer, signer_from_pem
from reports.signature.signing import sign
from reports.signature.verifying import Finding, verify

OURS = own_signer(b"s" * 32, name="Weighbridge")


def blank(pages=1):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


UNSIGNED = blank()
SIGNED = sign(UNSIGNED, OURS, reason="Sealed by a test")


def pem(key, *, subject="Adeyemi Advice", of=None):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key((of or key).public_key())
        .serial_number(77)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)


def as_pyhanko_sees(pdf, certificate):
    (held,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    context = ValidationContext(trust_roots=[Certificate.load(certificate)], allow_fetching=False)
    return validate_pdf_signature(held, context)


def test_the_same_secret_gives_the_same_signer_and_another_gives_another():
    assert own_signer(b"s" * 32, name="Weighbridge") == OURS
    assert own_signer(b"t" * 32, name="Weighbridge").fingerprint != OURS.fingerprint


def test_what_was_signed_stands_first_in_the_signed_file():
    assert SIGNED.startswith(UNSIGNED)
    assert len(PdfReader(io.BytesIO(SIGNED)).pages) == 1


def test_another_validator_finds_the_signature_intact_and_over_everything():
    status = as_pyhanko_sees(SIGNED, OURS.certificate)
    assert status.intact
    assert status.valid
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"


@pytest.mark.parametrize(
    "key", [ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)]
)
def test_an_organisations_certificate_signs_as_well(key):
    signer = signer_from_pem(pem(key))
    signed = sign(UNSIGNED, signer, reason="Sealed by a test")
    assert as_pyhanko_sees(signed, signer.certificate).bottom_line
    assert (verify(signed).finding, verify(signed).fingerprint) == (
        Finding.INTACT,
        signer.fingerprint,
    )
    changed = bytearray(signed)
    changed[len(UNSIGNED) // 2] ^= 1
    assert verify(bytes(changed)).finding is Finding.CHANGED


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"no PEM at all", "cannot be read"),
        (pem(ec.generate_private_key(ec.SECP384R1())), "curve P-256"),
        (
            pem(
                ec.generate_private_key(ec.SECP256R1()), of=ec.generate_private_key(ec.SECP256R1())
            ),
            "another private key",
        ),
    ],
)
def test_a_certificate_that_cannot_sign_is_named(text, why):
    with pytest.raises(OutOfOrder, match=why):
        signer_from_pem(text)


def test_an_untouched_file_is_intact_and_names_its_key_and_moment():
    found = verify(SIGNED)
    assert (found.finding, found.fingerprint) == (Finding.INTACT, OURS.fingerprint)
    assert found.signed_at is not None
    assert abs(found.signed_at - datetime.now(UTC)) < timedelta(minutes=10)


@given(st.integers(0, len(SIGNED) - 1), st.integers(1, 255))
@example(len(SIGNED) - 1, 1)
@example(0, 1)
@example(SIGNED.index(b"/ByteRange") + 3, 32)
@example(SIGNED.index(b"/Contents <") + 12, 32)
@example(SIGNED.index(b"00000000000000>") + 5, 1)  # the filling behind the signature
def test_one_changed_byte_anywhere_is_found(place, flip):
    changed = bytearray(SIGNED)
    changed[place] ^= flip
    assert verify(bytes(changed)).finding is Finding.CHANGED


def test_every_bit_of_what_the_signature_added_counts():
    for place in range(len(UNSIGNED), len(SIGNED)):
        changed = bytearray(SIGNED)
        changed[place] ^= 0x20  # turns a into A, which many readers take for the same digit
        assert verify(bytes(changed)).finding is Finding.CHANGED, place


@given(st.binary(min_size=1, max_size=40))
@example(b"\n")
def test_nothing_can_be_added_or_cut_off(more):
    assert verify(SIGNED + more).finding is Finding.CHANGED
    assert verify(SIGNED[: -len(more)]).finding is Finding.CHANGED


def test_a_second_signature_behind_the_first_is_a_change_of_whoever_signed_last():
    """It is intact by the other key: the register, not the file, says that it is none of ours."""
    other = own_signer(b"o" * 32, name="Somebody")
    out = sign(blank(2), other, reason="Mine")
    assert verify(out).fingerprint == other.fingerprint


@given(st.binary(max_size=3_000))
@example(UNSIGNED)
@example(b"")
@example(b"%PDF-1.7\n%%EOF")
def test_what_nobody_signed_is_no_report(other):
    assert verify(other).finding is Finding.NOT_A_REPORT


@given(st.binary(max_size=400), st.integers(0, 10**12), st.integers(0, 10**12))
def test_hostile_bytes_end_in_an_answer(junk, first, second):
    told = b"%%PDF-1.7 /ByteRange [0 %d %d 9]\n%s" % (first, second, junk)
    assert verify(told).finding is Finding.CHANGED


def test_it_signs_where_an_event_loop_runs_already():
    async def inside():
        return sign(UNSIGNED, OURS, reason="Sealed by a test")

    assert verify(asyncio.run(inside())).finding is Finding.INTACT
