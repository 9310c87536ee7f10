"""An annex alone keeps to the same standards, says whose it is, and holds no other part of the report."""

import io
import json
import subprocess
import sys
from base64 import b64encode
from datetime import UTC, datetime

import pikepdf
import pikepdf.pdfa
import pytest
from pypdf import PdfReader

from reports.check_code import check_code
from reports.signature.signer import own_signer
from reports.signature.signing import sign
from reports.signature.verifying import Finding, verify
from reports.typesetting.annexes import ANNEXES, annex_enclosures, annex_html
from reports.typesetting.typesetter import typeset
from tests.conftest import needs_pango
from tests.reports.advising.advised import png
from tests.reports.content_made import LIBRARY, content, evaluation, screening
from tests.reports.typesetting.checkers import pdf_a_findings
from tests.reports.typesetting.test_pages import ANSWERS
from tests.reports.typesetting.test_twin import advised

pytestmark = needs_pango
HASH = "0123456789abcdef" * 4
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
TITLES = {
    "dpia": "Data protection annex: Triage Turbo for Harbour Lettings",
    "transfers": "Transfers annex: Triage Turbo for Harbour Lettings",
}
SECRET = "Known to the whole report alone"


def made_content(**about):
    told = {"use_case": "Sorting enquiries", **about}
    made = content(evaluation(270, 12, 9, 9), screened=screening(**ANSWERS), **told)
    return made.model_copy(update={"trade_off": SECRET, "would_not_say": (SECRET,)})


def advised_content():
    made = advised(made_content())
    assert made.adviser
    brand = made.adviser.brand.model_copy(update={"logo": b64encode(png()).decode()})
    says = made.adviser.model_copy(update={"brand": brand, "firm": "Anwen & Co"})
    return made.model_copy(update={"adviser": says})


def set_alone(annex, made):
    rendered = typeset(
        [annex_html(annex, made, LIBRARY.bank, content_sha256=HASH)],
        enclosures=annex_enclosures(annex, made),
        made_at=AT,
        identifier=HASH,
    )
    return rendered.content


@pytest.fixture(scope="module", params=ANNEXES)
def sealed(request, tmp_path_factory):
    signer = own_signer(b"s" * 32, name="Weighbridge")
    path = tmp_path_factory.mktemp("sealed") / f"{request.param}.pdf"
    path.write_bytes(sign(set_alone(request.param, advised_content()), signer, reason="By a test"))
    return path


def text_of(path):
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_it_names_itself_the_whole_report_and_its_check_code(sealed):
    first, *rest = text_of(sealed)
    with pikepdf.open(sealed) as pdf, pdf.open_metadata() as meta:
        assert meta["dc:title"] == TITLES[sealed.stem]
    assert "A part of report 1 on its own" in first
    assert f"The whole report has the check code {check_code(HASH)}" in first
    assert (
        "Terms of Anwen & Co, version 2 of 1 November 2026: they stand in the whole report" in first
    )
    assert "Is the 1p “Triage Turbo” good enough to sort our enquiries?" in first
    assert all(f"Report 1, check code {check_code(HASH)}" in page for page in rest)


def test_it_holds_no_other_part_of_the_report(sealed):
    with pikepdf.open(sealed) as pdf:
        ((name, file),) = pdf.attachments.items()
        inside = file.get_file().read_bytes()
    assert name == f"{sealed.stem}.json"
    told = json.loads(inside)
    assert told["report"] == {"id": "r", "number": 1, "frozen_at": "2026-11-21T12:00:00Z"}
    other = ({"dpia": "transfers", "transfers": "dpia"})[sealed.stem]
    assert sealed.stem in told
    assert not {other, "answers", "sections", "evaluations", "screen", "evidence"} & set(told)
    assert SECRET not in inside.decode() + " ".join(text_of(sealed))


def test_it_keeps_to_pdf_a_and_names_both_standards(sealed):
    with pikepdf.open(sealed) as pdf:
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
            assert meta["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_outline() as outline:
            assert len(outline.root) >= 2
    assert pdf_a_findings(sealed) == ["pdfaid:conformance is 'A', expected 'B'"]


def test_no_reader_of_screens_finds_an_error(sealed):
    command = [sys.executable, "-m", "outloud.cli", "--json", "-", "--quiet", str(sealed)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout
    (file,) = json.loads(told.stdout)["results"]
    assert (file["counts"]["error"], file["error"]) == (0, None)


def test_the_signature_is_whole_and_the_file_is_known_by_the_reports_own_hash(sealed):
    found = verify(sealed.read_bytes())
    assert found.finding is Finding.INTACT
    assert found.identifier == HASH[:32]


@pytest.mark.parametrize("annex", ANNEXES)
@pytest.mark.parametrize(
    "words",
    [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "<link rel=attachment href=file:///etc/passwd>",
        "\u202egnp.exe\u202c",
        "Very long name " * 14,
    ],
)
def test_a_hostile_vendor_stays_text(annex, words):
    made = made_content(vendor=words, organisation=words, product=words, question=words)
    read = PdfReader(io.BytesIO(set_alone(annex, made)))
    assert set(read.attachments) == {f"{annex}.json"}
    assert read.pages
    if words.isascii():
        assert words[:18].split()[0] in read.pages[0].extract_text()
