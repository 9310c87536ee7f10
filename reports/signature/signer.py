"""Who signs: a private key with its certificate, made from the installation's secret or read from a file.

A key's fingerprint is the SHA-256 of its public half (DER, SubjectPublicKeyInfo), in hexadecimal.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from content.refusal import OutOfOrder, Refused
from reports.signature.chain import chain_above

# The order of the curve P-256 (NIST SP 800-186, 3.2.1.3).
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
# RFC 5280, 4.1.2.5: this end says that none was set.
_FROM, _NO_END = datetime(2026, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
_LEAST_RSA_BITS = 2048

# What a certificate says it is for, where that takes in signing a document: RFC 9336, RFC 5280, and what
# Microsoft and Adobe had before there was a common word. Programs that show PDFs accept these.
_DOCUMENTS = frozenset(
    {
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        ExtendedKeyUsageOID.CODE_SIGNING,
        x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"),
        x509.ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),
        x509.ObjectIdentifier("1.2.840.113583.1.1.5"),
    }
)

SigningKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key and its certificate, both as DER, what tells the key from others, and until when.

    `chain` are the certificates above it, as far as they are there, the nearest first: they go with
    each signature, so that whoever checks it need not look for them.
    """

    key: bytes = field(repr=False)
    certificate: bytes = field(repr=False)
    fingerprint: str
    not_before: datetime
    not_after: datetime
    chain: tuple[bytes, ...] = ()

    def valid_on(self, at: datetime) -> bool:
        """Return whether the certificate holds at that moment."""
        return self.not_before <= at <= self.not_after


def own_signer(secret: bytes, *, name: str) -> Signer:
    """Return the installation's own signer: the same secret (32 bytes) and name give the same.

    The key is on the curve P-256; the certificate is made by itself, so it proves only that two
    reports were signed by one installation.
    """
    # 48 bytes for a number of 32: what is left over biases it by less than 2**-128.
    drawn = HKDF(algorithm=hashes.SHA256(), length=48, salt=None, info=b"weighbridge signing")
    number = int.from_bytes(drawn.derive(secret), "big") % (_ORDER - 1) + 1
    key = ec.derive_private_key(number, ec.SECP256R1())
    fingerprint = fingerprint_of(key.public_key())
    holder = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} {fingerprint[:16]}")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(holder)
        .issuer_name(holder)
        .public_key(key.public_key())
        .serial_number(int(fingerprint[:30], 16) + 1)
        .not_valid_before(_FROM)
        .not_valid_after(_NO_END)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_only_signs(), critical=True)
        .sign(key, hashes.SHA256(), ecdsa_deterministic=True)
    )
    return _signer(key, certificate)


def signer_from_pem(pem: bytes, *, password: bytes | None = None) -> Signer:
    """Return the signer whose private key and certificate stand in the PEM text; its own comes first.

    Raises OutOfOrder, in one sentence, where they are missing, the password is wrong or missing, they do
    not belong together, a certificate above does not fit, or they are of a kind that reports are not
    signed with: EC on P-256, or RSA of 2048 bits and more; a certificate for signatures.
    """
    try:
        key = serialization.load_pem_private_key(pem, password=password)
        certificate, *others = x509.load_pem_x509_certificates(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # What the library says may hold what the file holds: it goes no further.
        raise OutOfOrder(
            "The certificate for signing reports cannot be read: the file must hold a private key "
            f"and its certificate, both as PEM. {_password_in_words(password)}"
        ) from None
    return _fit_to_sign(key, certificate, _chain_beside(certificate, others))


def signer_from_pkcs12(content: bytes, *, password: bytes | None = None) -> Signer:
    """Return the signer whose private key and certificate stand in the PKCS#12 file.

    Raises OutOfOrder as `signer_from_pem`.
    """
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(content, password)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise OutOfOrder(
            "The certificate for signing reports cannot be read: the file must be PKCS#12 (.p12 or "
            f".pfx). {_password_in_words(password)}"
        ) from None
    if key is None or certificate is None:
        raise OutOfOrder(
            "The certificate for signing reports cannot be used: the file must hold one private key "
            "and the certificate that belongs to it."
        )
    return _fit_to_sign(key, certificate, _chain_beside(certificate, others))


def signer_from_der(key: bytes, certificate: bytes, chain: tuple[bytes, ...] = ()) -> Signer:
    """Return the signer whose private key (PKCS#8) and certificate are given as DER.

    `chain` was found by `chain_above`. Raises OutOfOrder as `signer_from_pem`.
    """
    try:
        held = serialization.load_der_private_key(key, password=None)
        shown = x509.load_der_x509_certificate(certificate)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise OutOfOrder(
            "The certificate for signing reports cannot be read: its key or the certificate itself "
            "is of a kind that is not known here."
        ) from None
    return _fit_to_sign(held, shown, chain)


def _password_in_words(password: bytes | None) -> str:
    return "No password was given." if password is None else "Or the password is another."


def _chain_beside(
    certificate: x509.Certificate, others: list[x509.Certificate]
) -> tuple[bytes, ...]:
    beside = [_der(each) for each in others]
    try:
        return chain_above(_der(certificate), beside, at=datetime.now(UTC))
    except Refused as broken:
        raise OutOfOrder(
            f"The certificate for signing reports cannot be used: {broken.sentence}"
        ) from None


def _fit_to_sign(key: object, certificate: x509.Certificate, chain: tuple[bytes, ...]) -> Signer:
    on_p256 = isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1)
    long_rsa = isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _LEAST_RSA_BITS
    if not (on_p256 or long_rsa):
        raise OutOfOrder(
            "The certificate for signing reports must have a key on the curve P-256, or an RSA key "
            f"of {_LEAST_RSA_BITS} bits or more."
        )
    assert isinstance(key, SigningKey)  # noqa: S101 -- one of the two kinds above
    if fingerprint_of(key.public_key()) != fingerprint_of(certificate.public_key()):
        raise OutOfOrder("The certificate for signing reports belongs to another private key.")
    if not _may_sign(certificate):
        raise OutOfOrder(
            "The certificate for signing reports is made for something else: it must allow digital "
            "signatures."
        )
    return _signer(key, certificate, chain)


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        said = certificate.extensions
    except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return False  # what it is for cannot be read
    try:
        usage = said.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            return False
    except x509.ExtensionNotFound:
        pass  # RFC 5280, 4.2.1.3: what does not say what it is for is for everything
    try:
        purposes = said.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return any(each in _DOCUMENTS for each in purposes)


def fingerprint_of(public_key: object) -> str:
    """Return the fingerprint of a public key, 64 hexadecimal digits."""
    told: bytes = public_key.public_bytes(  # type: ignore[attr-defined]
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(told).hexdigest()


def in_groups(fingerprint: str) -> str:
    """Return the fingerprint in groups of four digits, as a person compares them."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def _only_signs() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def _signer(
    key: SigningKey, certificate: x509.Certificate, chain: tuple[bytes, ...] = ()
) -> Signer:
    return Signer(
        key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        _der(certificate),
        fingerprint_of(key.public_key()),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
        chain,
    )
