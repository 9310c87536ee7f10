"""A stranger works out a payback with keys alone, no scripts and a narrow screen; an owner keeps one."""

import pytest
from playwright.sync_api import expect

from procurement.queries import latest_answers
from tests.journeys.browser import Site, hold, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, follow, press, refused
from tests.journeys.test_keyboard import tab_to
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]
SAVES = "saves about £1,870 a year"


@pytest.fixture
def site(machine):
    return Site(machine)


@pytest.mark.parametrize("width", [1280, 320])
def test_by_keys_from_the_front_page_to_a_sentence(site, browser, width):
    # Keys are looked at by a script of the test's own; the page itself needs none.
    page = page_for(browser, site, width=width)
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    tab_to(page, "Payback calculator")
    page.keyboard.press("Enter")
    arrived(page, "Does the cheaper version pay?")
    for label, said in (
        ("What does this version cost?", "1p"),
        ("What does the bigger version cost?", "10p"),
        ("How many requests do you make?", "a lot"),
    ):
        tab_to(page, label)
        page.keyboard.type(said)
    page.keyboard.press("Enter")
    refused(page, "“a lot” is no number we can read")
    tab_to(page, "“a lot” is no number")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type("400")
    tab_to(page, "Work it out")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_contain_text(SAVES)
    tab_to(page, "The same as a table")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table")).to_be_visible()
    hold(page)


def test_without_scripts_it_does_the_same_and_its_address_can_be_kept(site, browser):
    page = page_for(browser, site, width=320, scripts=False)
    page.goto("/payback/")
    hold(page)
    press(page, "Work it out")
    expect(page.get_by_role("alert")).to_contain_text("Enter what this version costs")
    hold(page)
    page.get_by_label("What does this version cost?").fill("$0.01")
    page.get_by_label("What does the bigger version cost?").fill("$0.10")
    page.get_by_label("How many requests do you make?").fill("400")
    press(page, "Work it out")
    expect(page.get_by_role("alert")).to_contain_text("how many pounds 1 US dollar costs you")
    # The error has opened what was folded away.
    page.get_by_label("What does one unit of the foreign currency cost you").fill("£1")
    press(page, "Work it out")
    result = page.get_by_role("heading", level=2).first
    expect(result).to_contain_text(SAVES)
    hold(page)
    kept = page_for(browser, site, width=320, scripts=False)
    kept.goto(page.url)
    expect(kept.get_by_role("heading", level=2).first).to_contain_text(SAVES)
    assert kept.get_by_label("What does this version cost?").input_value() == "$0.01"


@pytest.mark.parametrize("scripts", [True, False])
def test_an_owner_keeps_the_prices_as_answers(site, browser, scripts):
    firm = found_firm("Harbour Lettings")
    let_sign_in(firm.owner)
    assessment = open_for(firm)
    page = page_for(browser, site, width=320, scripts=scripts)
    sign_in(page, firm.owner.email)
    page.goto(f"/o/{firm.organisation.id}/assessments/{assessment.id}/")
    follow(page, "Payback and trade-off")
    arrived(page, "Does it pay?")
    page.get_by_label("What does this version cost?").fill("1p")
    page.get_by_label("What does the bigger version cost?").fill("10p")
    page.get_by_label("How many requests do you make?").fill("400")
    page.get_by_label("How often").select_option("a week")
    press(page, "Save and work it out")
    expect(page.get_by_role("heading", level=2).first).to_contain_text(SAVES)
    assert page.get_by_label("What does this version cost?").input_value() == "1p"
    hold(page)
    told = latest_answers(assessment)
    assert (told["price_per_1000"].value, told["price_per_1000"].words) == (10, "1p a request")
