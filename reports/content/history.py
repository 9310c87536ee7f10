"""The part of a report's content that tells what came before it: reports, signatures, the trail."""

from datetime import datetime

from content.shape import Content


class SignedByClient(Content):
    """A client's signature: the name as typed, and the SHA-256 of the file that was signed."""

    name: str
    at: datetime
    sha256: str


class TrailEnded(Content):
    """How the organisation's audit trail ended when the report was frozen.

    `count` is the number of its last event, `hash` that event's SHA-256 (64 hexadecimal digits), which
    hangs on every event before. A trail that was cut or written anew has no such event there.
    """

    count: int
    hash: str


class Issued(Content):
    """One issue of the report on the same tool, the present one among them.

    `by` and `role` are empty where a command had it made, `reason` in the first. The present one
    has no `check_code` here, because the code is that of the whole content, and no signature yet.
    """

    number: int
    at: datetime
    by: str
    role: str
    reason: str
    check_code: str | None
    signatures: tuple[SignedByClient, ...] = ()
