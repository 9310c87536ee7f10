"""A new version against the last on the same examples, in a browser: asked, looked at, put beside."""

import pytest
from playwright.sync_api import expect

from evaluations.models import Run
from tests.evaluations.assessments import open_for
from tests.journeys.browser import (
    Site,
    hold,
    let_sign_in,
    needs_chromium,
    page_for,
    sign_in,
)
from tests.journeys.steps import KINDS, arrived, examples, follow, press, refused, waited
from tests.organisations.cast import found_firm

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    return made


@pytest.fixture
def site(firm, machine):
    machine.start_broker()
    machine.start_clock()
    machine.start_worker()
    return Site(machine)


def choose(page, side, file):
    group = "What do you have of this version?" if side == "this" else "What do you have of it?"
    page.get_by_role("group", name=group).get_by_label("A sheet of its answers").check()
    page.get_by_label(
        f"File of {'this' if side == 'this' else 'the other'} version"
    ).set_input_files(file)


def test_a_new_version_is_tested_against_the_last_on_a_phone(firm, site, browser, tmp_path):
    assessment = open_for(firm)
    page = page_for(browser, site, width=320)
    sign_in(page, firm.owner.email)
    files = examples(tmp_path)
    page.goto(f"/o/{firm.organisation.id}/assessments/{assessment.id}/tests/new/")
    page.get_by_label("Your file of examples").set_input_files(files["inbox"])
    press(page, "Upload the examples")
    waited(page, "Say what each column is", scripts=True)
    page.get_by_label("People", exact=True).check()
    page.get_by_role("group", name="Has the vendor seen").get_by_label("No", exact=True).check()
    press(page, "Use these examples")
    waited(page, "Your examples, before any test", scripts=True)
    follow(page, "Choose what to compare")
    arrived(page, "Choose what is compared")
    press(page, "Start the test")
    refused(page, "Choose how many more wrong answers you could live with")
    choose(page, "this", files["cheap"])
    choose(page, "other", files["bigger"])
    limits = page.get_by_role("group", name="Out of 100")
    expect(limits.locator("input:checked")).to_have_count(0)
    limits.get_by_label("5 more").check()
    press(page, "Start the test")
    waited(page, "In every 100 examples", scripts=True)
    expect(page.locator("main")).to_contain_text("This is the only test of")
    for summary in page.locator("main summary").all():
        summary.focus()
        page.keyboard.press("Enter")
    hold(page)
    with page.expect_download() as got:
        page.get_by_role("link", name="Download the kinds of case").click()
    assert got.value.path().read_text(encoding="utf-8-sig").startswith("kind of case,examples")

    follow(page, "Set a new version against this one")
    arrived(page, "Choose what is compared")
    expect(limits.get_by_label("5 more")).to_be_checked()
    expect(page.get_by_label("An earlier version of the same product")).to_be_checked()
    # The new version is right wherever the bigger one is.
    choose(page, "this", files["bigger"])
    press(page, "Start the test")
    waited(page, "fewer wrong than the earlier version", scripts=True)
    ledger = page.get_by_role("region", name="Every test on these examples")
    expect(ledger).to_contain_text("180 examples of this test had been tested on before.")
    assert list(
        Run.objects.of(firm.organisation).order_by("asked_at").values_list("look", flat=True)
    ) == [1, 2]

    follow(page, "Put it beside another test")
    arrived(page, "Two tests side by side")
    expect(page.locator("main")).to_contain_text("Both tests used the same examples.")
    expect(page.get_by_role("row", name=KINDS[2])).to_contain_text("20 of 60")
