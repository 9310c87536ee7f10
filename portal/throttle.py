"""Counts how often somebody knocks. What is counted is forgotten with the process: no row is written.

Each web process counts for itself, so the true limit is that many times higher.
"""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

# A mail scanner opens a link some fifty times within seconds; a person behind it must still get in.
LOOKS_A_MINUTE = 240
STARTS = 20
STARTS_SECONDS = 600
# Each file is looked at in the jail, which keeps a web process busy for a second or so.
FILES = 40
FILES_SECONDS = 600


def knocks(request: HttpRequest, what: str, token: str, *, most: int, seconds: int) -> bool:
    """Count one knock at a token and from an address; return whether that is too many by now."""
    address = request.META.get("REMOTE_ADDR") or "none"
    too_many = False
    for part in (f"ip:{address}", f"token:{token}"):
        hidden = hashlib.sha256(part.encode()).hexdigest()
        key = f"portal:{what}:{hidden}"
        cache.add(key, 0, seconds)
        try:
            count = cache.incr(key)
        except ValueError:  # it lapsed between the two
            count = 1
        too_many = too_many or count > most
    return too_many
