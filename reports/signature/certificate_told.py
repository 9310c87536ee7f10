"""What a certificate says of itself, in words for a person: whose it is, who says so, and until when."""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import NameOID

from sandbox.plain_words import plain_words

_MOST = 160
# The parts of a name that tell people apart, in the order in which one says them.
_PARTS = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.LOCALITY_NAME, NameOID.COUNTRY_NAME)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """Whose name a certificate carries, and who vouches for it; `not_before` and `not_after` in UTC.

    `by_itself`: it was issued by its own holder, so nobody else vouches for the name.
    """

    holder: str
    issuer: str
    not_before: datetime
    not_after: datetime
    by_itself: bool

    def holds_on(self, at: datetime) -> bool:
        """Return whether it holds at that moment."""
        return self.not_before <= at <= self.not_after


def told(certificate: bytes) -> Told:
    """Return what the certificate (DER) says of itself."""
    read = x509.load_der_x509_certificate(certificate)
    return Told(
        holder=name_in_words(read.subject),
        issuer=name_in_words(read.issuer),
        not_before=read.not_valid_before_utc,
        not_after=read.not_valid_after_utc,
        by_itself=read.subject == read.issuer,
    )


def name_in_words(name: x509.Name) -> str:
    """Return a name as people say it: "Adeyemi Advice, Leeds, GB"."""
    parts = [str(each.value) for kind in _PARTS for each in name.get_attributes_for_oid(kind)]
    said = ", ".join(dict.fromkeys(parts)) or name.rfc4514_string()
    return plain_words(said, _MOST) or "A name that is empty"
