"""The adviser's part on paper: apart from the machine's, whole in the full file, and nothing more than words."""

import io
from datetime import UTC, date, datetime

import pikepdf
import pytest
from pydantic import ValidationError
from pypdf import PdfReader

from content.refusal import OutOfOrder
from reports.advising.limited_text import read
from reports.content.adviser import Brand, Conclusion, Interests, Reliance
from reports.typesetting import pdf
from reports.typesetting.bindings import BINDINGS, CLIENT, FULL, ways_to_set
from reports.typesetting.page_one import page_one
from tests.conftest import needs_pango
from tests.reports.advising.advised import says
from tests.reports.content_made import LIBRARY, content, evaluation

MOMENT = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> <img src=https://evil.example/x> =cmd|x"


def made(told=None, **about):
    return content(evaluation(120, 9, 6, 15), **about).model_copy(
        update={"adviser": told or says()}
    )


def html(binding, told):
    return next(iter(ways_to_set(binding, told, LIBRARY.bank, content_sha256="ab" * 32)))


def typeset(binding, told):
    ways = ways_to_set(binding, told, LIBRARY.bank, content_sha256="ab" * 32)
    return pdf.render(ways, enclosures=[], made_at=MOMENT, identifier="ab" * 32)


def pages_of(binding, told):
    reader = PdfReader(io.BytesIO(typeset(binding, told).content))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@needs_pango
def test_the_full_file_has_all_of_it_and_page_one_says_whose_it_is():
    pages = pages_of(FULL, made())
    assert "Paid for by Harbour Lettings." in pages[0]
    assert (
        "Northgate Advice says that it gets nothing from the vendor. We hold no shares." in pages[0]
    )
    assert (
        "The adviser concluded “Proceed with conditions”; the rules suggested “Do not proceed yet”. "
        "Northgate Advice says why: The rest is paper."
    ) in pages[0]
    assert "Dear Jo," in pages[1]
    assert "Northgate Advice. Triage Turbo for Harbour Lettings. Full file." in pages[1]
    everything = " ".join(pages)
    for said in (
        "Suggested by the rules Do not proceed yet",
        "Concluded by Northgate Advice: Anwen, 20 November 2026 Proceed with conditions",
        "Why they differ. The rest is paper.",
        "Terms of Northgate Advice, version 3 of 1 November 2026",
        "Only you.",
        "The answers and one test.",
    ):
        assert everything.count(said) == 1, said


@needs_pango
def test_the_client_report_names_the_terms_and_keeps_to_its_pages():
    pages = pages_of(CLIENT, made())
    assert len(pages) <= 6
    everything = " ".join(pages)
    assert "Northgate Advice concluded: Proceed with conditions." in everything
    assert "Terms of Northgate Advice, version 3 of 1 November 2026: they stand whole" in everything
    assert "Dear Jo" not in everything


def test_a_report_without_an_adviser_says_nothing_of_one():
    alone = content(evaluation(120, 9, 6, 15))
    for binding in BINDINGS:
        page = html(binding, alone)
        assert "adviser" not in page.split("<main>")[0]
        assert "Reliance" not in page
        assert "--accent" not in page
    assert "Who paid for it: not declared. Interests in the vendor: not declared." in (
        page_one(alone, LIBRARY.bank).prepared
    )


@pytest.mark.parametrize(
    ("payer", "commission", "said"),
    [
        ("adviser", False, "Paid for by Northgate Advice. Northgate Advice says that it gets nothing"),
        ("vendor", True, "Paid for by the vendor, Larkfield Systems. Northgate Advice gets something from the vendor: Ten in a hundred."),
        ("other", False, "Paid for by somebody else: Ten in a hundred. Northgate Advice says that it gets nothing from the vendor."),
    ],
)  # fmt: skip
def test_page_one_says_who_pays_and_what_comes_from_the_vendor(payer, commission, said):
    interests = Interests(payer=payer, commission=commission, words="Ten in a hundred")
    assert said in page_one(made(says(interests=interests)), LIBRARY.bank).prepared


def test_a_conclusion_whose_reason_is_not_there_says_so():
    """The rules' suggestion moved after the adviser had agreed with it: no reason was needed then."""
    moved = Conclusion(
        suggested="do_not_proceed_yet", concluded="proceed", by="Anwen", on=date(2026, 11, 20)
    )
    told = made(says(conclusion=moved))
    assert page_one(told, LIBRARY.bank).concluded == (
        "The adviser concluded “Proceed”; the rules suggested “Do not proceed yet”. "
        "Northgate Advice gives no reason."
    )
    assert "No reason is given." in html(CLIENT, told)


def test_a_conclusion_that_agrees_is_not_set_apart():
    agreed = Conclusion(suggested="proceed", concluded="proceed", by="Anwen", on=date(2026, 11, 20))
    told = made(says(conclusion=agreed))
    assert "The rules suggested the same." in html(FULL, told)
    assert page_one(told, LIBRARY.bank).concluded == ""


@needs_pango
def test_what_is_hostile_stays_words_and_asks_for_nothing():
    told = says(
        firm=HOSTILE, scope=read(HOSTILE), opinion=read(HOSTILE), letter=read(HOSTILE),
        reliance=Reliance(version=1, said_on=date(2026, 11, 1), text=read(HOSTILE)),
    )  # fmt: skip
    for binding in BINDINGS:
        page = html(binding, made(told))
        assert "<script" not in page
        assert "<img src=https" not in page
        typeset(binding, made(told))


def test_a_brand_holds_a_colour_and_a_picture_and_nothing_else():
    for bad in (
        {"accent": "red}body{display:none"},
        {"logo": '"><script>'},
        {"logo_type": "image/svg+xml"},
    ):
        with pytest.raises(ValidationError):
            Brand(**bad)


@needs_pango
@pytest.mark.parametrize(
    "address",
    ["data:text/html,x", "data:image/svg+xml;base64,PHN2Zy8+", "data:image/png,abc", "https://x.example/"],
)  # fmt: skip
def test_no_other_picture_is_taken_than_one_that_came_with_the_page(address):
    page = (
        f'<html lang="en"><title>t</title><body><p>x</p><img alt="" src="{address}"></body></html>'
    )
    with pytest.raises(OutOfOrder):
        pdf.render([page], enclosures=[], made_at=MOMENT, identifier="ab" * 32)


@needs_pango
def test_the_logo_has_its_words_and_the_file_keeps_to_both_standards_and_to_its_bytes():
    first, second = (typeset(FULL, made()).content for _ in range(2))
    assert first == second
    with pikepdf.open(io.BytesIO(first)) as opened:
        alternatives = [
            str(each.get("/Alt"))
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
        titles = [str(item.title) for item in opened.open_outline().root]
    assert alternatives.count("Northgate Advice") == 2
    assert {"Covering letter", "The adviser’s opinion", "Scope, interests and reliance"} <= set(
        titles
    )
