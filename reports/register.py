"""What the register says of a file, to anybody: that and no more. It looks across organisations.

Whoever asks brings the file's hash or the code on its page one; both come from the report itself.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone

from reports.models import Seal


class State(StrEnum):
    """Where a file stands."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    CHANGED = "changed"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is told of a file: `on` is the day from which a newer report stands, if one does."""

    state: State
    on: date | None = None


def entry_of_file(sha256: str, *, said: str = "") -> Entry:
    """Return what the register says of the file with this SHA-256 (64 hexadecimal digits).

    `said` is the beginning of the content's hash that the file itself or its reader names: where the
    register knows that one and not the file, the file was changed.
    """
    seal = _seals().filter(sha256=sha256.lower()).first()
    if seal is not None:
        return _standing(seal)
    return Entry(State.CHANGED if said and _of_content(said).exists() else State.NOT_KNOWN)


def entry_of_content(said: str) -> Entry:
    """Return what the register says of the report whose content's hash begins so."""
    seal = _of_content(said).first()
    return _standing(seal) if seal is not None else Entry(State.NOT_KNOWN)


def _standing(seal: Seal) -> Entry:
    newer = (
        _seals()
        .filter(report__assessment=seal.report.assessment_id, report__number__gt=seal.report.number)
        .order_by("sealed_at")
        .first()
    )
    if newer is None:
        return Entry(State.CURRENT)
    return Entry(State.SUPERSEDED, timezone.localtime(newer.sealed_at).date())


def _of_content(said: str) -> QuerySet[Seal]:
    # A range, so that the index is used: `g` follows every hexadecimal digit.
    return _seals().filter(content_sha256__gte=said, content_sha256__lt=f"{said}g")


def _seals() -> QuerySet[Seal]:
    return Seal.objects.everywhere().select_related("report")
