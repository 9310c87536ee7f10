"""Finds the report that an address names, for the pages of what happens once it is made."""

import uuid

from django.http import Http404

from procurement.models import Assessment
from reports.models import Report


def sealed_report(assessment: Assessment, report: uuid.UUID) -> Report:
    """Return one report of an assessment that is made. Raises Http404 where there is no such one."""
    rows = Report.objects.of(assessment.organisation_id).filter(
        assessment=assessment, file__isnull=False
    )
    found = rows.filter(id=report).first()
    if found is None:
        raise Http404
    found.assessment = assessment
    return found
