"""The other forms of a sealed report, all of the same frozen content: a web page, spreadsheets, annexes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import slugify

from pages.templatetags.wording import moment
from reports.frozen_report import FrozenReport, read
from reports.models import Report, Seal
from reports.sheets.files import csv_of, workbook_of
from reports.sheets.sheet import Sheet
from reports.sheets.tables import TABLES
from reports.typesetting.annexes import DPIA, TRANSFERS
from reports.typesetting.twin import Twin, twin_of
from reports.typesetting.twin_file import twin_file

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class OtherForms:
    """What a report is to be had as: its tables, and its annexes if it was made with them."""

    tables: tuple[Sheet, ...]
    dpia: Seal | None
    transfers: Seal | None


def other_forms_of(report: Report) -> OtherForms:
    """Return what a sealed report is to be had as."""
    annexes = {
        each.binding: each
        for each in report.seals.filter(binding__in=(DPIA, TRANSFERS)).select_related("file")
    }
    return OtherForms(
        tuple(_tables(read(report))), annexes.get(DPIA), annexes.get(TRANSFERS)
    )  # fmt: skip


def web_page(report: Report) -> Twin:
    """Return a sealed report as what goes into a page."""
    frozen = read(report)
    return twin_of(frozen.content, frozen.bank, content_sha256=frozen.sha256)


def web_page_as_file(report: Report) -> tuple[str, bytes]:
    """Return the name and the bytes of a sealed report as one HTML file."""
    frozen = read(report)
    twin = twin_of(frozen.content, frozen.bank, content_sha256=frozen.sha256)
    return file_name(frozen, "report", "html"), twin_file(twin, frozen.content)


def table_as_file(report: Report, name: str) -> tuple[str, bytes] | None:
    """Return the name and the bytes of a table as CSV; None for no such table."""
    made = TABLES.get(name)
    if made is None:
        return None
    frozen = read(report)
    return file_name(frozen, name, "csv"), csv_of(made(frozen.content, frozen.bank))


def tables_as_file(report: Report) -> tuple[str, bytes]:
    """Return the name and the bytes of all tables as one workbook."""
    frozen = read(report)
    about, number = frozen.content.assessment, frozen.content.report.number
    title = f"Report {number}: {about.product} for {about.organisation}"
    told = [
        ("What this is", "The tables of a sealed report, made of its frozen content."),
        ("Report", str(number)),
        ("Check code", frozen.code),
        ("Question", about.question),
        ("Product", f"{about.product} {about.version or ''}".strip()),
        ("Vendor", about.vendor),
        ("For", about.organisation),
        ("Frozen on", moment(frozen.content.report.frozen_at)),
        ("Where it matters", "The sealed and signed report is the PDF with the same check code."),
        *([("Check it at", frozen.content.check_at)] if frozen.content.check_at else []),
    ]
    made = workbook_of(
        tuple(_tables(frozen)), told, title=title, at=frozen.content.report.frozen_at
    )
    return file_name(frozen, "tables", "xlsx"), made


def file_name(frozen: FrozenReport, what: str, ending: str) -> str:
    """Return a file's name: the product, what it is, and the check code. Plain letters alone."""
    about = frozen.content.assessment
    product = slugify(f"{about.product} {about.version or ''}")[:_LONGEST_NAME].strip("-_")
    return f"{product or 'product'}-{what}-{frozen.code}.{ending}"


def _tables(frozen: FrozenReport) -> Iterable[Sheet]:
    return (made(frozen.content, frozen.bank) for made in TABLES.values())
