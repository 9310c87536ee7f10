"""A sealed report in its other forms: read as a web page, or taken away as files."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from organisations.permissions import Permission
from pages.downloads import attachment
from procurement.access import assessment_view
from procurement.models import Assessment
from reports import other_forms
from reports.frozen_report import read, sealed_report
from reports.models import Report
from reports.register import entry_of_content
from vault import files

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@assessment_view(Permission.REPORT_VIEW)
def twin(request: HttpRequest, assessment: Assessment, report: uuid.UUID) -> HttpResponse:
    """Show the full file as a web page."""
    found = _sealed(assessment, report)
    context = {
        "assessment": assessment,
        "report": found,
        "content": read(found).content,
        "twin": other_forms.web_page(found),
        "entry": entry_of_content(found.content_sha256),
        "place": "tools",
    }
    return render(request, "reports/twin.html", context)


@assessment_view(Permission.REPORT_VIEW)
def twin_file(_request: HttpRequest, assessment: Assessment, report: uuid.UUID) -> HttpResponseBase:
    """Hand out the web page as one file."""
    name, made = other_forms.web_page_as_file(_sealed(assessment, report))
    return attachment([made], name=name, content_type="text/html; charset=utf-8")


@assessment_view(Permission.REPORT_VIEW)
def table(
    _request: HttpRequest, assessment: Assessment, report: uuid.UUID, table: str
) -> HttpResponseBase:
    """Hand out the flags, the answers or the evidence as CSV."""
    found = other_forms.table_as_file(_sealed(assessment, report), table)
    if found is None:
        raise Http404
    name, made = found
    return attachment([made], name=name, content_type="text/csv; charset=utf-8")


@assessment_view(Permission.REPORT_VIEW)
def tables(_request: HttpRequest, assessment: Assessment, report: uuid.UUID) -> HttpResponseBase:
    """Hand out all three tables as a workbook."""
    name, made = other_forms.tables_as_file(_sealed(assessment, report))
    return attachment([made], name=name, content_type=XLSX)


@assessment_view(Permission.REPORT_VIEW)
def annex(
    _request: HttpRequest, assessment: Assessment, report: uuid.UUID, annex: str
) -> HttpResponseBase:
    """Hand out an annex alone; a report made before there were annexes has none."""
    found = _sealed(assessment, report)
    seal = found.seals.filter(binding=annex).select_related("file").first()
    if seal is None:
        raise Http404
    name = other_forms.file_name(read(found), f"{annex}-annex", "pdf")
    return attachment(files.read(seal.file), name=name, content_type="application/pdf")


def _sealed(assessment: Assessment, report: uuid.UUID) -> Report:
    found = sealed_report(assessment, report)
    if found is None:
        raise Http404
    return found
