"""Canonical JSON (RFC 8785): the same content always has the same bytes and the same hash."""

import hashlib

import rfc8785

from content.shape import Content


def canonical_json(content: Content) -> bytes:
    """Return content as canonical JSON.

    What has its default is left out, so that content written before a field existed keeps its hash.
    """
    return rfc8785.dumps(content.model_dump(mode="json", exclude_defaults=True))


def sha256_of(content: Content) -> str:
    """Return the SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(content)).hexdigest()
