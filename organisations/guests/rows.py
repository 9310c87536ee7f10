"""What is remembered of a guest's way in: a link, a device, a mailed code. Only hashes are kept.

Each room that has such a door makes rows of its own of these.
"""

import uuid

from django.db import models

from organisations.models import Organisation


class GuestLink(models.Model):
    """A link that was given out. What it holds is known to nobody but its bearer.

    Revoked, it closes at once whatever it opened.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class PersonalLink(GuestLink):
    """A link for one person. A newer one supersedes it; what was opened by it stays open."""

    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class GuestSession(models.Model):
    """One device that opened a link. Until it is confirmed it shows nothing but the code's form."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    key_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class GuestCode(models.Model):
    """Six digits that were mailed to a person, so that a forwarded link alone opens nothing.

    They open the session they were asked for, and no other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
