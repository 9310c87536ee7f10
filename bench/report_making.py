"""One report by us, or by WeasyPrint alone, in this process: what `report_speed` times.

Run: python bench/report_making.py CONTENT ours|first|alone, with a report's frozen content as JSON. It prints
the seconds from where its own code was loaded, with the start of the press.
"""

# ruff: noqa: E402 -- Django is set up before ours is imported
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from reports.typesetting import pressroom

if __name__ == "__main__" and sys.argv[2] == "ours":
    pressroom.make_ready()  # it loads beside what is loaded below

import django

django.setup()

from jobs import registry
from procurement.library import load_library
from reports.content.report_content import ReportContent
from reports.evidence_index import evidence_index
from reports.signature.signing import sign
from reports.signing_key import signer
from reports.typesetting.pages import FITS, render_html
from reports.typesetting.rendered import Enclosure
from reports.typesetting.typesetter import typeset

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
HASH = "a" * 64
SAME_VARIANT = {"pdf_variant": "pdf/a-3a", "pdf_identifier": b"x" * 16}


def html_of(report: ReportContent) -> str:
    """Return the pages that all of them set."""
    html: str = render_html(report, load_library().bank, content_sha256=HASH)
    return html


def ours(report: ReportContent) -> tuple[bytes, int]:
    """Return the signed bytes and the pages, as the worker makes them."""
    bank = load_library().bank
    rendered = typeset(
        (render_html(report, bank, content_sha256=HASH, fit=fit) for fit in FITS),
        enclosures=[
            Enclosure("assessment.json", "Everything, as data", report.model_dump_json().encode()),
            Enclosure("evidence-index.csv", "What was handed in", evidence_index(report)),
        ],
        made_at=AT,
        identifier=HASH,
    )
    return sign(rendered.content, signer(), reason="Sealed by a measurement"), rendered.pages


def weasyprint_alone(html: str, **options: object) -> bytes:
    """Return what WeasyPrint makes of the page, with our style sheets and nothing else."""
    import weasyprint

    from reports.typesetting.pdf import ADDRESS, OwnFilesOnly

    page = weasyprint.HTML(string=html, base_url=ADDRESS, url_fetcher=OwnFilesOnly())
    written: bytes = page.write_pdf(**options)
    return written


def main(content: Path, which: str) -> None:
    """Make one report of the content in the file."""
    load_library()
    if which == "first":
        registry.load_all()  # as a worker does when it starts
    start = time.perf_counter()
    report = ReportContent.model_validate_json(content.read_bytes())
    if which == "alone":
        weasyprint_alone(html_of(report), **SAME_VARIANT)
    else:
        pressroom.make_ready()  # as the worker does before it gathers
        ours(report)
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
