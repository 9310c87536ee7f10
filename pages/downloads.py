"""Hands out stored bytes so that no browser will ever run them as a page."""

from collections.abc import Iterable

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from pages.content_security import HEADER


def attachment(
    content: Iterable[bytes], *, name: str, content_type: str = "application/octet-stream"
) -> HttpResponseBase:
    """Return the bytes as a file to keep: never sniffed, never shown, never run."""
    response = StreamingHttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers[HEADER] = "default-src 'none'; sandbox"
    return response
