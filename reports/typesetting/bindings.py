"""The two bindings of one report: the same content, the same check code, each naming the other."""

from collections.abc import Iterator
from typing import Final, Literal

from procurement.questionnaire.schema import Bank
from reports.content.report_content import ReportContent
from reports.typesetting.client_report import CLIENT_FITS, client_html
from reports.typesetting.pages import FITS, render_html

Binding = Literal["client", "full"]
CLIENT: Final = "client"
FULL: Final = "full"
BINDINGS: tuple[Binding, ...] = (CLIENT, FULL)


def ways_to_set(
    binding: Binding, content: ReportContent, bank: Bank, *, content_sha256: str
) -> Iterator[str]:
    """Return the HTML of a binding, ever more tightly set."""
    if binding == CLIENT:
        for fit in CLIENT_FITS:
            yield client_html(content, bank, content_sha256=content_sha256, fit=fit)
    else:
        for name in FITS:
            yield render_html(content, bank, content_sha256=content_sha256, fit=name)
