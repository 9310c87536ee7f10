"""How somebody at the vendor gets in: a link, a mailed code, a session. Only hashes are kept."""

import uuid

from django.db import models

from organisations.models import Organisation
from organisations.scoping import ScopedManager
from portal.models.vendor_request import VendorPerson


class VendorLink(models.Model):
    """A link that was given out. What it holds is known to nobody but its bearer.

    A newer link of the same person supersedes it; what was opened by it stays open. Revoked, it
    closes at once whatever it opened.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(VendorPerson, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["VendorLink"]()

    def __str__(self) -> str:
        return f"link of {self.person}"


class VendorSession(models.Model):
    """One device that opened a link. Until it is confirmed it shows nothing but the code's form."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    link = models.ForeignKey(VendorLink, on_delete=models.CASCADE, related_name="sessions")
    key_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["VendorSession"]()

    def __str__(self) -> str:
        return f"session of {self.link.person}"


class MailedCode(models.Model):
    """Six digits that were mailed to the person, so that a forwarded link alone opens nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(VendorPerson, on_delete=models.CASCADE, related_name="codes")
    session = models.ForeignKey(VendorSession, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager["MailedCode"]()

    def __str__(self) -> str:
        return f"code for {self.person}"
