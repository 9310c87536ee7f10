"""From a name on a quote to an assessment: a stranger with the meeting sheet, in a real browser."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from procurement.meeting.loader import load_sheet
from procurement.models import Answer
from tests.conftest import needs_pango
from tests.journeys.browser import (
    PASSWORD,
    Site,
    hold,
    let_sign_in,
    needs_chromium,
    page_for,
)
from tests.journeys.steps import arrived, follow, press, refused
from tests.journeys.test_keyboard import focus, tab_to
from tests.organisations.cast import found_firm

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]
ASKED = [question.ask for question in load_sheet().questions]


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    return made


@pytest.fixture
def site(firm, machine):
    return Site(machine)


@needs_pango
@pytest.mark.parametrize(
    ("width", "scripts"),
    [
        pytest.param(1280, True, id="wide"),
        pytest.param(320, True, id="narrow"),
        pytest.param(320, False, id="narrow without scripts"),
    ],
)
def test_from_a_name_to_an_assessment(firm, site, browser, width, scripts):
    page = page_for(browser, site, width=width, scripts=scripts)
    page.goto("/")
    arrived(page, "Check an AI product before you buy it")
    press(page, "Decode the name")
    refused(page, "Enter the product’s name")
    page.get_by_label("What is the product called?").fill("Triage Turbo")
    press(page, "Decode the name")
    arrived(page, "What the name says")
    expect(page.locator(".wb-part")).to_have_text("Turbo")
    for ask in ASKED:
        expect(page.get_by_role("heading", name=ask)).to_be_visible()
    the_paper_comes_along(page)
    the_mail_is_ready(page, scripts)
    follow(page, "I have the answers")
    fill_in(page)
    page.get_by_role("link", name="Sign in and start an assessment").click()
    page.get_by_label("Email address").fill(firm.owner.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    arrived(page, "Start an assessment")
    expect(page.get_by_label("What is the product called?")).to_have_value("Triage Turbo")
    press(page, "Start with these answers")
    refused(page, "Enter the company that sells it")
    page.get_by_label("Who sells it?").fill("Larkfield Systems")
    page.get_by_label("What would you use it for?").fill("Sorts emails")
    press(page, "Start with these answers")
    arrived(page, "Triage Turbo")
    told = dict(Answer.objects.of(firm.organisation).values_list("key", "value"))
    assert told == {
        "tier_name": "Triage Turbo",
        "training_method": ["teacher_answers"],
        "teacher_score": 94,
        "customer_data_trains": "vendor_refused",
    }


def the_paper_comes_along(page):
    with page.expect_download() as waited:
        follow(page, "Download as PDF")
    paper = PdfReader(io.BytesIO(waited.value.path().read_bytes()))
    assert len(paper.pages) == 2
    assert "Triage Turbo" in paper.pages[0].extract_text()


def the_mail_is_ready(page, scripts):
    follow(page, "Copy as an e-mail")
    arrived(page, "The six questions as an e-mail")
    for ask in ASKED:
        expect(page.get_by_label("Text", exact=True)).to_have_value(re.compile(re.escape(ask)))
    copy = page.get_by_role("button", name="Copy the text")
    if scripts:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        copy.click()
        expect(page.get_by_role("status")).to_have_text("Copied")
        assert ASKED[0] in page.evaluate("navigator.clipboard.readText()")
    else:
        expect(copy).to_be_hidden()
    follow(page, "Back to the sheet")
    arrived(page, "What the name says")


def fill_in(page):
    arrived(page, ASKED[0])
    page.get_by_label("Trained on a larger model's written answers").check()
    press(page, "Continue")
    arrived(page, ASKED[1])
    page.get_by_label("What did the larger model score").fill("very good")
    press(page, "Continue")
    refused(page, "Enter a number from 0 to 100")
    page.get_by_label("What did the larger model score").fill("94")
    for ask in ASKED[2:]:
        press(page, "Continue")
        arrived(page, ask)
    about = page.get_by_role("group", name="Does the vendor use your data to train")
    about.get_by_label("The vendor would not say").check()
    press(page, "Continue")
    arrived(page, "What the vendor said")
    hold(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_by_keyboard_alone_from_the_name_to_the_first_answer(site, browser, width):
    page = page_for(browser, site, width=width)
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    page.keyboard.press("Tab")
    assert focus(page)["name"] == "Skip to main content"
    tab_to(page, "What is the product called?")
    page.keyboard.type("Triage Turbo")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What the name says")
    tab_to(page, "I have the answers")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(ASKED[0])
    tab_to(page, "Trained from scratch")
    page.keyboard.press("Space")
    tab_to(page, "See what I have so far")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What the vendor said")
    expect(page.get_by_text("Trained from scratch")).to_be_visible()


def test_what_is_typed_is_kept_without_pressing_anything(site, browser):
    page = page_for(browser, site)
    page.goto("/meeting/answers/2/")
    page.get_by_label("What did the larger model score").fill("94")
    page.get_by_label("What did the larger model score").blur()
    expect(page.get_by_role("status")).to_contain_text("Kept in this browser")
    page.goto("/meeting/answers/")
    expect(page.get_by_text("94%")).to_be_visible()


def test_on_paper_from_the_browser_there_is_room_to_write_and_no_navigation(site, browser):
    page = page_for(browser, site)
    page.goto("/meeting/?product=Gemini+2.5+Flash-Lite+Q4_K_M")
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = " ".join(" ".join(each.extract_text() for each in paper.pages).split())
    assert len(paper.pages) <= 2
    for ask in ASKED:
        assert ask in text
    for left_out in ("Sign in", "Download as PDF", "Decode the name", "Privacy"):
        assert left_out not in text
    page.emulate_media(media="print")
    assert page.locator(".m-lines hr").first.is_visible()
