"""A DPIA from the tool's page to a signed version: by keys, without scripts, wide and narrow."""

import pytest
from playwright.sync_api import expect

from protection.models import DpiaVersion
from tests.journeys.browser import Site, hold, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, follow, press
from tests.journeys.test_keyboard import tab_to
from tests.organisations.cast import found_firm
from tests.protection.filled import NO_PEOPLE, RISK, filled, leave_out_proposals, page_of, told

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]


@pytest.fixture
def site(machine):
    return Site(machine)


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    return made


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (320, False)])
def test_from_the_tool_to_a_signed_version(site, browser, firm, width, scripts):
    made = told(firm)
    page = page_for(browser, site, width=width, scripts=scripts)
    sign_in(page, firm.owner.email)
    page.goto(f"/o/{made.organisation_id}/assessments/{made.id}/")
    hold(page)
    follow(page, "Do we need one, and why")
    arrived(page, "DPIA: needed")
    hold(page)
    follow(page, "Go to the worksheet")
    arrived(page, "DPIA worksheet")
    follow(page, "Describe what happens to the data")
    page.get_by_label("Your words: what happens to the data").fill("Tenants write; it sorts.")
    press(page, "Save and go on")
    arrived(page, "Ask people")
    page.get_by_label("Your words: the people whose data it is").fill("We asked ten tenants.")
    press(page, "Save and go on")
    arrived(page, "Is it needed, and fair?")
    page.get_by_label("Your words: what allows you to use the data").fill("Our contract with them.")
    page.get_by_label("Your words: does it work, and is there another way?").fill("A trial.")
    hold(page)
    press(page, "Save and go on")
    arrived(page, "Find the risks to people")
    follow(page, "Add your own risk")
    page.get_by_label("What could go wrong?").fill(RISK.title)
    for group, level in (
        ("How likely is it?", "Possible"),
        ("How bad would it be?", "Serious harm"),
        ("How likely is it then?", "Remote"),
        ("How bad would it be then?", "Serious harm"),
    ):
        page.get_by_role("group", name=group).get_by_label(level).check()
    hold(page)
    press(page, "Save the risk")
    arrived(page, "Find the risks to people")
    hold(page)
    leave_out_proposals(firm, made)
    page.goto(page_of(made, "dpia_sign"))
    arrived(page, "Sign and keep it")
    page.get_by_label("Go ahead, with the measures listed").check()
    press(page, "Sign the DPIA")
    expect(page.get_by_role("alert")).to_contain_text("Say why you decide so")
    hold(page)
    page.get_by_label("Reason").fill("The measures do.")
    page.get_by_label("What are you in the firm?").fill("Director")
    press(page, "Sign the DPIA")
    arrived(page, "DPIA, version 1")
    expect(page.get_by_text("We asked ten tenants.")).to_be_visible()
    hold(page)
    assert DpiaVersion.objects.of(made.organisation_id).get().is_done


def test_by_keys_alone_the_decision_that_none_is_needed(site, browser, firm):
    made = told(firm, **NO_PEOPLE)
    page = page_for(browser, site, width=320)
    page.emulate_media(reduced_motion="reduce")
    sign_in(page, firm.owner.email)
    page.goto(page_of(made, "dpia"))
    arrived(page, "DPIA: not needed")
    tab_to(page, "Record why none is needed")
    page.keyboard.press("Enter")
    arrived(page, "Record why no DPIA is needed")
    tab_to(page, "Why do you need none?")
    page.keyboard.type("No data about people goes in.")
    tab_to(page, "What are you in the firm?")
    page.keyboard.type("Director")
    tab_to(page, "Record it")
    page.keyboard.press("Enter")
    arrived(page, "Why no DPIA is needed, version 1")
    hold(page)


@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_a_filled_worksheet_holds_in_the_dark_and_in_forced_colours(site, browser, firm, look):
    made = filled(firm)
    page = page_for(browser, site, width=320)
    page.emulate_media(**look)
    sign_in(page, firm.owner.email)
    for name in ("dpia_worksheet", "dpia_sign", "dpia_officer"):
        page.goto(page_of(made, name))
        hold(page)
    for section in ("describe", "risks", "measures"):
        page.goto(page_of(made, "dpia_step", section=section))
        hold(page)
    page.goto(page_of(made, "dpia_risk", number=1))
    hold(page)
