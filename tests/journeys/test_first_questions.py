"""From a tool's name to the half-page for the file, and back to work when a reason changes."""

import pytest
from playwright.sync_api import expect

from procurement.models import Assessment
from procurement.queries import triage_record_of
from tests.journeys.browser import Site, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, follow, press, refused
from tests.journeys.test_keyboard import tab_to
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for

pytestmark = [needs_chromium, pytest.mark.usefixtures("committed")]


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    return made


@pytest.fixture
def site(firm, machine):
    return Site(machine)


def choose(page, group, *labels):
    """Tick answers of one question, read by its legend."""
    question = page.get_by_role("group", name=group)
    for label in labels:
        question.get_by_label(label, exact=True).check()


def go_on(page, heading):
    press(page, "Continue")
    arrived(page, heading)


@pytest.mark.parametrize(
    ("width", "scripts"),
    [
        pytest.param(1280, True, id="wide"),
        pytest.param(320, False, id="narrow without scripts", marks=pytest.mark.slow),
    ],
)
def test_a_small_tool_need_not_be_checked_until_personal_data_goes_in(
    firm, site, browser, width, scripts
):
    page = page_for(browser, site, width=width, scripts=scripts)
    sign_in(page, firm.owner.email)
    follow(page, "Add an AI tool")
    page.get_by_label("What is the product called?").fill("Notes Mini")
    page.get_by_label("Who sells it?").fill("Office Suite Ltd")
    page.get_by_label("What would you use it for?").fill("Drafts notes for ourselves")
    page.locator("main").get_by_role("button").click()
    arrived(page, "How it came to you")
    answer_eight_pages(page)
    follow(page, "See how deep to look")
    arrived(page, "You need not do this")
    expect(page.locator("main")).to_contain_text("About 10 a week is little")
    press(page, "Keep a half-page for the file")
    arrived(page, "Notes Mini: no check needed")
    expect(page.locator("main")).to_contain_text("more than 50 times a week")
    follow(page, "Back to your tools")
    arrived(page, "Your AI tools")
    expect(page.locator("main table")).to_contain_text("Not needed")

    follow(page, "Read the half-page")
    follow(page, "Change an answer")
    arrived(page, "Check your first answers")
    page.get_by_role("link", name="What information about people").click()
    arrived(page, "What could go into it?")
    page.get_by_label("None at all").uncheck()
    choose(page, "What information about people", "Names and contact details")
    go_on(page, "Check your first answers")
    page.goto("/")
    arrived(page, "Your AI tools")
    expect(page.locator("main table")).to_contain_text("Opened again on")
    expect(page.locator("main table")).to_contain_text("some information about people goes in")
    follow(page, "See how deep to look at Notes Mini now")
    follow(page, "See how deep to look")
    arrived(page, "A light check is enough")
    press(page, "Start the light check")
    arrived(page, "Answer what you know")
    assessment = Assessment.objects.of(firm.organisation).get()
    assert triage_record_of(assessment).outcome == "light"


def answer_eight_pages(page):
    """Answer for ten drafts a week, with a slip, a way back, and a stop half-way."""
    press(page, "Continue")
    refused(page, "How did you meet this AI? Select an answer", "Are you using it already?")
    choose(page, "How did you meet this AI?", "It is inside software we already have")
    choose(page, "Are you using it already?", "We are trying it")
    go_on(page, "What will you use it for?")
    choose(page, "What will you use it for?", "Drafting or searching inside the firm")
    go_on(page, "What could go into it?")
    page.goto("/")
    follow(page, "Go on with the first questions about Notes Mini")
    arrived(page, "What could go into it?")
    follow(page, "Back")
    arrived(page, "What will you use it for?")
    expect(page.get_by_label("Drafting or searching inside the firm")).to_be_checked()
    go_on(page, "What could go into it?")
    choose(page, "What information about people", "None at all")
    choose(page, "Could confidential", "No")
    go_on(page, "How far does a person check")
    choose(page, "How far does a person check", "It does not affect any individual")
    go_on(page, "Does anyone hold you to account")
    choose(page, "Does anyone hold you to account", "Nobody outside the firm")
    go_on(page, "How much would you use it?")
    number = page.get_by_role("textbox", name="How often would you use it?")
    number.fill("ten or so")
    choose(page, "Is the work mostly alike", "Each piece differs")
    press(page, "Continue")
    refused(page, "How often would you use it? Enter a number of requests")
    expect(number).to_have_value("ten or so")
    number.fill("10")
    go_on(page, "What does it cost?")
    included = "No price of its own; it is part of something we pay for"
    choose(page, "What were you quoted for this version?", included)
    choose(page, "And for the bigger version?", included)
    page.get_by_role("textbox", name="Roughly what does one wrong answer cost").fill("£2")
    go_on(page, "Where will the model run?")
    choose(page, "Where will the model run?", "The vendor's own cloud service")
    go_on(page, "Check your first answers")
    expect(page.locator("main")).to_contain_text("10 a week")


@pytest.mark.slow
def test_the_first_page_is_answered_by_keyboard_alone(firm, site, browser):
    assessment = open_for(firm)
    page = page_for(browser, site, width=320)
    page.emulate_media(reduced_motion="reduce")
    sign_in(page, firm.owner.email)
    arrived(page, "Your AI tools")
    tab_to(page, "Answer eight first questions")
    page.keyboard.press("Enter")
    arrived(page, "How it came to you")
    tab_to(page, "A cheaper version of something")
    page.keyboard.press("ArrowDown")
    tab_to(page, "We are thinking about it")
    page.keyboard.press("Space")
    tab_to(page, "Continue")
    page.keyboard.press("Enter")
    arrived(page, "What will you use it for?")
    said = {each.key: each.value for each in assessment.answers.all()}
    assert said == {"route": "inside_software", "in_use": "thinking"}
