"""The sealed file keeps to PDF/A-3 and PDF/UA-1, by checkers nobody here wrote; level a is veraPDF's word."""

import io
import json
import subprocess
import sys
from datetime import UTC, datetime

import pikepdf
import pikepdf.pdfa
import pytest
from pypdf import PdfReader

from reports.evidence_index import evidence_index
from reports.signature.signer import own_signer
from reports.signature.signing import sign
from reports.typesetting.bindings import FULL, ways_to_set
from reports.typesetting.rendered import Enclosure
from reports.typesetting.typesetter import typeset
from tests.conftest import needs_pango
from tests.reports.advising.advised import says
from tests.reports.content_made import LIBRARY, content, evaluation

pytestmark = needs_pango
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
# What pikepdf's checker says it cannot judge (it knows level b, no forms and no enclosures), and the
# block by which a PDF/A file may name PDF/UA too, which it does not read (ISO 19005-3, 6.6.2.3.3).
NOT_JUDGED = ("interactive forms", "embedded files are not supported")
NAMES_BOTH = ("pdfaExtension", "pdfaSchema", "pdfaProperty", "pdfuaid:part")


@pytest.fixture(scope="module", params=["the firm's own", "an adviser's"])
def sealed(tmp_path_factory, request):
    made = content(evaluation(270, 12, 9, 9))
    if request.param == "an adviser's":
        made = made.model_copy(update={"adviser": says()})
    rendered = typeset(
        ways_to_set(FULL, made, LIBRARY.bank, content_sha256="a" * 64),
        enclosures=[
            Enclosure("assessment.json", "Everything, as data", made.model_dump_json().encode()),
            Enclosure("evidence-index.csv", "What was handed in", evidence_index(made)),
        ],
        made_at=AT,
        identifier="a" * 64,
    )
    signer = own_signer(b"s" * 32, name="Weighbridge")
    path = tmp_path_factory.mktemp("sealed") / "report.pdf"
    path.write_bytes(sign(rendered.content, signer, reason="Sealed by a test"))
    return path


def test_it_keeps_to_pdf_a_but_for_what_the_checker_cannot_judge(sealed):
    with pikepdf.open(sealed) as pdf:
        told = pikepdf.pdfa.check(pdf, "3b").findings
    left = [
        finding
        for finding in told
        if not finding.message.endswith(NOT_JUDGED[1])
        and NOT_JUDGED[0] not in finding.message
        and not any(name in finding.message for name in NAMES_BOTH)
    ]
    assert [finding.message for finding in left] == ["pdfaid:conformance is 'A', expected 'B'"]


def read_aloud(path):
    """What outloud counts: errors, warnings and notes."""
    command = [sys.executable, "-m", "outloud.cli", "--json", "-", "--quiet", str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    (file,) = json.loads(told.stdout)["results"]
    assert file["error"] is None, file
    return file["counts"]


def test_read_aloud_nothing_is_wrong_or_doubtful(sealed):
    assert read_aloud(sealed) == {"error": 0, "warning": 0, "info": 0}


def test_it_names_both_standards_its_language_and_its_bookmarks(sealed):
    with pikepdf.open(sealed) as pdf:
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
            assert meta["pdfuaid:part"] == "1"
        assert pdf.pdf_version == "1.7"
        assert "/Version" not in pdf.Root
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_outline() as outline:
            titles = [each.title for each in outline.root]
    of_the_adviser = ["Covering letter", "The adviser’s opinion", "Scope, interests and reliance"]
    assert [title for title in titles if title in of_the_adviser] in ([], of_the_adviser)
    assert [title for title in titles if title not in of_the_adviser][:3] == [
        "Is the 1p “Triage Turbo” good enough to sort our enquiries?",
        "In this file",
        "Flags and decision",
    ]


def test_it_carries_our_enclosures_and_nothing_that_acts(sealed):
    with pikepdf.open(sealed) as pdf:
        assert set(pdf.attachments) == {"assessment.json", "evidence-index.csv"}
        assert {str(each.AFRelationship) for each in pdf.Root.AF} == {"/Data"}
        assert "/OpenAction" not in pdf.Root
        assert "/JavaScript" not in pdf.Root.Names
    assert b"/JS" not in sealed.read_bytes()


def test_every_picture_says_in_words_what_it_shows(sealed):
    figures = []

    def walk(node):
        if not isinstance(node, pikepdf.Dictionary):
            return
        if node.get("/S") == pikepdf.Name.Figure:
            figures.append(str(node.get("/Alt", "")))
        held = node.get("/K", [])
        for each in held if isinstance(held, pikepdf.Array) else [held]:
            walk(each)

    with pikepdf.open(sealed) as pdf:
        for each in pdf.Root.StructTreeRoot.K:
            walk(each)
    assert len(figures) >= 3
    assert all(figures), figures


def test_until_somebody_decides_each_page_says_so(sealed):
    pages = PdfReader(io.BytesIO(sealed.read_bytes())).pages
    assert all("Proposed, not decided" in page.extract_text() for page in pages)


def test_the_index_of_evidence_starts_no_formula():
    made = content(evaluation(270, 12, 9, 9))
    hostile = {
        "kind": "model", "name": '=HYPERLINK("http://x","y")', "bytes": 3, "sha256": "0" * 64, "at": AT,
    }  # fmt: skip
    evidence = type(made.evidence).model_validate({"files": [hostile]})
    text = evidence_index(made.model_copy(update={"evidence": evidence})).decode()
    assert text.splitlines()[0] == "number,kind,name,bytes,handed in,SHA-256"
    assert ",\"'=HYPERLINK(" in text
