"""The links by which sealed reports are shared, and when each was used."""

import uuid

from django.db import models

from organisations.guests.rows import GuestLink
from organisations.models import Organisation
from organisations.scoping import ScopedManager


class ShareLink(GuestLink):
    """A link by which anybody who has it downloads one sealed file, until it ends.

    `for_whom` is the firm's own note of who was given it.
    """

    seal = models.ForeignKey("reports.Seal", on_delete=models.PROTECT, related_name="shares")
    for_whom = models.CharField(max_length=150)
    made_by = models.CharField(max_length=200)

    objects = ScopedManager["ShareLink"]()

    def __str__(self) -> str:
        return f"{self.seal.report}, shared with {self.for_whom}"


class ShareOpening(models.Model):
    """One download by such a link. Who it was is not known, and no address is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    link = models.ForeignKey(ShareLink, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["ShareOpening"]()

    def __str__(self) -> str:
        return f"opened at {self.at:%Y-%m-%d %H:%M}"
