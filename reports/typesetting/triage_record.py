"""The half page that stays on file after the first questions, on paper."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from procurement.models import TriageOutcome, TriageRecord
from procurement.wording.flags import day
from reports.typesetting import charts
from reports.typesetting.rendered import Rendered
from reports.typesetting.typesetter import identifier_of, typeset

_SAID = {
    TriageOutcome.FULL: "full assessment",
    TriageOutcome.LIGHT: "light check",
    TriageOutcome.NOT_NEEDED: "no check needed",
}


def triage_record_html(record: TriageRecord, reopened: TriageRecord | None) -> str:
    """Return the record as one HTML page, with when the tool was opened again if it was."""
    assessment = record.assessment
    return render_to_string(
        "reports/triage_record.html",
        {
            "title": f"{assessment.product}: {_SAID[TriageOutcome(record.outcome)]}",
            "assessment": assessment,
            "record": record,
            "kept_on": _day_of(record.at),
            "reopened": reopened,
            "reopened_on": _day_of(reopened.at) if reopened else "",
            "ruler": mark_safe(charts.ruler()),  # noqa: S308 -- drawn by us, of numbers alone
        },
    )


def triage_record_pdf(
    record: TriageRecord, reopened: TriageRecord | None, *, at: datetime
) -> Rendered:
    """Return the record as a PDF of one page. Raises OutOfOrder as `typeset`."""
    return typeset(
        [triage_record_html(record, reopened)],
        enclosures=(),
        made_at=at,
        identifier=identifier_of(f"first questions {record.id}"),
    )


def _day_of(at: datetime) -> str:
    return day(timezone.localtime(at).date())
