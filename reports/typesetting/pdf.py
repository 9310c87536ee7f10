"""Turns the report's HTML into PDF bytes. Nothing is fetched but our own named files.

One file is PDF/A-3a (to be kept for years, with its data inside) and PDF/UA-1 (to be read aloud). The
same HTML, attachments and moment give the same bytes on the same versions of WeasyPrint, its fonts
and its libraries. It knows no Django: `child` runs it in a process of its own.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.ffi import pango
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from content.refusal import OutOfOrder
from reports.typesetting.rendered import Enclosure, Rendered

# A name that can never be a host: relative addresses resolve against it, and nothing is ever opened.
ADDRESS = "https://report.invalid/static/"
STYLES = (
    "css/tokens.css", "css/report.css", "css/report_proposed.css", "css/sheet.css", "css/clauses.css",
)  # fmt: skip
_KINDS = {".css": "text/css", ".woff2": "font/woff2"}


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
    """Gives the report's style sheets and fonts, and refuses everything else."""

    def __init__(self) -> None:
        super().__init__(
            allowed_protocols=("weighbridge",), allow_redirects=False, fail_on_errors=True
        )
        self.refused: list[str] = []
        folder = Path(__file__).resolve().parents[2] / "static"
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


# WeasyPrint writes one standard's mark into a file. The second, and the words by which PDF/A-3 lets a
# file carry it, follow ISO 14289-1 and ISO 19005-3, 6.6.2.3.
_BOTH_STANDARDS = b"""
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
</rdf:RDF>"""

LAST_OF_PAGE_ONE = "end-of-page-one"
END_BY_PAGE = "end-by-page-"  # with the number of the page


def render(
    fits: Iterable[str], *, enclosures: Sequence[Enclosure], made_at: datetime, identifier: str
) -> Rendered:
    """Return the PDF (tagged, PDF/A-3a and PDF/UA-1) with its enclosures, not signed yet.

    `fits` are the same report ever more tightly set; the first whose page one holds all of page one,
    and that ends by the page it names, is taken, and the last one if none does. `identifier` is the content's SHA-256, 64 hexadecimal
    digits; the file names the first 32 as its own.

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
            pdf_identifier=bytes.fromhex(identifier)[:16],
            attachments=attachments,
            finisher=_name_both_standards,
        )
    except FatalURLFetchingError as problem:
        raise OutOfOrder(f"The report could not be made: {problem}.") from problem
    except RecursionError as problem:
        raise OutOfOrder("The report could not be made: its pages nest too deeply.") from problem
    if fetcher.refused:  # inside a picture, WeasyPrint only logs it
        raise OutOfOrder(f"The report could not be made: it asked for {fetcher.refused[0]}.")
    return Rendered(content, hashlib.sha256(content).hexdigest(), len(document.pages), versions())


def _name_both_standards(_document: Any, pdf: Any) -> None:
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    told = b"".join(stream.stream)
    stream.stream = [told.replace(b"</rdf:RDF>", _BOTH_STANDARDS)]


def _first_that_fits(fits: Iterable[str], fetcher: OwnFilesOnly) -> Any:
    html, document = "", None
    for html in fits:
        if END_BY_PAGE in html:  # what must end by a later page is known once all is laid out
            document = _laid_out(html, fetcher)
            if _fits(document):
                break
        # Page one alone is tried, so that a long report is laid out once.
        elif LAST_OF_PAGE_ONE in _laid_out(_page_one_of(html), fetcher).pages[0].anchors:
            break
    return document if document is not None else _laid_out(html, fetcher)


def _laid_out(html: str, fetcher: OwnFilesOnly) -> Any:
    return weasyprint.HTML(string=html, base_url=ADDRESS, url_fetcher=fetcher).render()


def _page_one_of(html: str) -> str:
    """Return the report without what follows page one; all of it where page one has no such end."""
    _, end, after = html.partition(f'id="{LAST_OF_PAGE_ONE}"')
    _, closed, rest = after.partition("</article>")
    if not end or not closed:
        return html
    return f"{html[: len(html) - len(rest)]}</main></body></html>"


def _fits(document: Any) -> bool:
    """Return whether page one holds all of page one, and what must end by a page ends by it."""
    if LAST_OF_PAGE_ONE not in document.pages[0].anchors:
        return False
    ends = (
        (number, int(anchor.removeprefix(END_BY_PAGE)))
        for number, page in enumerate(document.pages, 1)
        for anchor in page.anchors
        if anchor.startswith(END_BY_PAGE)
    )
    return all(number <= last for number, last in ends)


def versions() -> dict[str, str]:
    """Return the versions that the bytes depend on."""
    number: Any = pango.pango_version()
    return {
        "weasyprint": version("weasyprint"),
        "pydyf": version("pydyf"),
        "fonttools": version("fonttools"),
        "pango": f"{number // 10_000}.{number // 100 % 100}.{number % 100}",
    }
