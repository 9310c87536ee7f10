"""Whether a link to a report still works."""

from typing import Literal

from django.utils import timezone

from reports.models import ShareLink

Ended = Literal["expired", "withdrawn"]


def why_ended(link: ShareLink) -> Ended | None:
    """Return why a link opens nothing any more, or None while it lives."""
    if link.revoked_at is not None:
        return "withdrawn"
    return "expired" if link.expires_at <= timezone.now() else None
