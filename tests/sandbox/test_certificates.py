"""A file with a private key is opened in the jail with its password; what is none is told in a sentence."""

import json
import logging
import shutil
import subprocess
from dataclasses import replace

import pytest
from asn1crypto.pkcs12 import Pfx
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from content.refusal import Refused
from sandbox.certificates import open_certificate
from sandbox.limits import CERTIFICATES
from sandbox.runner.frames import Kind
from tests.reports.certificates.authority import (
    KEY,
    PASSWORD,
    authority,
    der,
    issued,
    key_as_der,
    p12,
)
from tests.sandbox.fake_jail import FakeJail

needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="The command openssl is not here."
)


@pytest.fixture
def look(tmp_path, jail):
    def looking(content, password=PASSWORD, *, within=jail, **more):
        path = tmp_path / "upload"
        path.write_bytes(content)
        return open_certificate(within, path, name="firm.p12", password=password, **more)

    return looking


def as_windows_wrote_it():
    """With the encryption that older programs use: 3DES and SHA-1."""
    return (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(2_000)
        .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
        .hmac_hash(hashes.SHA1())
        .build(PASSWORD.encode())
    )


def test_key_certificate_and_chain_come_back_as_they_are(look, each_jail):
    certificate, root = issued(), authority()
    found = look(p12(certificate, beside=[root]), within=each_jail)
    assert found.key == key_as_der()
    assert found.certificate == der(certificate)
    assert found.others == (der(root),)
    assert "key=" not in repr(found)


def test_an_older_encryption_and_a_long_rsa_key_open_as_well(look):
    assert look(p12(hidden=as_windows_wrote_it())).key == key_as_der()
    long = rsa.generate_private_key(65537, 4096)
    assert look(p12(issued(key=long), key=long)).key == key_as_der(long)


def test_one_without_a_password_opens_without_one(look):
    assert look(p12(password=None), "").key == key_as_der()


@needs_openssl
@pytest.mark.parametrize("older", [[], ["-legacy"]])
@pytest.mark.parametrize("password", [PASSWORD, ""])
def test_what_openssl_exports_opens(look, tmp_path, older, password):
    certificate, held = issued(), tmp_path / "both.pem"
    private = KEY.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    held.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    made = subprocess.run(
        ["openssl", "pkcs12", "-export", *older, "-in", str(held), "-passout", f"pass:{password}"],
        capture_output=True, check=True,
    )  # fmt: skip
    found = look(made.stdout, password)
    assert (found.key, found.certificate) == (key_as_der(), der(certificate))


def pem():
    return issued().public_bytes(serialization.Encoding.PEM)


def without(part):
    hidden = serialization.BestAvailableEncryption(PASSWORD.encode())
    key, certificate = (KEY, None) if part == "certificate" else (None, issued())
    return pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, hidden)


@pytest.mark.parametrize(
    ("content", "password", "said"),
    [
        (p12(), "another", "does not open with this password"),
        (p12(), PASSWORD.upper(), "does not open with this password"),
        (p12(), "", "protected by a password, and none was given"),
        (b"", PASSWORD, "is empty"),
        (b"no certificate", PASSWORD, r"no \.p12 or \.pfx file: it is something else, or damaged"),
        (p12()[:200], PASSWORD, "something else, or damaged"),
        (pem(), PASSWORD, "a text with a key or a certificate"),
        (der(issued()), PASSWORD, "a certificate without its private key"),
        (b"PK\x03\x04 zip", PASSWORD, "a packed folder"),
        (without("key"), PASSWORD, "no private key in this file"),
        (without("certificate"), PASSWORD, "no certificate in this file that belongs"),
        (p12(beside=[authority(f"Trust {n}") for n in range(11)]), PASSWORD, "11 further"),
        (b"x" * (CERTIFICATES.file + 1), PASSWORD, "larger than 1 MB"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(look, content, password, said):
    with pytest.raises(Refused, match=said) as caught:
        look(content, password)
    assert caught.value.sentence.endswith(".")
    assert caught.value.what_to_do
    assert password not in str(caught.value) or not password


def test_a_password_that_is_made_slow_to_try_is_given_up_on(look):
    made = Pfx.load(p12())
    made["mac_data"]["iterations"] = 2**31 - 1
    with pytest.raises(Refused, match=r"took (longer|more computing)"):
        look(made.dump(force=True), limits=replace(CERTIFICATES, processor=2))


def test_neither_password_nor_key_is_logged(look, caplog):
    caplog.set_level(logging.DEBUG)
    look(p12())
    for content in (p12(), b"junk"):
        with pytest.raises(Refused):
            look(content, "zebra 77 heron")
    assert PASSWORD not in caplog.text
    assert "zebra" not in caplog.text


@bounds(max_examples=10)
@given(st.binary(max_size=40), st.integers(0, 400))
def test_bytes_that_were_changed_end_in_a_sentence_or_open(jail, tmp_path_factory, junk, at):
    content = p12()
    path = tmp_path_factory.mktemp("changed") / "upload"
    path.write_bytes(content[:at] + junk + content[at + len(junk) :])
    try:
        found = open_certificate(jail, path, name="firm.p12", password=PASSWORD).key
    except Refused as refusal:
        found = refusal.sentence[-1].encode()
    assert found in (key_as_der(), b".")


@pytest.mark.parametrize(
    "told",
    [
        {}, {"key": "x", "certificate": "AAAA", "others": []}, {"key": "", "certificate": "AAAA", "others": []},
        {"key": "AAAA", "certificate": 3, "others": []}, {"key": "AAAA", "certificate": "AAAA", "others": "AAAA"},
        {"key": "AAAA", "certificate": "AAAA", "others": ["AAAA"] * 11},
        {"key": "A" * 9_000, "certificate": "AAAA", "others": []},
        {"key": "AAAA", "certificate": "AAAA", "others": [], "more": 1},
    ],
)  # fmt: skip
def test_nothing_that_comes_out_of_the_jail_is_believed(tmp_path, told):
    path = tmp_path / "upload"
    path.write_bytes(b"x")
    liar = FakeJail(tmp_path, [(Kind.FACTS, json.dumps(told).encode()), (Kind.DONE, b"{}")])
    with pytest.raises(Refused, match="could not be read"):
        open_certificate(liar, path, name="firm.p12", password="")
