"""The files that are set of one report: two bindings, each naming the other, and two annexes alone.

All are made of the same content and have the same check code.
"""

from collections.abc import Iterator
from typing import Final, Literal

from procurement.questionnaire.schema import Bank
from reports.content.report_content import ReportContent
from reports.typesetting.annexes import ANNEXES, Annex, annex_html
from reports.typesetting.client_report import CLIENT_FITS, client_html
from reports.typesetting.pages import FITS, render_html

Binding = Literal["client", "full"] | Annex
CLIENT: Final = "client"
FULL: Final = "full"
BINDINGS: tuple[Binding, ...] = (CLIENT, FULL)
ALL_FILES: tuple[Binding, ...] = (*BINDINGS, *ANNEXES)


def ways_to_set(
    binding: Binding, content: ReportContent, bank: Bank, *, content_sha256: str
) -> Iterator[str]:
    """Return the HTML of a binding, ever more tightly set; that of a draft without `content_sha256`."""
    if binding == CLIENT:
        for fit in CLIENT_FITS:
            yield client_html(content, bank, content_sha256=content_sha256, fit=fit)
    elif binding == FULL:
        for name in FITS:
            yield render_html(content, bank, content_sha256=content_sha256, fit=name)
    else:
        yield annex_html(binding, content, bank, content_sha256=content_sha256)
