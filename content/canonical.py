"""Canonical JSON (RFC 8785): the same content always has the same bytes and the same hash.

In this form a bank or a rulebook is kept and read again, long after its files have changed.
"""

import hashlib
from typing import TypeVar

import rfc8785
from pydantic import ValidationError

from content.refusal import Refused
from content.shape import Content

Shape = TypeVar("Shape", bound=Content)


def canonical_json(content: Content) -> bytes:
    """Return content as canonical JSON.

    What has its default is left out, so that content written before a field existed keeps its hash.
    """
    return rfc8785.dumps(content.model_dump(mode="json", exclude_defaults=True))


def sha256_of(content: Content) -> str:
    """Return the SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(content)).hexdigest()


def from_canonical_json(shape: type[Shape], raw: bytes) -> Shape:
    """Return the content that `canonical_json` wrote.

    Raises
    ------
    Refused
        If the bytes are no such content.
    """
    try:
        return shape.model_validate_json(raw)
    except ValidationError as failure:
        first = failure.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise Refused(
            f"This is no {shape.__name__} that can be read: {first['msg']}.", column=place or None
        ) from None
