"""Turns the report's HTML into PDF bytes. Nothing is fetched but our own named files.

One file is PDF/A-3a (to be kept for years, with its data inside) and PDF/UA-1 (to be read aloud). The
same HTML, attachments and moment give the same bytes on the same versions of WeasyPrint, its fonts
and its libraries. It knows no Django: `child` runs it in a process of its own.
"""

import base64
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import weasyprint
from fontTools.ttLib import woff2
from weasyprint.text.ffi import pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from content.refusal import OutOfOrder
from reports.typesetting.furniture import mark_furniture
from reports.typesetting.links import describe_links
from reports.typesetting.rendered import Enclosure, Rendered

# A name that can never be a host: relative addresses resolve against it, and nothing is ever opened.
ADDRESS = "https://report.invalid/static/"
STYLES = (
    "css/tokens.css", "css/report.css", "css/report_proposed.css", "css/report_draft.css", "css/report_adviser.css", "css/sheet.css",
    "css/clauses.css",
)  # fmt: skip
# A logo, which the reader jail drew: it comes with the page, so that nothing is opened for it.
_DRAWN = re.compile(r"data:(image/(?:png|jpeg|webp));base64,([A-Za-z0-9+/]+={0,2})")
_FONT = ".woff2"
_KINDS = {".css": "text/css", _FONT: "font/ttf"}
_STATIC = Path(__file__).resolve().parents[2] / "static"


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
    """Gives the report's style sheets, fonts and a picture that came with it; refuses everything else."""

    def __init__(self) -> None:
        super().__init__(
            allowed_protocols=("weighbridge",), allow_redirects=False, fail_on_errors=True
        )
        self.refused: list[str] = []
        self._files = {f"{ADDRESS}{name}": _STATIC / name for name in STYLES}
        self._files |= {f"{ADDRESS}fonts/{font.name}": font for font in _fonts()}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return one of our files; anything else stops the rendering."""
        if drawn := _DRAWN.fullmatch(url):
            return URLFetcherResponse(
                "data:", base64.b64decode(drawn[2]), {"Content-Type": drawn[1]}
            )
        path = self._files.get(url)
        if path is None:
            self.refused.append(url[:120])
            raise FatalURLFetchingError(f"the report asked for {url[:120]}")
        content = _unpacked(path) if path.suffix == _FONT else path.read_bytes()
        return URLFetcherResponse(url, content, {"Content-Type": _KINDS[path.suffix]})


def make_ready() -> None:
    """Unpack the fonts, so that a process split off this one has them. Starts no thread."""
    for font in _fonts():
        _unpacked(font)


def _fonts() -> list[Path]:
    return sorted((_STATIC / "fonts").glob(f"*{_FONT}"))


@cache
def _unpacked(font: Path) -> bytes:
    """Return the font as pango reads it; WeasyPrint would unpack it for each layout anew."""
    out = io.BytesIO()
    woff2.decompress(io.BytesIO(font.read_bytes()), out)
    return out.getvalue()


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
        taken = _first_that_fits(fits, fetcher)
        content: bytes = taken.document.write_pdf(
            pdf_variant="pdf/a-3a",
            pdf_identifier=bytes.fromhex(identifier)[:16],
            attachments=attachments,
            finisher=partial(_finish, taken.tree),
        )
    except FatalURLFetchingError as problem:
        raise OutOfOrder(f"The report could not be made: {problem}.") from problem
    except RecursionError as problem:
        raise OutOfOrder("The report could not be made: its pages nest too deeply.") from problem
    if fetcher.refused:  # inside a picture, WeasyPrint only logs it
        raise OutOfOrder(f"The report could not be made: it asked for {fetcher.refused[0]}.")
    pages = len(taken.document.pages)
    return Rendered(content, hashlib.sha256(content).hexdigest(), pages, versions())


def _finish(tree: Any, _document: Any, pdf: Any) -> None:
    mark_furniture(pdf)
    describe_links(pdf, tree)
    _leave_pictures_as_drawn(pdf)
    _name_both_standards(pdf)


def _leave_pictures_as_drawn(pdf: Any) -> None:
    # WeasyPrint asks readers to smooth pictures, which PDF/A forbids (ISO 19005-3, 6.2.8).
    for each in pdf.objects:
        if getattr(each, "extra", {}).get("Interpolate") == "true":
            each.extra["Interpolate"] = "false"


def _name_both_standards(pdf: Any) -> None:
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    told = b"".join(stream.stream)
    stream.stream = [told.replace(b"</rdf:RDF>", _BOTH_STANDARDS)]


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A report on its pages, and the tree of elements that they were made of."""

    document: Any
    tree: Any


def _first_that_fits(fits: Iterable[str], fetcher: OwnFilesOnly) -> _LaidOut:
    html, taken = "", None
    fonts = FontConfiguration()  # one for all tries: each loads the fonts
    for html in fits:
        if END_BY_PAGE in html:  # what must end by a later page is known once all is laid out
            taken = _laid_out(html, fetcher, fonts)
            if _fits(taken.document):
                break
            continue
        # Page one alone is tried, so that a long report is laid out once.
        alone = _laid_out(_page_one_of(html), fetcher, fonts).document
        if LAST_OF_PAGE_ONE in alone.pages[0].anchors:
            break
    return taken if taken is not None else _laid_out(html, fetcher, fonts)


def _laid_out(html: str, fetcher: OwnFilesOnly, fonts: FontConfiguration) -> _LaidOut:
    page = weasyprint.HTML(string=html, base_url=ADDRESS, url_fetcher=fetcher)
    return _LaidOut(page.render(font_config=fonts), page.etree_element)


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
