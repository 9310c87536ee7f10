"""Remember which flags fell through what a vendor said, so that somebody looks before it counts.

Called by the screening, inside its transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from procurement.lifecycle import Standing
from procurement.models import Assessment, Flag, LoweredFlag
from procurement.queries import TO_CHECK
from procurement.rulebook.schema import SEVERITIES
from procurement.screening_result import Flag as Finding

_KEPT = ("after", "lowered_by", "lowered_at", "undone_at")


@dataclass(frozen=True, slots=True)
class Before:
    """How a stored flag stood before the screening."""

    finding: dict[str, Any]
    at: datetime
    weight: int


def with_falls(assessment: Assessment) -> QuerySet[Flag]:
    """Return the stored flags, each with `fallen`: whether one of its falls waits to be looked at."""
    falls = LoweredFlag.objects.of(assessment.organisation_id).filter(
        flag=OuterRef("pk"), **TO_CHECK
    )
    return assessment.flags.annotate(fallen=Exists(falls))


def as_it_stood(rows: Mapping[str, Flag]) -> dict[str, Before]:
    """Return, by rule, how each flag stands now."""
    return {rule: Before(row.finding, row.last_seen_at, _weight(row)) for rule, row in rows.items()}


def remember_falls(
    *,
    assessment: Assessment,
    rows: Mapping[str, Flag],
    before: Mapping[str, Before],
    found: Mapping[str, Finding],
    vendor: str,
    at: datetime,
) -> None:
    """Write down what fell, and end what rose again.

    Parameters
    ----------
    rows : the stored flags that were there before, from `with_falls`, by rule, as the screening
        leaves them.
    before : how they stood before it.
    vendor : who at the vendor gave the answers behind it; empty where it was nobody there.
    """
    moved = [row for rule, row in rows.items() if before[rule].finding != _after(row, found)]
    if not moved:
        return
    of = assessment.organisation_id
    fallen = list(filter(attrgetter("fallen"), moved))
    to_check = LoweredFlag.objects.of(of).filter(flag__in=fallen, **TO_CHECK)
    waiting = {row.flag_id: row for row in to_check}  # asks nothing where none has fallen
    new, known = [], []
    for row in moved:
        then, weight, lowered = before[row.rule], _weight(row), waiting.get(row.id)
        fell = weight > then.weight
        if lowered is not None:
            if weight <= _weight_of(Finding.model_validate(lowered.before)):
                lowered.undone_at = at
            lowered.after = _after(row, found)
            if fell and vendor:
                lowered.lowered_by, lowered.lowered_at = vendor, at
            known.append(lowered)
        elif fell and vendor:
            new.append(
                LoweredFlag(
                    organisation_id=of,
                    flag=row,
                    before=then.finding,
                    before_at=then.at,
                    after=_after(row, found),
                    lowered_by=vendor[:200],
                    lowered_at=at,
                )
            )
    LoweredFlag.objects.of(of).bulk_create(new)
    LoweredFlag.objects.of(of).bulk_update(known, _KEPT)


def _after(row: Flag, found: Mapping[str, Finding]) -> dict[str, Any] | None:
    return row.finding if row.rule in found else None


def _weight(row: Flag) -> int:
    """Return how little a flag weighs: 0 for a critical one that is raised."""
    if row.standing != Standing.RAISED:
        return len(SEVERITIES)
    return SEVERITIES.index(row.severity)


def _weight_of(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity) if finding.status == "raised" else len(SEVERITIES)
