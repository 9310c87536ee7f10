"""The ends of the trail that sealed reports name, and whether the trail still has them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from organisations.audit import TrailEnd, still_stands
from reports.models import Report


@dataclass(frozen=True, slots=True)
class NamedEnd:
    """The end of a trail that a report names; `stands` where the trail has it today."""

    report: Report
    end: TrailEnd
    stands: bool


def named_ends(organisation: UUID) -> Iterator[NamedEnd]:
    """Return the end that each frozen report of an organisation names, the oldest report first.

    Reports of before ends were named are passed over.
    """
    rows = Report.objects.of(organisation).exclude(content="").select_related("assessment__product")
    for report in rows.order_by("frozen_at", "id").iterator(chunk_size=20):
        trail = json.loads(report.content).get("trail")
        if trail:
            end = TrailEnd(trail["count"], trail["hash"])
            yield NamedEnd(report, end, still_stands(organisation, end))
