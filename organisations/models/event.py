"""The audit trail: append-only, hash-chained for each organisation, erasable without a gap.

The chain hashes a commitment to each event's words, not the words. Erasing the words (a person's
right) leaves every hash as it was. Update and delete are refused here and by database triggers.
"""

from typing import ClassVar, NoReturn

from django.db import models
from django.db.models import QuerySet


class AppendOnly(Exception):
    """The audit trail is never changed and never shortened."""


class AppendOnlyQuerySet(QuerySet["Event", "Event"]):
    """Refuses what would change the past."""

    def update(self, **_values: object) -> NoReturn:
        """Raise `AppendOnly`."""
        raise AppendOnly

    def delete(self) -> NoReturn:
        """Raise `AppendOnly`."""
        raise AppendOnly


class Event(models.Model):
    """One thing that was done. No foreign keys: the trail outlives what it tells of."""

    organisation = models.UUIDField()
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=20)
    actor = models.UUIDField(null=True, blank=True)
    subject_kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["Event"]] = models.Manager.from_queryset(AppendOnlyQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"], name="event_number_once_in_an_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Write a new event; refuse to write one again."""
        if not self._state.adding:
            raise AppendOnly
        super().save(force_insert=True)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        """Raise `AppendOnly`."""
        raise AppendOnly


class EventWords(models.Model):
    """An event's sentence and names: the part that can be erased, with when and under which duty."""

    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, primary_key=True, related_name="words"
    )
    salt = models.CharField(max_length=64, blank=True)
    payload = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_under = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.payload or f"erased on {self.erased_at:%d %B %Y} under {self.erased_under}"


class TrailHead(models.Model):
    """How long an organisation's trail is and its last hash. Locked last in each transaction."""

    organisation = models.UUIDField(primary_key=True)
    count = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.count} {self.hash[:12]}"
