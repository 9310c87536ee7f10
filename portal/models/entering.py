"""How somebody at the vendor gets in: a link, a mailed code, a session."""

from django.db import models

from organisations.guests.rows import GuestCode, GuestSession, PersonalLink
from organisations.scoping import ScopedManager
from portal.models.vendor_request import VendorPerson


class VendorLink(PersonalLink):
    """A link that was given to one of the vendor's people."""

    person = models.ForeignKey(VendorPerson, on_delete=models.CASCADE, related_name="links")

    objects = ScopedManager["VendorLink"]()

    def __str__(self) -> str:
        return f"link of {self.person}"


class VendorSession(GuestSession):
    """One device of one of the vendor's people."""

    link = models.ForeignKey(VendorLink, on_delete=models.CASCADE, related_name="sessions")

    objects = ScopedManager["VendorSession"]()

    def __str__(self) -> str:
        return f"session of {self.link.person}"


class MailedCode(GuestCode):
    """Six digits that were mailed to one of the vendor's people."""

    person = models.ForeignKey(VendorPerson, on_delete=models.CASCADE, related_name="codes")
    session = models.ForeignKey(VendorSession, on_delete=models.CASCADE, related_name="codes")

    objects = ScopedManager["MailedCode"]()

    def __str__(self) -> str:
        return f"code for {self.person}"
