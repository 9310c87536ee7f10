"""An organisation's own certificate signs its reports, and its password is found nowhere afterwards."""

import logging
import traceback
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.test import Client
from django.urls import reverse

from content.refusal import OutOfOrder
from reports import signing_key
from reports.signature.signer import in_groups, own_signer
from reports.signature.signing import sign
from reports.signature.verifying import Finding, verify
from reports.signing_key import Standing, signer, standing_of
from tests.reports.signature.test_signature import as_pyhanko_sees, blank

PASSWORD = "correct horse 1740 battery staple"
KEY = ec.generate_private_key(ec.SECP256R1())


def certificate(key=KEY, *, ends=30, signs=True):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Adeyemi Advice")])
    now = datetime.now(UTC)
    usage = dict.fromkeys(
        (
            "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign",
            "encipher_only", "decipher_only", "content_commitment",
        ),
        False,
    )  # fmt: skip
    usage["key_agreement"] = not signs
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(77)
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=ends))
        .add_extension(x509.KeyUsage(digital_signature=signs, **usage), critical=True)
        .sign(key, hashes.SHA256())
    )


def p12(key=KEY, *, password=PASSWORD, **more):
    hidden = (
        serialization.BestAvailableEncryption(password.encode())
        if password
        else serialization.NoEncryption()
    )
    return pkcs12.serialize_key_and_certificates(
        b"advice", key, certificate(key, **more), None, hidden
    )


@pytest.fixture
def use(tmp_path, settings):
    """Set a certificate's file, and its password's."""

    def put(content, password=PASSWORD, *, setting="SIGNING_PKCS12"):
        signing_key._from_file.cache_clear()
        (tmp_path / "signing").write_bytes(content)
        setattr(settings, setting, str(tmp_path / "signing"))
        if password is not None:
            (tmp_path / "password").write_text(f"{password}\n", encoding="utf-8")
            settings.SIGNING_PASSWORD_FILE = str(tmp_path / "password")

    yield put
    signing_key._from_file.cache_clear()


@pytest.mark.parametrize("key", [KEY, rsa.generate_private_key(65537, 2048)])
def test_a_pkcs12_file_with_its_password_signs(use, key):
    use(p12(key))
    by = signer()
    signed = sign(blank(), by, reason="Sealed by a test")
    assert as_pyhanko_sees(signed, by.certificate).bottom_line
    found = verify(signed)
    assert (found.finding, found.fingerprint) == (Finding.INTACT, by.fingerprint)
    assert standing_of(by.fingerprint) is Standing.OURS
    shown = Client().get(reverse("desk:method")).content.decode()
    assert in_groups(by.fingerprint) in shown


def test_what_our_own_key_signed_stays_ours_beside_it(use, settings):
    own = signer().fingerprint
    use(p12())
    assert signer().fingerprint != own
    assert standing_of(own) is Standing.OURS


def test_a_pem_file_may_have_a_password_too(use):
    private = KEY.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(PASSWORD.encode()),
    )
    use(private + certificate().public_bytes(serialization.Encoding.PEM), setting="SIGNING_PEM")
    assert verify(sign(blank(), signer(), reason="x")).finding is Finding.INTACT


def test_a_pkcs12_file_without_a_password_signs_as_well(use):
    use(p12(password=None), None)
    assert verify(sign(blank(), signer(), reason="x")).finding is Finding.INTACT


@pytest.mark.parametrize(
    ("content", "password", "why"),
    [
        (p12(), "another password", "the password is another"),
        (p12(), None, "No password was given"),
        (b"no PKCS#12 at all", PASSWORD, "must be PKCS#12"),
        (p12(ends=-1), PASSWORD, "does not hold today"),
        (p12(signs=False), PASSWORD, "made for something else"),
        (p12(ec.generate_private_key(ec.SECP384R1())), PASSWORD, "curve P-256"),
        (
            pkcs12.serialize_key_and_certificates(
                b"none", None, certificate(), None,
                serialization.BestAvailableEncryption(PASSWORD.encode()),
            ),
            PASSWORD,
            "one private key",
        ),
    ],
)  # fmt: skip
def test_one_that_cannot_sign_is_named_and_stops_no_check(use, content, password, why):
    own = signer().fingerprint
    use(content, password)
    with pytest.raises(OutOfOrder, match=why):
        signer()
    assert standing_of(own) is Standing.OURS
    assert "cannot be signed" in Client().get(reverse("desk:method")).content.decode()


def test_files_that_are_not_there_are_named_by_their_settings(use, settings, tmp_path):
    use(p12())
    settings.SIGNING_PASSWORD_FILE = str(tmp_path / "none")
    with pytest.raises(
        OutOfOrder, match=r"password of the certificate.*WEIGH_SIGNING_PASSWORD_FILE"
    ):
        signer()
    settings.SIGNING_PKCS12 = str(tmp_path / "none")
    settings.SIGNING_PASSWORD_FILE = ""
    with pytest.raises(OutOfOrder, match="No such file"):
        signer()


def test_neither_password_nor_key_is_told_to_anybody(use, caplog):
    caplog.set_level(logging.DEBUG)
    told = []
    for content in (p12(), p12(password="another"), b"junk", p12(ends=-1)):
        use(content)
        try:
            by = signer()
        except OutOfOrder as problem:
            told.append("".join(traceback.format_exception(problem)))
        else:
            told.append(repr(by))
            signed = sign(blank(), by, reason="x")
            assert PASSWORD.encode() not in signed
            assert by.key not in signed
    everything = "".join(told) + caplog.text
    assert PASSWORD not in everything
    assert "key=" not in everything
    assert "BEGIN" not in everything


def test_the_signer_made_here_holds_for_longer_than_any_report():
    own = own_signer(b"s" * 32, name="Weighbridge")
    assert own.valid_on(datetime(2125, 1, 1, tzinfo=UTC))
