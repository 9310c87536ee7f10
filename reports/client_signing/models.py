"""Whom we asked to sign a report, how they get in, and what they signed."""

import uuid

from django.db import models

from organisations.guests.rows import GuestCode, GuestSession, PersonalLink
from organisations.models import Organisation
from organisations.scoping import ScopedManager
from procurement.models.append_only import AppendOnlyRow


class SignatureRequest(models.Model):
    """One person who is asked to sign one sealed file.

    ::

        waiting --> opened --> signed
           '--------- '--> withdrawn, superseded by a newer report, expired

    Only the moments are kept; `client_signing.standing` says what they come to. Its links work
    until `closes_at`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    seal = models.ForeignKey(
        "reports.Seal", on_delete=models.PROTECT, related_name="signature_requests"
    )
    name = models.CharField(max_length=150)
    email = models.EmailField(max_length=254)
    message = models.TextField(blank=True)
    asked_by = models.CharField(max_length=200)
    asked_by_email = models.EmailField(max_length=254, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    closes_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["SignatureRequest"]()

    def __str__(self) -> str:
        return f"{self.name}, asked to sign {self.seal.report}"


class SigningLink(PersonalLink):
    """A link that was mailed to whoever is asked to sign."""

    request = models.ForeignKey(SignatureRequest, on_delete=models.CASCADE, related_name="links")

    objects = ScopedManager["SigningLink"]()

    def __str__(self) -> str:
        return f"link of {self.request.name}"


class SigningSession(GuestSession):
    """One device of whoever is asked to sign. Every one needs the code."""

    link = models.ForeignKey(SigningLink, on_delete=models.CASCADE, related_name="sessions")

    objects = ScopedManager["SigningSession"]()

    def __str__(self) -> str:
        return f"session of {self.link.request.name}"


class SigningCode(GuestCode):
    """Six digits that were mailed to whoever is asked to sign."""

    request = models.ForeignKey(SignatureRequest, on_delete=models.CASCADE, related_name="codes")
    session = models.ForeignKey(SigningSession, on_delete=models.CASCADE, related_name="codes")

    objects = ScopedManager["SigningCode"]()

    def __str__(self) -> str:
        return f"code for {self.request.name}"


class ClientSignature(AppendOnlyRow):
    """That somebody signed: the name as typed, the sentence that was ticked, and which file.

    `sha256` is the file's, `content_sha256` that of the content its bindings share; `mailed_to` is
    the address that the link and the code went to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    request = models.OneToOneField(
        SignatureRequest, on_delete=models.PROTECT, related_name="signature"
    )
    name = models.CharField(max_length=150)
    statement = models.TextField()
    mailed_to = models.EmailField(max_length=254)
    sha256 = models.CharField(max_length=64)
    content_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = ScopedManager["ClientSignature"]()

    def __str__(self) -> str:
        return f"{self.name} signed {self.sha256[:12]}"
