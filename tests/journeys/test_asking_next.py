"""An owner's way through the questions in a real browser: the list, one page for all, what to ask next."""

import pytest
from playwright.sync_api import expect

from procurement.queries import latest_answers
from tests.journeys.browser import Site, hold, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, follow, press, refused
from tests.journeys.test_keyboard import tab_to
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    return made


@pytest.mark.parametrize(
    ("width", "scripts"),
    [pytest.param(320, False, id="narrow without scripts"), pytest.param(1280, True, id="wide")],
)
def test_from_the_list_through_one_page_to_what_to_ask_next(firm, machine, browser, width, scripts):
    assessment = open_for(firm)
    page = page_for(browser, Site(machine), width=width, scripts=scripts)
    sign_in(page, firm.owner.email)
    page.goto(page_of(assessment, "questions"))
    arrived(page, "Answer what you know")
    follow(page, "Show the sections of the check instead")
    expect(page.get_by_role("link", name="Product and tier", exact=True)).to_be_visible()
    hold(page)
    follow(page, "Show them by what buyers worry about")
    follow(page, "What happens when they change it?")
    arrived(page, "Check your answers: What happens when they change it?")
    expect(page.get_by_role("heading", name="For the vendor to answer")).to_be_visible()
    follow(page, "All questions")

    follow(page, "Show all open questions on one page")
    arrived(page, "All open questions")
    page.get_by_label("What is the exact name of the model").first.fill("Triage Turbo")
    volume = page.get_by_label("How many", exact=False).first
    volume.fill("lots")
    answer(assessment, firm.lead, own_trial="done_small")
    trial = page.get_by_role("group", name="Have you tested it on your own examples?")
    trial.get_by_label("Planned before we sign").check()
    press(page, "Save")
    refused(page, "in digits", "Lena answered this while you did")
    expect(page.get_by_text("1 answer saved.", exact=True)).to_be_visible()
    volume.fill("900")
    press(page, "Save")
    arrived(page, "All open questions")
    expect(page.get_by_text("2 answers saved.", exact=True)).to_be_visible()
    told = {key: each.value for key, each in latest_answers(assessment).items()}
    assert told == {"tier_name": "Triage Turbo", "monthly_volume": 900, "own_trial": "planned"}

    page.goto(page_of(assessment, "questions"))
    follow(page, "See the questions, as an e-mail or for a call")
    arrived(page, "next")
    page.goto(page_of(assessment, "asking") + "?of=vendor")
    arrived(page, "next: they settle")
    mail = page.get_by_role("link", name="Open in your e-mail program")
    assert (mail.get_attribute("href") or "").startswith("mailto:?subject=")
    copy = page.get_by_role("button", name="Copy the text")
    (expect(copy).to_be_visible if scripts else expect(copy).to_be_hidden)()


def test_by_keyboard_alone_one_answer_on_the_page_of_all(firm, machine, browser):
    assessment = open_for(firm)
    page = page_for(browser, Site(machine), width=1280)
    page.emulate_media(reduced_motion="reduce")
    sign_in(page, firm.owner.email)
    page.goto(page_of(assessment, "all_questions") + "?part=cost")
    tab_to(page, "How many")
    page.keyboard.type("900")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 answer saved.", exact=True)).to_be_visible()
    assert latest_answers(assessment)["monthly_volume"].value == 900
