"""Writes the audit trail and checks it.

`record`, or `record_all` for several deeds at once, is called last in the transaction of the change it tells of, so that one cannot happen
without the other, and the organisation's head row is locked for the shortest time.
"""

import hashlib
import json
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import rfc8785
from django.db import connection, models
from django.utils import timezone

from organisations.actors import Actor
from organisations.models import Event, EventWords, TrailHead

_START = "0" * 64


class NotInTransaction(Exception):
    """An event must share its change's transaction."""


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What a check of an organisation's trail found. `broken_at` is the first bad event's number."""

    count: int
    head: str
    broken_at: int | None = None
    why: str = ""

    @property
    def intact(self) -> bool:
        """Return whether every event is as it was written and none is missing."""
        return self.broken_at is None


@dataclass(frozen=True, slots=True)
class TrailEnd:
    """How many events a trail has, and the hash of the last one."""

    count: int
    hash: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done, as its event will tell it.

    `sentence` says it in words, for the person who reads the trail years later; `details` holds
    plain JSON values. Both can be erased later without breaking the chain.
    """

    verb: str
    subject: models.Model
    sentence: str
    details: dict[str, Any] = field(default_factory=dict)


def record(
    *,
    organisation: uuid.UUID,
    by: Actor,
    verb: str,
    subject: models.Model,
    sentence: str,
    details: dict[str, Any] | None = None,
) -> Event:
    """Append one event to the organisation's trail; its words are those of a `Deed`."""
    deed = Deed(verb, subject, sentence, details or {})
    [event] = record_all(organisation=organisation, by=by, deeds=[deed])
    return event


def record_all(*, organisation: uuid.UUID, by: Actor, deeds: Sequence[Deed]) -> list[Event]:
    """Append one event for each deed, in their order, each with its own link in the chain.

    However many there are, the head is read once and written once. With none, nothing is done.
    """
    if not deeds:
        return []
    if not connection.in_atomic_block:
        raise NotInTransaction(f"{deeds[0].verb} was recorded outside a transaction")
    head, _ = TrailHead.objects.select_for_update().get_or_create(
        organisation=organisation, defaults={"hash": _START}
    )
    events, words, before = [], [], head.hash
    for number, deed in enumerate(deeds, start=head.count + 1):
        salt = secrets.token_hex(32)
        payload = _canonical({"by": by.name, "sentence": deed.sentence, "details": deed.details})
        event = Event(
            organisation=organisation,
            number=number,
            at=timezone.now(),
            verb=deed.verb,
            actor_kind=by.kind.value,
            actor=by.id,
            subject_kind=deed.subject._meta.label_lower,
            subject=str(deed.subject.pk),
            commitment=hashlib.sha256((salt + payload).encode()).hexdigest(),
            before=before,
        )
        event.hash = before = _hash(event)
        events.append(event)
        words.append((salt, payload))
    Event.objects.bulk_create(events)
    EventWords.objects.bulk_create(
        EventWords(event=event, salt=salt, payload=payload)
        for event, (salt, payload) in zip(events, words, strict=True)
    )
    TrailHead.objects.filter(organisation=organisation).update(
        count=events[-1].number, hash=events[-1].hash
    )
    return events


def erase_words(event: Event, *, under: str) -> None:
    """Erase an event's sentence and names; the chain stays whole. `under` names the duty."""
    EventWords.objects.filter(event=event, erased_at__isnull=True).update(
        salt="", payload="", erased_at=timezone.now(), erased_under=under
    )


def end_of(organisation: uuid.UUID) -> TrailEnd:
    """Return how an organisation's trail ends now: it is another once anybody has changed anything."""
    head = TrailHead.objects.filter(organisation=organisation).first()
    return TrailEnd(head.count, head.hash) if head else TrailEnd(0, _START)


def still_stands(organisation: uuid.UUID, end: TrailEnd) -> bool:
    """Return whether what was once the end of a trail is in it today, at the same place."""
    return Event.objects.filter(organisation=organisation, number=end.count, hash=end.hash).exists()


def check_chain(organisation: uuid.UUID) -> ChainCheck:
    """Read the whole trail of an organisation and say whether it is as it was written."""
    head = TrailHead.objects.filter(organisation=organisation).first()
    count, before = 0, _START
    events = Event.objects.filter(organisation=organisation).select_related("words")
    for event in events.order_by("number").iterator(chunk_size=500):
        count += 1
        if event.number != count:
            return ChainCheck(count, before, count, "an event is missing")
        if event.before != before or event.hash != _hash(event):
            return ChainCheck(count, before, count, "an event was changed")
        words = event.words
        commitment = hashlib.sha256((words.salt + words.payload).encode()).hexdigest()
        if words.erased_at is None and commitment != event.commitment:
            return ChainCheck(count, before, count, "an event's words were changed")
        before = event.hash
    if (head.count if head else 0) != count or (head is not None and head.hash != before):
        return ChainCheck(count, before, count + 1, "the end of the trail was cut off")
    return ChainCheck(count, before)


def _hash(event: Event) -> str:
    stated: dict[str, str | int | None] = {
        "organisation": str(event.organisation),
        "number": event.number,
        "at": _moment(event.at),
        "verb": event.verb,
        "actor_kind": event.actor_kind,
        "actor": str(event.actor) if event.actor else None,
        "subject_kind": event.subject_kind,
        "subject": event.subject,
        "commitment": event.commitment,
        "before": event.before,
    }
    return hashlib.sha256(rfc8785.dumps(stated)).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _canonical(payload: dict[str, Any]) -> str:
    # A round trip through JSON turns tuples, dates and ids into what a reader will see.
    return rfc8785.dumps(json.loads(json.dumps(payload, default=str))).decode()
