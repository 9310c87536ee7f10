"""Every sealed file keeps to PDF/A-3 and PDF/UA-1, by checkers nobody here wrote; level a is veraPDF's word."""

import io
from datetime import UTC, datetime

import pikepdf
import pytest
from pypdf import PdfReader

from reports.content.answers import AnswerSection, Said, Told
from reports.evidence_index import evidence_index
from reports.signature.signer import own_signer
from reports.signature.signing import sign
from reports.typesetting.bindings import CLIENT, FULL, ways_to_set
from reports.typesetting.rendered import Enclosure
from reports.typesetting.typesetter import typeset
from tests.conftest import needs_pango
from tests.reports.advising.advised import says
from tests.reports.content_made import LIBRARY, content, evaluation, screening
from tests.reports.typesetting import checkers
from tests.reports.typesetting.test_pdf import long_report

pytestmark = needs_pango
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
# The head of a table stands over its part on each page, and is read with it: as it should be.
REPEATED_HEAD = "on 3 or more pages Question Answer How we know"
BADLY_OFF = {
    "personal_data_types": ["contact", "children", "special_category"],
    "inference_countries": ["IN", "US", "BR"],
    "transfer_tools": ["none_in_place"],
    "dpia_status": "not_started",
}


def light_check():
    """A light check with flags."""
    return content(screened=screening(**BADLY_OFF).model_copy(update={"depth": "light"}))


def sixty_pages():
    """A report with so many answers, each in words of its own."""
    words = [
        "model",
        "vendor",
        "answer",
        "place",
        "record",
        "person",
        "country",
        "paper",
        "reason",
        "licence",
    ]

    def some(number):
        return " ".join(words[number // 10**place % 10] for place in range(4))

    sections = tuple(
        AnswerSection(
            id=f"s{at}",
            title=f"About {some(at)}",
            told=tuple(
                Told(
                    key=f"q{number}",
                    question=f"What is known of {some(number)}?",
                    state="answered",
                    said=(
                        Said(
                            in_words=f"It says {some(number * 7)}",
                            grade="vendor_says",
                            by="M. Okoro",
                            on=None,
                        ),
                    ),
                )
                for number in range(at, at + 40)
            ),
        )
        for at in range(0, 2_480, 40)
    )
    return content(evaluation(270, 12, 9, 9)).model_copy(update={"sections": sections})


def advised():
    """A report that an adviser puts a name to."""
    return content(evaluation(270, 12, 9, 9)).model_copy(update={"adviser": says()})


MADE = {
    "full file": (FULL, lambda: content(evaluation(270, 12, 9, 9))),
    "client report": (CLIENT, long_report),
    "client report, light check": (CLIENT, light_check),
    "client report, an adviser's": (CLIENT, advised),
    "full file, an adviser's": (FULL, advised),
    "full file, empty": (FULL, content),
    "full file, decided": (FULL, long_report),
    "full file, sixty pages": (FULL, sixty_pages),
}


def sealed_as(binding, made, folder):
    rendered = typeset(
        ways_to_set(binding, made, LIBRARY.bank, content_sha256="a" * 64),
        enclosures=[
            Enclosure("assessment.json", "Everything, as data", made.model_dump_json().encode()),
            Enclosure("evidence-index.csv", "What was handed in", evidence_index(made)),
        ],
        made_at=AT,
        identifier="a" * 64,
    )
    signer = own_signer(b"s" * 32, name="Weighbridge")
    path = folder / "report.pdf"
    path.write_bytes(sign(rendered.content, signer, reason="Sealed by a test"))
    return path


@pytest.fixture(scope="module", params=MADE)
def each_kind(request, tmp_path_factory):
    binding, made = MADE[request.param]
    return sealed_as(binding, made(), tmp_path_factory.mktemp("sealed"))


@pytest.fixture(scope="module", params=["the firm's own", "an adviser's"])
def sealed(tmp_path_factory, request):
    made = advised() if request.param == "an adviser's" else content(evaluation(270, 12, 9, 9))
    return sealed_as(FULL, made, tmp_path_factory.mktemp("sealed"))


def test_it_keeps_to_pdf_a_but_for_the_letter_of_the_level(each_kind):
    assert checkers.pdf_a_findings(each_kind) == [checkers.LETTER_OF_THE_LEVEL]


def test_read_aloud_nothing_is_wrong_or_doubtful(each_kind):
    found = checkers.read_aloud(each_kind)
    assert [each for each in found if not each.endswith(REPEATED_HEAD)] == []


@checkers.needs_verapdf
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_verapdf_finds_it_conforms(each_kind, flavour):
    assert checkers.verapdf_says(each_kind, flavour).startswith("PASS")


def test_no_picture_may_be_smoothed(each_kind):
    """ISO 19005-3, 6.2.8: only veraPDF looks for it."""
    with pikepdf.open(each_kind) as pdf:
        smoothed = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Interpolate", False)
        ]
    assert smoothed == []


def test_language_bookmarks_and_pictures_in_words(each_kind):
    language, bookmarks = checkers.language_and_bookmarks(each_kind)
    assert language == "en-GB"
    assert bookmarks[0].endswith("?")  # the buyer's question
    assert all(bookmarks)
    assert all(checkers.pictures_in_words(each_kind))


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
    assert len(checkers.pictures_in_words(sealed)) >= 3


def test_the_long_one_is_long(each_kind, request):
    if request.node.callspec.params["each_kind"] == "full file, sixty pages":
        assert len(PdfReader(each_kind).pages) >= 60


def test_until_somebody_decides_each_page_says_so(sealed):
    pages = PdfReader(io.BytesIO(sealed.read_bytes())).pages
    assert all("Proposed, not decided" in page.extract_text() for page in pages)


def test_the_index_of_evidence_starts_no_formula():
    made = content(evaluation(270, 12, 9, 9))
    hostile = {
        "kind": "model", "name": '=HYPERLINK("http://x","y")', "bytes": 3, "sha256": "0" * 64, "at": AT,
    }  # fmt: skip
    split = hostile | {"name": "ok;=cmd|'/C calc'!A0", "sha256": "1" * 64}
    evidence = type(made.evidence).model_validate({"files": [hostile, split]})
    text = evidence_index(made.model_copy(update={"evidence": evidence})).decode()
    assert text.splitlines()[0] == "number,kind,name,bytes,handed in,SHA-256,title,what rests on it"
    assert ",\"'=HYPERLINK(" in text
    assert ",ok;'=cmd|" in text
