"""Finds the certificates above one: each must have been issued by the next, and hold today.

Who is trusted in the end is not judged here: that is a matter of the program in which a report is read.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization

from content.refusal import Refused
from reports.signature.certificate_told import name_in_words

_AGAIN = "Export it again with its own chain, or ask whoever issued it."


def chain_above(certificate: bytes, others: Sequence[bytes], *, at: datetime) -> tuple[bytes, ...]:
    """Return the certificates above one, as DER, the nearest first.

    Parameters
    ----------
    certificate
        The certificate that is to sign, as DER.
    others
        What lay beside it, in any order. What has nothing to do with it is passed over, and so is
        what is missing: a reader's program may know it.
    at
        The moment at which all must hold.

    Raises
    ------
    Refused
        Where one does not fit the one below, or does not hold.
    """
    try:
        below = x509.load_der_x509_certificate(certificate)
        known = [x509.load_der_x509_certificate(each) for each in others]
    except ValueError:
        raise Refused(
            "One of the certificates in this file cannot be read.", what_to_do=_AGAIN
        ) from None
    found = []
    for above in _above(below, known):
        name = name_in_words(above.subject)
        if not _issued(above, below):
            raise Refused(
                f"The certificate of {name_in_words(below.subject)} says that {name} issued it, and "
                "the key of that one in this file did not.",
                what_to_do=_AGAIN,
            )
        if not _may_issue(above):
            raise Refused(f"{name} may not issue certificates.", what_to_do=_AGAIN)
        if not above.not_valid_before_utc <= at <= above.not_valid_after_utc:
            raise Refused(
                f"The certificate of {name}, which stands above yours, does not hold today.",
                what_to_do=_AGAIN,
            )
        found.append(above.public_bytes(serialization.Encoding.DER))
        below = above
    return tuple(found)


def as_pem(chain: Sequence[bytes]) -> str:
    """Return certificates as text, in their order."""
    read = (x509.load_der_x509_certificate(each) for each in chain)
    return "".join(each.public_bytes(serialization.Encoding.PEM).decode("ascii") for each in read)


def from_pem(text: str) -> tuple[bytes, ...]:
    """Return what `as_pem` was given."""
    read = x509.load_pem_x509_certificates(text.encode("ascii")) if text else []
    return tuple(each.public_bytes(serialization.Encoding.DER) for each in read)


def _above(below: x509.Certificate, known: list[x509.Certificate]) -> Iterator[x509.Certificate]:
    """Yield who is named as issuer, one above the other, as far as they are known."""
    left = list(known)
    while below.issuer != below.subject:
        named = [each for each in left if each.subject == below.issuer]
        if not named:
            return
        # An authority may have several certificates of one name: the one whose key fits is meant.
        above = next((each for each in named if _issued(each, below)), named[0])
        left.remove(above)
        yield above
        below = above


def _issued(above: x509.Certificate, below: x509.Certificate) -> bool:
    try:
        below.verify_directly_issued_by(above)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def _may_issue(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
