"""Labelling in a browser: left and taken up again, on a phone, without scripts, by two people."""

import pytest
from playwright.sync_api import expect

from labelling.lifecycle import Voice
from labelling.queries import examples_for, progress_of
from tests.journeys.browser import Site, hold, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, follow, press, refused
from tests.labelling.labelled import KINDS, kind_of, prepared, say
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    let_sign_in(made.lead)
    return made


@pytest.fixture
def assessment(firm):
    return open_for(firm)


def arrive_at(page, assessment, made=None, further=""):
    place = f"/o/{assessment.organisation_id}/assessments/{assessment.id}/labelling/"
    page.goto(place + (f"{made.id}/{further}" if made else further))


def shown_text(page):
    return page.locator("#text").inner_text()


@pytest.mark.parametrize(("width", "scripts"), [(320, True), (320, False), (1280, True)])
def test_it_is_left_and_taken_up_again(firm, assessment, machine, browser, width, scripts):
    """On a phone and without scripts: choose, press, leave, come back at the same place, change one."""
    made = prepared(assessment, firm.owner.as_actor(), number=20)
    site = Site(machine)
    page = page_for(browser, site, width=width, scripts=scripts)
    sign_in(page, firm.owner.email)
    arrive_at(page, assessment, made, "label/")
    arrived(page, "Example 1")
    press(page, "Save and show the next")
    refused(page, "Choose a kind, or “Cannot say”")
    for number in range(1, 4):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Example {number}")
        page.get_by_role("radio", name=KINDS[int(kind_of(shown_text(page))) - 1].name).check()
        if number == 3:
            page.get_by_label("This is one of my hard ones").check()
        press(page, "Save and show the next")
    arrived(page, "Example 4")
    follow(page, "Stop here")
    arrived(page, "Label your examples")

    later = page_for(browser, site, width=width, scripts=scripts)
    sign_in(later, firm.owner.email)
    arrive_at(later, assessment, made)
    expect(later.get_by_text("3 of 20")).to_be_visible()
    follow(later, "Go on labelling")
    arrived(later, "Example 4")
    expect(later.get_by_text("3 of 20, about 2 minutes left")).to_be_visible()
    follow(later, "Change the last one, 3")
    arrived(later, "Example 3")
    expect(later.get_by_label("This is one of my hard ones")).to_be_checked()
    later.get_by_role("radio", name="Cannot say").check()
    press(later, "Save and show the next")
    arrived(later, "Example 4")
    expect(later.get_by_text("Saved: example 3 is Cannot say.")).to_be_visible()
    assert progress_of(made, Voice.FIRST).cannot_say == 1


def test_keys_work_in_the_form_only_and_can_be_turned_off(firm, assessment, machine, browser):
    made = prepared(assessment, firm.owner.as_actor(), number=20)
    page = page_for(browser, Site(machine))
    sign_in(page, firm.owner.email)
    arrive_at(page, assessment, made, "label/")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("kbd").first).to_be_visible()
    page.get_by_role("link", name="Stop here").focus()
    page.keyboard.press("1")
    page.wait_for_timeout(300)
    assert progress_of(made, Voice.FIRST).done == 0
    page.get_by_label("Label by keys").focus()
    page.keyboard.press("Space")
    expect(page.locator("kbd").first).to_be_hidden()
    page.locator("#text").focus()
    page.keyboard.press("1")
    page.reload()
    page.locator("#text").focus()
    page.keyboard.press("1")
    page.wait_for_timeout(300)
    assert progress_of(made, Voice.FIRST).done == 0
    page.get_by_label("Label by keys").check()
    page.locator("#text").focus()
    page.keyboard.press("h")
    expect(page.get_by_label("This is one of my hard ones")).to_be_checked()
    page.keyboard.press("s")
    page.wait_for_url("**/label/2/")
    page.keyboard.press("u")
    page.wait_for_url("**/label/1/")
    expect(page.get_by_role("radio", name="Cannot say")).to_be_checked()


def test_two_people_label_blind_and_settle_where_they_differ(firm, assessment, machine, browser):
    made = prepared(assessment, firm.owner.as_actor(), number=20)
    say(made, firm.owner.as_actor())
    site = Site(machine)
    page = page_for(browser, site, width=320)
    sign_in(page, firm.lead.email)
    arrive_at(page, assessment, made)
    follow(page, "Look through the labels")
    arrived(page, "The labels so far")
    expect(page.get_by_text("shown to you when both are done")).to_be_visible()
    follow(page, "Be the second person")
    arrived(page, "A second person")
    press(page, "Begin as the second person")
    numbers = [each.number for each in examples_for(made, Voice.SECOND)]
    for number in numbers:
        page.locator("h1", has_text=f"Example {number} for the second person").wait_for()
        assert page.get_by_role("radio", checked=True).count() == 0
        key = kind_of(shown_text(page))
        page.keyboard.press(
            "s" if number == numbers[0] else "3" if number == numbers[1] and key != "3" else key
        )
        page.wait_for_url("**/second/" if number == numbers[-1] else f"**/second/{number + 1}/")
    arrived(page, "A second person")
    expect(page.get_by_text("Cohen’s kappa")).to_be_visible()
    owner = page_for(browser, site)
    sign_in(owner, firm.owner.email)
    arrive_at(owner, assessment, made, "second/")
    follow_settle = owner.get_by_role("link", name="Settle")
    follow_settle.click()
    arrived(owner, "Settle where you differ")
    while owner.get_by_role("button", name="Settle this one").count():
        hold(owner)
        owner.get_by_role("radio", name="Viewings").check()
        press(owner, "Settle this one")
        owner.wait_for_load_state()
    arrived(owner, "Where you differed")
    assert "Not yet" not in owner.locator("table").inner_text()


def test_on_a_phone_one_tap_saves_where_somebody_wants_that(firm, assessment, machine, browser):
    made = prepared(assessment, firm.owner.as_actor(), number=20)
    page = page_for(browser, Site(machine), width=320)
    sign_in(page, firm.owner.email)
    arrive_at(page, assessment, made, "label/")
    page.locator(".l-name", has_text="Repairs").click()
    page.wait_for_timeout(300)
    assert progress_of(made, Voice.FIRST).done == 0
    page.get_by_label("One tap saves").check()
    page.locator(".l-name", has_text="Viewings").click()
    page.wait_for_url("**/label/2/")
    # The next text is in sight, without scrolling past the head of the page.
    expect(page.locator("#text")).to_be_in_viewport(ratio=1)
    expect(page.get_by_label("One tap saves")).to_be_checked()
    page.get_by_role("radio", name="Repairs").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(300)
    page.locator(".l-name", has_text="Arrears").click()
    page.wait_for_url("**/label/3/")
    assert progress_of(made, Voice.FIRST).done == 2
    hold(page)
