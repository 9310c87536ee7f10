"""Counts how often somebody knocks: looks in this process alone, presses of a button for all of them.

To look at a link writes nothing, so each web process counts looks for itself; the limit on them only
keeps it from being kept busy. What may be guessed at (links, mailed codes) needs a press, and those
are counted in rows that every process shares. A row holds no address, only a keyed hash of it.
"""

from datetime import timedelta

from django.core.cache import cache
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.models import PressCount

# A mail scanner opens a link some fifty times within seconds; a person behind it must still get in.
LOOKS = 240
LOOKS_SECONDS = 60
PRESSES = 20
PRESSES_SECONDS = 600
# Each file is looked at in the jail, which keeps a web process busy for a second or so.
FILES = 40


def looked_too_often(request: HttpRequest, token: str) -> bool:
    """Count one look at a link; return whether that is too many for it or its address by now."""
    counts = []
    for key in _keys(request, "look", token):
        cache.add(key, 0, LOOKS_SECONDS)
        try:
            counts.append(cache.incr(key))
        except ValueError:  # it lapsed between the two
            counts.append(1)
    return max(counts) > LOOKS


def pressed_too_often(request: HttpRequest, what: str, token: str, *, most: int = PRESSES) -> bool:
    """Count one press; return whether that is too many for the token or its address by now."""
    return max(_one_more(key) for key in _keys(request, what, token)) > most


def forget_what_is_over() -> int:
    """Delete the counts whose time is over; return how many."""
    return PressCount.objects.filter(until__lte=timezone.now()).delete()[0]


def _one_more(key: str) -> int:
    now = timezone.now()
    until = now + timedelta(seconds=PRESSES_SECONDS)
    rows = PressCount.objects.filter(key=key)
    # One statement each, so that of two processes at once neither loses the other's press.
    PressCount.objects.bulk_create(
        [PressCount(key=key, presses=0, until=until)], ignore_conflicts=True
    )
    rows.filter(until__lte=now).update(presses=0, until=until)
    rows.update(presses=F("presses") + 1)
    return rows.values_list("presses", flat=True).first() or 1


def _keys(request: HttpRequest, what: str, token: str) -> list[str]:
    address = request.META.get("REMOTE_ADDR") or "none"
    return [
        salted_hmac("portal.throttle", f"{what} {part}", algorithm="sha256").hexdigest()
        for part in (f"address {address}", f"token {token}")
    ]
