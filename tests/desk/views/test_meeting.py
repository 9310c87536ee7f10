"""The meeting sheet, as a stranger meets it."""

import io
import logging
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from pypdf import PdfReader

from content.refusal import OutOfOrder
from desk.forms.product_name import LONGEST
from desk.views import meeting
from procurement.decoding.decode import decode
from procurement.decoding.plain_words import NOTHING_KNOWN, in_words
from procurement.library import load_library
from procurement.meeting.loader import load_sheet
from procurement.models import Assessment
from reports.typesetting.meeting_sheet import MOST_FAMILIES, MOST_MEANINGS
from tests.conftest import needs_pango
from tests.organisations.cast import found_firm

pytestmark = pytest.mark.django_db

SHEET = "/meeting/"
ASKED = [question.ask for question in load_sheet().questions]


def page(client, name=None, *, at=SHEET):
    answer = client.get(at, {} if name is None else {"product": name})
    assert answer.status_code == 200
    return answer.content.decode()


def six_are_there(text):
    places = [text.index(ask) for ask in ASKED]
    assert places == sorted(places)


@pytest.mark.parametrize("at", ["/", SHEET])
def test_a_stranger_meets_the_six_questions_first_with_a_way_to_sign_in(client, at):
    text = page(client, at=at)
    six_are_there(text)
    assert "The paperwork says twelve tonnes" in text
    assert reverse("account_login") in text
    assert "For example" in text


def test_a_name_is_decoded_on_the_same_page_with_when_it_is_not_so(client):
    text = page(client, "Triage Turbo")
    assert '<span class="wb-part">Turbo</span>' in text
    assert "A faster, cheaper version." in text
    assert "never confirmed as distilled" in text  # the word's counter-example
    assert "A name is a hint, not proof" in text
    assert "For example" not in text
    six_are_there(text)


def test_a_known_family_comes_with_its_source_and_how_it_was_read(client):
    text = page(client, "Gemini 2.5 Flash-Lite")
    for said in (
        "Only if it really is one of these", "https://arxiv.org/abs/2403.05530",
        "As known on 21\N{NO-BREAK SPACE}November\N{NO-BREAK SPACE}2026; we read it second-hand",
    ):  # fmt: skip
        assert said in text


def test_an_unknown_name_says_so_and_still_gives_the_six(client):
    text = page(client, "Harbour Helper")
    assert NOTHING_KNOWN.split(".")[0] in text
    six_are_there(text)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter the product’s name"),
        ("  \u200b ", "Enter the product’s name"),
        ("x" * 81, "Use 80 characters or fewer"),
    ],
)
def test_a_name_that_cannot_be_read_is_kept_and_told(client, typed, sentence):
    text = page(client, typed)
    assert text.count(sentence) == 2  # in the summary and at the field
    assert "<title>Error: " in text
    assert f'value="{typed.strip()}"' in text or not typed.strip("\u200b ")
    six_are_there(text)
    for other in ("desk:meeting_pdf", "desk:meeting_email"):
        answer = client.get(reverse(other), {"product": typed})
        assert answer.url == f"{SHEET}?product={quote(typed).replace('%20', '+')}"


def test_whatever_is_typed_is_text(client):
    text = page(client, "<script>alert(1)</script> Turbo")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_nothing_is_stored_and_nothing_of_the_name_is_logged(client, caplog):
    caplog.set_level(logging.DEBUG, logger="django.request")
    for at in (SHEET, "/meeting/email/", "/meeting/answers/1/", "/meeting/nothing/"):
        client.get(at, {"product": "Sesame Secret Turbo"})
    assert "Sesame" not in caplog.text
    assert "nothing" in caplog.text  # the path of what is not there is logged, and was
    assert Session.objects.count() == 0
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("at", [SHEET, "/meeting/sheet.pdf", "/meeting/email/"])
def test_the_sheet_takes_no_posts(client, at):
    assert client.post(at, {"product": "Turbo"}).status_code == 405


def test_the_mail_shows_the_vendor_no_answer_key(client):
    text = page(client, "Triage Turbo", at="/meeting/email/")
    six_are_there(text)
    assert "mailto:?subject=Six%20questions%20about%20Triage%20Turbo&amp;body=" in text
    for question in load_sheet().questions:
        assert question.good not in text
        assert question.worrying not in text


def paper(client, name):
    answer = client.get("/meeting/sheet.pdf", {"product": name} if name else {})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    read = PdfReader(io.BytesIO(b"".join(answer.streaming_content)))
    return answer, read, " ".join(" ".join(each.extract_text() for each in read.pages).split())


@needs_pango
def test_the_paper_holds_name_six_questions_and_room_to_write(client):
    answer, read, text = paper(client, "Triage Turbo")
    assert 'filename="six-questions-triage-turbo.pdf"' in answer.headers["Content-Disposition"]
    assert len(read.pages) == 2
    assert read.metadata.title == "Six questions about Triage Turbo"
    for said in (
        *ASKED,
        "Triage Turbo",
        "never confirmed as distilled",
        "A worrying answer",
        "Who sends what",
    ):
        assert said in text


MUCH_TO_SAY = "MiniLM Ministral 3 Minitron Gemini Flash turbo Q2_K distil nano WWWW WWWWWWWWW"


# The longest there can be: wide letters, most words, most families.
@needs_pango
@pytest.mark.parametrize(
    "name",
    [
        None,
        "W" * 80,
        "W W " * 20,
        MUCH_TO_SAY,
        "turbo flash distil Q4_K_M awq gptq int8 fp8 lite nano micro tiny edge fast pro",
        "Whisper large-v3-turbo Minitron Qwen3-8B Phi-4 int8 on-device schnell WWWWWW WW",
    ],
)
def test_whatever_the_name_the_paper_has_two_pages(client, name):
    _, read, text = paper(client, name)
    assert len(read.pages) == 2
    for ask in ASKED:
        assert ask in text


def test_the_name_with_much_to_say_has_more_than_the_paper_shows():
    rulebook = load_library().rulebook
    words = in_words(decode(MUCH_TO_SAY, rulebook.lineage, as_at=rulebook.as_at))
    assert len(MUCH_TO_SAY) <= LONGEST
    assert len(words.families) > MOST_FAMILIES
    assert len(words.meanings) > MOST_MEANINGS


def told_why_not(client):
    answer = client.get("/meeting/sheet.pdf", {"product": "Triage Turbo"})
    assert answer.status_code == 503
    text = answer.content.decode()
    six_are_there(text)
    assert "Triage Turbo" in text
    return text


def test_who_finds_no_place_at_the_press_is_told_at_once(client):
    with meeting._PLACES, meeting._PLACES:
        assert "Try again in a moment" in told_why_not(client)


def test_without_the_systems_text_libraries_the_page_says_how_to_print(client, monkeypatch):
    def absent(*_, **__):
        raise OutOfOrder("This system lacks what sets the report's pages.")

    monkeypatch.setattr(meeting, "meeting_pdf", absent)
    for _ in range(3):  # and its place is free again each time
        assert "Print this page from your browser" in told_why_not(client)


def test_a_member_reads_the_sheet_too_and_goes_back_to_the_tools(client):
    firm = found_firm("Harbour Lettings")
    client.force_login(firm.reader)
    assert "Back to your tools" in page(client)
    home = client.get(reverse("desk:home", args=[firm.organisation.id])).content.decode()
    assert SHEET not in home  # a reader adds no tools
    client.force_login(firm.owner)
    home = client.get(reverse("desk:home", args=[firm.organisation.id])).content.decode()
    assert f'href="{SHEET}"' in home
    assert not Assessment.objects.of(firm.organisation).exists()
