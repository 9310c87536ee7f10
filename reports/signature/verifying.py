"""Says whether a signed PDF is, byte for byte, what its signer signed. Stricter than PDF readers are.

A reader accepts what was added behind a signature, and does not look at the filling around it. Here the
signature must cover the whole file, and the signature's own bytes must be the only ones that say what
they say: they are built anew from their parts and compared. So there is no byte that could be another.
The file is not parsed beyond that: no object of it is read.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from asn1crypto import algos, cms, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from reports.signature.signer import fingerprint_of

_RANGES = re.compile(rb"/ByteRange \[0 (\d{1,12}) (\d{1,12}) (\d{1,12})\] *\n")
_TRACES = (b"/ByteRange", b"/ETSI.CAdES.detached", b"/Adobe.PPKLite", b"/adbe.pkcs7.detached")
_IDENTIFIER = re.compile(rb"/ID \[ <([0-9a-f]{32})> <")
_SIGNED_AT = re.compile(rb"/M \(D\\072(\d{14})Z\)")
# What the unpadded signature takes at most; longer than any chain of certificates we write.
_LONGEST = 1 << 20


class Finding(StrEnum):
    """What the file alone shows."""

    INTACT = "intact"
    CHANGED = "changed"
    NOT_A_REPORT = "not_a_report"


@dataclass(frozen=True, slots=True)
class Verified:
    """What a file shows of itself.

    `fingerprint` is the key's and `signed_at` the signer's own word; both only where `finding` is
    intact. `sha256` is the file's. `identifier` is the beginning of the content's SHA-256 that a
    report names, 32 hexadecimal digits, empty where none is found; it may be forged.
    """

    finding: Finding
    sha256: str
    fingerprint: str = ""
    signed_at: datetime | None = None
    identifier: str = ""


class _Changed(Exception):
    """Something is not as the signer left it."""


def verify(pdf: bytes) -> Verified:
    """Return what the file shows of itself. Whatever the bytes are, it ends with an answer."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    if b"%PDF-" not in pdf[:1024] and b"%%EOF" not in pdf[-1024:]:
        return Verified(Finding.NOT_A_REPORT, sha256)
    if not any(trace in pdf for trace in _TRACES):
        return Verified(Finding.NOT_A_REPORT, sha256)
    identifier = identifier_in(pdf)
    try:
        fingerprint = _signed_by(pdf)
    except (_Changed, ValueError, TypeError, KeyError, IndexError, OverflowError):
        return Verified(Finding.CHANGED, sha256, identifier=identifier)
    return Verified(Finding.INTACT, sha256, fingerprint, _signed_at(pdf), identifier)


def identifier_in(pdf: bytes) -> str:
    """Return what the end of the file calls itself, 32 hexadecimal digits; empty where it does not."""
    found = _IDENTIFIER.findall(pdf[-65_536:])
    return found[-1].decode() if found else ""


def _signed_by(pdf: bytes) -> str:
    """Return the fingerprint of the key that signed all of the file; raise if anything differs."""
    named = list(_RANGES.finditer(pdf))
    if not named:
        raise _Changed
    before, after, length = (int(number) for number in named[-1].groups())
    if after + length != len(pdf) or not 0 < before < after - 2 or after - before > 2 * _LONGEST:
        raise _Changed
    if pdf[before : before + 1] != b"<" or pdf[after - 1 : after] != b">":
        raise _Changed
    digits = pdf[before + 1 : after - 1]
    signature = bytes.fromhex(digits.decode("ascii"))
    if signature.hex().encode() != digits.lower() or digits.upper() != digits:
        raise _Changed
    held = cms.ContentInfo.load(signature)
    found = held.dump()
    if signature != found + bytes(len(signature) - len(found)):
        raise _Changed
    digest = hashlib.sha256(pdf[:before] + pdf[after:]).digest()
    return _checked(held, found, digest)


def _checked(held: cms.ContentInfo, found: bytes, digest: bytes) -> str:
    if held["content_type"].native != "signed_data":
        raise _Changed
    content = held["content"]
    (info,) = content["signer_infos"]
    held_there = (each.chosen for each in content["certificates"])
    beside = {hashlib.sha256(each.dump()).digest(): each for each in held_there}
    attributes = info["signed_attrs"]
    if _attribute(attributes, "message_digest").native != digest:
        raise _Changed
    if _attribute(attributes, "content_type").native != "data":
        raise _Changed
    # The signature covers the hash of each certificate, the signer's first, and so each byte of them.
    named = _attribute(attributes, "signing_certificate_v2")["certs"]
    if any(each["hash_algorithm"]["algorithm"].native != "sha256" for each in named):
        raise _Changed
    certificates = [beside.pop(each["cert_hash"].native) for each in named]
    if beside:
        raise _Changed
    told: bytes = certificates[0].dump()
    key = x509.load_der_x509_certificate(told).public_key()
    signature: bytes = info["signature"].native
    signed: bytes = attributes.untag().dump()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            algorithm = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
            key.verify(signature, signed, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            algorithm = algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"})
            key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
        else:
            raise _Changed
    except InvalidSignature:
        raise _Changed from None
    if _anew(certificates, attributes, algorithm, signature) != found:
        raise _Changed
    return fingerprint_of(key)


def _anew(
    certificates: Sequence[cms.Certificate],
    attributes: cms.CMSAttributes,
    algorithm: algos.SignedDigestAlgorithm,
    signature: bytes,
) -> bytes:
    """Return the signature's container as it must be, around the parts that are themselves signed."""
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {
                            "issuer": certificates[0].issuer,
                            "serial_number": certificates[0].serial_number,
                        }
                    )
                }
            ),
            "digest_algorithm": sha256,
            "signed_attrs": attributes,
            "signature_algorithm": algorithm,
            "signature": signature,
        }
    )
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": cms.DigestAlgorithms([sha256]),
            "encap_content_info": {"content_type": "data"},
            "certificates": certificates,
            "signer_infos": [signer],
        }
    )
    built: bytes = cms.ContentInfo({"content_type": "signed_data", "content": data}).dump(
        force=True
    )
    return built


def _attribute(attributes: cms.CMSAttributes, name: str) -> tsp.SigningCertificateV2:
    """Return the one value of the one attribute of this name."""
    (values,) = (each["values"] for each in attributes if each["type"].native == name)
    (value,) = values
    return value


def _signed_at(pdf: bytes) -> datetime | None:
    found = _SIGNED_AT.findall(pdf[-65_536:])
    if not found:
        return None
    try:
        return datetime.strptime(found[-1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
