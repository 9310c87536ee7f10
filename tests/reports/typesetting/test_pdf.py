"""The PDF fetches nothing but our own files and is the same every time."""

import importlib
import io
import os
import socket
import subprocess
import sys
import threading
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from content.refusal import OutOfOrder
from procurement.agreed_condition import AgreedCondition
from reports.content.decisions import Decided
from reports.typesetting.pages import FITS, render_html
from reports.typesetting.rendered import Enclosure
from tests.conftest import ROOT, needs_pango
from tests.reports.content_made import LIBRARY, content, evaluation, screening

if needs_pango.args[0]:
    pytest.skip(needs_pango.kwargs["reason"], allow_module_level=True)
pdf = importlib.import_module("reports.typesetting.pdf")  # loads pango
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
PAGE = '<!doctype html><html lang="en-GB"><head><title>t</title>{head}</head><body><p>Seen</p>{body}</body></html>'


def render(head="", body=""):
    enclosure = Enclosure("assessment.json", "data", b"{}")
    return pdf.render(
        [PAGE.format(head=head, body=body)], enclosures=[enclosure], made_at=AT, identifier="0" * 64
    )


@pytest.fixture
def listener():
    """A web server that counts who asks."""
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        over = threading.Event()

        def listen():
            while not over.is_set():
                try:
                    line, _ = server.accept()
                except TimeoutError:
                    continue
                heard.append(1)
                line.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], heard
        over.set()
        thread.join()


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<link rel=attachment href=file:///etc/passwd>", ""),
        ("<link rel=stylesheet href=file:///etc/passwd>", ""),
        ("<style>@import url(http://127.0.0.1:{port}/a.css)</style>", ""),
        (
            "<style>@font-face{{font-family:x;src:url(http://127.0.0.1:{port}/f.woff2)}} p{{font-family:x}}</style>",
            "",
        ),
        ("", "<img src=http://127.0.0.1:{port}/a.png>"),
        ("", "<img src=file:///etc/hostname>"),
        ("", "<object data=http://127.0.0.1:{port}/o></object>"),
        ("", "<a rel=attachment href=file:///etc/passwd>x</a>"),
        (
            "",
            '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:{port}/i"/></svg>',
        ),
        ("", "<img src=../../manage.py>"),
        ("", "<img src=css/../../manage.py>"),
    ],
)
def test_whatever_the_page_asks_for_is_not_fetched(listener, head, body):
    port, heard = listener
    with pytest.raises(OutOfOrder, match="asked for"):
        render(head.format(port=port), body.format(port=port))
    assert heard == []


def test_only_what_we_enclose_is_enclosed():
    read = PdfReader(io.BytesIO(render().content))
    assert {name: held[0] for name, held in read.attachments.items()} == {"assessment.json": b"{}"}


def test_a_page_that_nests_too_deeply_is_no_crash():
    with pytest.raises(OutOfOrder, match="too deeply"):
        render(body="<div>" * 3_000)


def test_the_report_is_tagged_titled_and_carries_its_own_fonts():
    made = content(evaluation(270, 12, 9, 9))
    html = render_html(made, LIBRARY.bank, content_sha256="0" * 64)
    rendered = pdf.render([html], enclosures=[], made_at=AT, identifier="0" * 64)
    read = PdfReader(io.BytesIO(rendered.content))
    root = read.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert read.metadata.title == "Triage Turbo for Harbour Lettings"
    assert len(read.pages) == rendered.pages
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for each in read.pages
        for font in each["/Resources"]["/Font"].values()
    }
    assert all(name.startswith(("Besley", "Hanken-Grotesk")) for name in fonts), fonts


def long_report():
    """A report with as much to say on page one as people may well write."""
    screened = screening(
        personal_data_types=["contact", "children", "special_category"],
        inference_countries=["IN", "US", "BR"],
        transfer_tools=["none_in_place"],
        dpia_status="not_started",
    )
    question = "Two quotes, 10p and 1p, and the cheap one is called Turbo. Is it secretly broken?"
    made = content(evaluation(270, 12, 9, 9), screened=screened, question=question)
    due = date(2026, 12, 13)
    decision = Decided(
        value="do_not_proceed_yet", reason="The papers leave open where messages go. " * 8,
        conditions=tuple(
            AgreedCondition(what="Write down where each message is read. " * 2, who="M. Okoro, Larkfield", due=due)
            for _ in range(3)
        ),
        by="Priya Shah", role="Compliance lead", at=AT, suggested="do_not_proceed_yet",
        grounds=(), changed_since=False,
    )  # fmt: skip
    unsaid = tuple(f"Would the vendor say how it measured rare case number {n}?" for n in range(9))
    return made.model_copy(
        update={"status": "decided", "decision": decision, "would_not_say": unsaid}
    )


@pytest.mark.parametrize("made", [content(evaluation(270, 12, 9, 9)), long_report()])
def test_page_one_is_one_page_however_much_there_is_to_say(made):
    fits = [render_html(made, LIBRARY.bank, content_sha256="0" * 64, fit=fit) for fit in FITS]
    rendered = pdf.render(fits, enclosures=[], made_at=AT, identifier="0" * 64)
    first, second = PdfReader(io.BytesIO(rendered.content)).pages[:2]
    assert "Check code" in first.extract_text().split("What this rests on")[1]
    assert "Flags" in second.extract_text()[:60]


MAKE = """
import django, hashlib; django.setup()
from tests.reports.typesetting.test_pdf import AT
from tests.reports.content_made import LIBRARY, content, evaluation
from reports.typesetting import pdf
from reports.typesetting.pages import render_html
from reports.typesetting.rendered import Enclosure
html = render_html(content(evaluation(270, 12, 9, 9)), LIBRARY.bank, content_sha256="0" * 64)
enclosures = [Enclosure("assessment.json", "data", b"{}")]
print(pdf.render([html], enclosures=enclosures, made_at=AT, identifier="0" * 64).sha256)
"""


def test_two_processes_with_other_hash_seeds_make_the_same_bytes(ground):
    hashes = {
        subprocess.run(
            [sys.executable, "-c", MAKE],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "WEIGH_VAR": str(ground),
            },
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1
