"""Opens in the jail what holds a private key and its certificate (PKCS#12), with its password.

What comes back is plain DER, written anew: the key, its certificate, and the others that lie beside it.
"""

import os
import warnings
from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any

from asn1crypto.pkcs12 import Pfx
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from sandbox.runner.codes import Code, Trouble
from sandbox.runner.frames import Kind, Writer

MOST_OTHERS = 10
_WORDS = {b"-----BEGIN": "pem", b"PK\x03\x04": "zip", b"%PDF": "pdf"}


def prepare(_: Mapping[str, Any]) -> None:
    """Open one made here, so that nothing is looked for once files can no longer be opened."""
    warnings.simplefilter("ignore")  # what they say of a file may hold what the file holds
    key = ec.generate_private_key(ec.SECP256R1())
    made = pkcs12.serialize_key_and_certificates(
        b"warm up", key, None, None, serialization.BestAvailableEncryption(b"warm up")
    )
    _opened(made, "warm up")


def work(
    inputs: Mapping[str, int], options: Mapping[str, Any], writer: Writer
) -> dict[str, object]:
    """Send what `inputs["certificate"]` holds, opened with `options["password"]`."""
    with os.fdopen(inputs["certificate"], "rb") as stream:
        content = stream.read()
    found = _opened(content, options["password"])
    if found.key is None:
        raise Trouble(Code.NO_PRIVATE_KEY)
    if found.cert is None:
        raise Trouble(Code.NO_OWN_CERTIFICATE)
    if len(found.additional_certs) > MOST_OTHERS:
        raise Trouble(
            Code.TOO_MANY_CERTIFICATES, found=len(found.additional_certs), limit=MOST_OTHERS
        )
    key = found.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    writer.say(
        Kind.FACTS,
        {
            "key": b64encode(key).decode("ascii"),
            "certificate": _der(found.cert.certificate),
            "others": [_der(each.certificate) for each in found.additional_certs],
        },
    )
    return {}


def _opened(content: bytes, password: str) -> pkcs12.PKCS12KeyAndCertificates:
    if not content:
        raise Trouble(Code.EMPTY_FILE)
    if not _is_pkcs12(content):
        raise Trouble(Code.NOT_A_KEY_FILE, found=_told(content))
    for spelling in _spellings(password):
        try:
            return pkcs12.load_pkcs12(content, spelling)
        except ValueError:
            continue  # the password is another, or what it opens is damaged
    raise Trouble(Code.WRONG_PASSWORD if password else Code.PASSWORD)


def _spellings(password: str) -> Iterator[bytes | None]:
    """Yield the password; to have none is written in two ways."""
    yield password.encode() or None
    if not password:
        yield b""


def _is_pkcs12(content: bytes) -> bool:
    try:
        held = Pfx.load(content)
        return bool(
            held["version"].native == "v3" and held["auth_safe"]["content_type"].native == "data"
        )
    except (ValueError, TypeError, KeyError):
        return False


def _told(content: bytes) -> str:
    """Return the word for what lies there instead."""
    for begins, name in _WORDS.items():
        if content.startswith(begins):
            return name
    try:
        x509.load_der_x509_certificate(content)
    except ValueError:
        return "unknown"
    return "bare_certificate"


def _der(certificate: x509.Certificate) -> str:
    return b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode("ascii")
