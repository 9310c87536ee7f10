"""The web page of a report: the full file's own pages, made anew of what was frozen, with its check code.

Its words are those of the version that runs, which may be newer than the one that set the PDF: the page
says so near its head.
"""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from content.text_direction import without_turns
from procurement.questionnaire.schema import Bank
from reports.check_code import check_code
from reports.content.report_content import ReportContent
from reports.typesetting.pages import render_html
from reports.typesetting.screen_markup import for_screens


@dataclass(frozen=True, slots=True)
class Twin:
    """A report for a screen: its title, its check code, and what goes into a page's `main`."""

    title: str
    code: str
    body: SafeString


def twin_of(content: ReportContent, bank: Bank, *, content_sha256: str) -> Twin:
    """Return the web form of the full file. The same content gives the same text."""
    about = content.assessment
    body = for_screens(render_html(content, bank, content_sha256=content_sha256))
    return Twin(
        title=without_turns(f"{about.product} for {about.organisation}"),
        code=check_code(content_sha256),
        body=mark_safe(body),  # noqa: S308 -- rendered by our templates, every value escaped
    )
