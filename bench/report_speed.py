"""Time our sealed report against bare WeasyPrint and headless Chromium printing the same HTML.

Run: python bench/report_speed.py [answers]. One run prints, for a report of about 20 pages:
- warm, best of three each: ours from frozen content to signed bytes (templates, child process, standards,
  enclosures, signature); WeasyPrint alone with the same variant (pdf/a-3a) of the same HTML; WeasyPrint
  alone untagged; Chromium's print. The bars: ours at most 1.2 of the same variant, 1.8 of untagged.
- the same in processor seconds, own and children's, which neighbours disturb less.
- cold, a process of its own each, with all that this file loads (rules, questions, statistics). Ours sets
  pages in a fresh child each time, so the warm line holds WeasyPrint's cold start too. The bar: under 3 s.
"""

# ruff: noqa: E402 -- Django is set up before ours is imported
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from reports.content.answers import AnswerSection, Said, Told
from reports.content.report_content import ReportContent
from reports.evidence_index import evidence_index
from reports.signature.signing import sign
from reports.signing_key import signer
from reports.typesetting.pages import FITS, render_html
from reports.typesetting.rendered import Enclosure
from reports.typesetting.typesetter import typeset
from tests.reports.content_made import LIBRARY, content, evaluation

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
HASH = "a" * 64
ROUNDS = 3


def made(answers: int) -> ReportContent:
    """Return a report's content with so many answers."""
    said = Said(
        in_words="Yes, as written in the contract",
        grade="vendor_says",
        by="M. Okoro",
        on=date(2026, 11, 1),
    )
    told = tuple(
        Told(key=f"q{n}", question=f"What is said under {n}?", state="answered", said=(said,))
        for n in range(answers)
    )
    sections = tuple(
        AnswerSection(id=f"s{at}", title=f"Section {at}", told=told[at : at + 40])
        for at in range(0, answers, 40)
    )
    made: ReportContent = content(evaluation(270, 12, 9, 9))
    return made.model_copy(update={"sections": sections})


def ours(report: ReportContent) -> tuple[bytes, int]:
    """Return the signed bytes and the pages, as the worker makes them."""
    rendered = typeset(
        (render_html(report, LIBRARY.bank, content_sha256=HASH, fit=fit) for fit in FITS),
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


def chromium(html: str) -> None:
    """Print the page with headless Chromium."""
    browser = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        based = html.replace("<head>", f'<head><base href="{(ROOT / "static").as_uri()}/">')
        page.write_text(based, encoding="utf-8")
        subprocess.run(
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/out.pdf", page.as_uri(),
            ],
            check=True, capture_output=True,
        )  # fmt: skip
        assert (Path(folder) / "out.pdf").stat().st_size


def processor() -> float:
    """Return the processor seconds of this process and of its children that ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def best_of(work: Callable[..., object], *given: object, **more: object) -> tuple[float, float]:
    """Return the shortest of several times, in seconds and processor seconds: neighbours only ever add."""
    times = []
    for _ in range(ROUNDS):
        start, used = time.perf_counter(), processor()
        work(*given, **more)
        times.append((time.perf_counter() - start, processor() - used))
    return min(each[0] for each in times), min(each[1] for each in times)


def cold(which: str, answers: int) -> tuple[float, float]:
    """Return the seconds of a process of its own, best of three."""
    command = [sys.executable, __file__, str(answers), which]
    return best_of(lambda: subprocess.run(command, check=True, capture_output=True))


def main(answers: int) -> None:
    report = made(answers)
    html = render_html(report, LIBRARY.bank, content_sha256=HASH)
    sealed, pages = ours(report)
    print(f"{pages} pages, {len(sealed):,} bytes sealed; load {os.getloadavg()[0]:.1f}")
    warm = best_of(ours, report)
    print(f"warm: ours                    {_told(warm)}", flush=True)
    same = best_of(weasyprint_alone, html, pdf_variant="pdf/a-3a", pdf_identifier=b"x" * 16)
    print(f"      WeasyPrint, same variant {_told(same)} {_ratio(warm, same)}", flush=True)
    untagged = best_of(weasyprint_alone, html)
    print(f"      WeasyPrint, untagged     {_told(untagged)} {_ratio(warm, untagged)}", flush=True)
    print(f"      Chromium, started anew   {_told(best_of(chromium, html))}", flush=True)
    print(f"cold: ours                    {_told(cold('ours', answers))}", flush=True)
    print(f"      WeasyPrint, same variant {_told(cold('alone', answers))}")


def _told(times: tuple[float, float]) -> str:
    return f"{times[0]:6.2f} s, {times[1]:6.2f} s of processor"


def _ratio(ours: tuple[float, float], theirs: tuple[float, float]) -> str:
    return f"(ours is {ours[0] / theirs[0]:.2f} of it, {ours[1] / theirs[1]:.2f} of its processor time)"


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 330
    which = sys.argv[2] if len(sys.argv) > 2 else ""
    if which == "ours":
        ours(made(number))
    elif which == "alone":
        weasyprint_alone(
            render_html(made(number), LIBRARY.bank, content_sha256=HASH),
            pdf_variant="pdf/a-3a",
            pdf_identifier=b"x" * 16,
        )
    else:
        main(number)
