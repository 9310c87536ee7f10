"""An authority and the certificates it issues, as a firm has one in a .p12 file; and what is wrong with some."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PASSWORD = "correct horse 1740 battery stäple"
FIRM = "Northgate Advice Ltd"
SIGNS_MAIL = (ExtendedKeyUsageOID.EMAIL_PROTECTION,)
WEB_SERVER = (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH)
USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def new_key():
    return ec.generate_private_key(ec.SECP256R1())


KEY, ROOT_KEY, MIDDLE_KEY = new_key(), new_key(), new_key()


def name(said):
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "GB"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, said),
            x509.NameAttribute(NameOID.COMMON_NAME, said),
        ]
    )


def issued(
    said=FIRM, key=KEY, *, by="Trust of Britain", by_key=ROOT_KEY, begins=-60, ends=300,
    uses=("digital_signature",), purposes=SIGNS_MAIL, is_authority=False,
):  # fmt: skip
    """A certificate for a key; `begins` and `ends` are days from now."""
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name(said))
        .issuer_name(name(by))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=begins))
        .not_valid_after(now + timedelta(days=ends))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{use: use in uses for use in USES}), critical=True)
    )
    if purposes:
        made = made.add_extension(x509.ExtendedKeyUsage(list(purposes)), critical=False)
    return made.sign(by_key, hashes.SHA256())


def authority(said="Trust of Britain", key=ROOT_KEY, **more):
    more = {"by": said, "by_key": key, "ends": 3_000, **more}
    return issued(said, key, uses=("key_cert_sign",), purposes=(), is_authority=True, **more)


def p12(certificate=None, *, key=KEY, beside=(), password=PASSWORD, hidden=None):
    """A file with a key, its certificate, and those beside it."""
    hidden = hidden or (
        serialization.BestAvailableEncryption(password.encode())
        if password
        else serialization.NoEncryption()
    )
    return pkcs12.serialize_key_and_certificates(
        b"firm", key, certificate or issued(), list(beside) or None, hidden
    )


def der(certificate):
    return certificate.public_bytes(serialization.Encoding.DER)


def as_pem(*certificates, key=KEY):
    """A file with a key, its certificate first, and those beside it."""
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem = serialization.Encoding.PEM
    return private + b"".join(each.public_bytes(pem) for each in certificates)


def key_as_der(key=KEY):
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
