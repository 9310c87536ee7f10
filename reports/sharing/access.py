"""Finds a link to a report by the token that its bearer brings."""

from organisations.guests.tokens import digest
from reports.models import ShareLink
from reports.sharing.actions import PURPOSE


def link_with(token: str) -> ShareLink | None:
    """Return the link that was given out with this token, if any was."""
    rows = ShareLink.objects.everywhere().filter(token_hash=digest(PURPOSE, token))
    return rows.select_related(
        "seal__file", "seal__report__assessment__product", "organisation"
    ).first()
