"""Turns the report's HTML into PDF bytes. Nothing is fetched but our own named files.

The same HTML, attachments and moment give the same bytes on the same versions of WeasyPrint, its
fonts and its libraries.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import weasyprint
from django.conf import settings
from weasyprint.text.ffi import pango
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from content.refusal import OutOfOrder
from reports.typesetting.rendered import Enclosure, Rendered

# A name that can never be a host: relative addresses resolve against it, and nothing is ever opened.
ADDRESS = "https://report.invalid/static/"
STYLES = ("css/tokens.css", "css/report.css", "css/sheet.css", "css/clauses.css")
_KINDS = {".css": "text/css", ".woff2": "font/woff2"}


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
    """Gives the report's style sheets and fonts, and refuses everything else."""

    def __init__(self) -> None:
        super().__init__(
            allowed_protocols=("weighbridge",), allow_redirects=False, fail_on_errors=True
        )
        self.refused: list[str] = []
        folder = Path(settings.BASE_DIR) / "static"
        self._files = {f"{ADDRESS}{name}": folder / name for name in STYLES}
        self._files |= {
            f"{ADDRESS}fonts/{font.name}": font
            for font in sorted((folder / "fonts").glob("*.woff2"))
        }

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return one of our files; anything else stops the rendering."""
        path = self._files.get(url)
        if path is None:
            self.refused.append(url[:120])
            raise FatalURLFetchingError(f"the report asked for {url[:120]}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _KINDS[path.suffix]})


LAST_OF_PAGE_ONE = "end-of-page-one"


def render(
    fits: Iterable[str], *, enclosures: Sequence[Enclosure], made_at: datetime, identifier: str
) -> Rendered:
    """Return the PDF (tagged, PDF/A-3) with its enclosures.

    `fits` are the same report ever more tightly set; the first whose page one holds all of page one
    is taken, and the last one if none does.

    Raises OutOfOrder when the page asks for a file that is not ours or nests too deeply; both mean
    a fault in a template, never in what a user wrote.
    """
    attachments = [
        weasyprint.Attachment(
            string=enclosure.content,
            name=enclosure.name,
            description=enclosure.description,
            created=made_at,
            modified=made_at,
            relationship="Data",
        )
        for enclosure in enclosures
    ]
    fetcher = OwnFilesOnly()
    try:
        document = _first_that_fits(fits, fetcher)
        content: bytes = document.write_pdf(
            pdf_variant="pdf/a-3a",
            pdf_identifier=hashlib.sha256(identifier.encode()).digest()[:16],
            attachments=attachments,
        )
    except FatalURLFetchingError as problem:
        raise OutOfOrder(f"The report could not be made: {problem}.") from problem
    except RecursionError as problem:
        raise OutOfOrder("The report could not be made: its pages nest too deeply.") from problem
    if fetcher.refused:  # inside a picture, WeasyPrint only logs it
        raise OutOfOrder(f"The report could not be made: it asked for {fetcher.refused[0]}.")
    return Rendered(content, hashlib.sha256(content).hexdigest(), len(document.pages), versions())


def _first_that_fits(fits: Iterable[str], fetcher: OwnFilesOnly) -> Any:
    document = None
    for html in fits:
        document = weasyprint.HTML(string=html, base_url=ADDRESS, url_fetcher=fetcher).render()
        if LAST_OF_PAGE_ONE in document.pages[0].anchors:
            break
    assert document is not None  # noqa: S101 -- there is always one way to set a report
    return document


def versions() -> dict[str, str]:
    """Return the versions that the bytes depend on."""
    number: Any = pango.pango_version()
    return {
        "weasyprint": version("weasyprint"),
        "pydyf": version("pydyf"),
        "fonttools": version("fonttools"),
        "pango": f"{number // 10_000}.{number // 100 % 100}.{number % 100}",
    }
