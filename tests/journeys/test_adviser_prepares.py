"""An adviser gives its firm a look and terms, says its part, and goes down the list until the report is made."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reports.advising.models import AdviserDraft
from reports.models import Report
from tests.journeys.browser import Site, hold, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, follow, press, refused
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for
from tests.reports.advising.advised import png

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]


@pytest.fixture
def site(machine):
    return Site(machine)


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.adviser)
    return made


def choose(page, group, label):
    page.get_by_role("group", name=group).get_by_label(label, exact=True).check()


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (320, False)])
def test_from_brand_to_the_list_that_makes_the_report(site, browser, firm, width, scripts):
    assessment = open_for(firm)
    answer(assessment, firm.owner, **TO_INDIA)
    page = page_for(browser, site, width=width, scripts=scripts)
    sign_in(page, firm.adviser.email)
    page.goto(reverse("reports:reports", args=[assessment.organisation_id, assessment.id]))
    follow(page, "Prepare it for your firm")
    arrived(page, "Prepare the report as an adviser")
    page.get_by_label("The name of your firm").fill("Northgate Advice")
    press(page, "Prepare it")
    arrived(page, "Still needed for the report")
    missing = page.url
    brand(page)
    page.goto(missing)
    terms_and_a_kept_text(page)
    page.goto(missing)
    interests_scope_and_conclusion(page)
    letter(page)

    press(page, "Make the report")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Making report 1")
    draft = AdviserDraft.objects.of(firm.organisation).get()
    assert (draft.concluded, draft.commission, draft.payer) == ("proceed", "yes", "client")
    assert draft.scope == "- The answers of {vendor}"
    assert draft.letter.endswith("This is **our** report.")
    assert Report.objects.of(firm.organisation).count() == 1


def brand(page):
    follow(page, "Logo and colour")
    arrived(page, "Logo and colour")
    page.get_by_label("Your colour (optional)").fill("#ffcc00")
    press(page, "Save")
    refused(page, "#ffcc00 is too pale to be read on white paper")
    page.get_by_label("Your colour (optional)").fill("#5b2a6e")
    page.get_by_label("Your logo (optional)").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": png(120, 30)}
    )
    press(page, "Save")
    logo = page.get_by_alt_text("The logo of Northgate Advice")
    expect(logo).to_have_js_property("naturalWidth", 120)
    hold(page)


def terms_and_a_kept_text(page):
    follow(page, "Terms of reliance")
    arrived(page, "Terms of reliance")
    press(page, "Say these terms")
    arrived(page, "Reports for clients")
    follow(page, "Keep a text")
    page.get_by_label("What do you call it?").fill("What I look at")
    page.get_by_label("The text").fill("- The answers of {vendor}")
    press(page, "Keep it")
    expect(page.get_by_role("link", name="What I look at")).to_be_visible()


def interests_scope_and_conclusion(page):
    follow(page, "Interests")
    choose(page, "Who pays for this report?", "The client")
    choose(page, "Do you get anything from the vendor?", "Yes")
    press(page, "Declare")
    refused(page, "Say what you get from the vendor")
    page.get_by_label("What should the reader know of it?").fill("Ten in a hundred of each sale")
    press(page, "Declare")
    follow(page, "Scope")
    page.get_by_label("Put in a text you keep").select_option(label="What I look at")
    press(page, "Put it at the end")
    expect(page.get_by_text("Not kept yet.")).to_be_visible()
    hold(page)
    press(page, "Keep it")
    follow(page, "Conclusion")
    choose(page, "What do you conclude?", "Proceed")
    press(page, "Save your conclusion")
    refused(page, "You conclude otherwise than the rules suggest. Say why.")
    page.get_by_label("Why?").fill("A trial with made-up messages harms nobody")
    press(page, "Save your conclusion")
    arrived(page, "Ready for the report")


def letter(page):
    follow(page, "Covering letter")
    page.get_by_label("The letter").fill("Dear {cleint},")
    press(page, "Show how it reads")
    refused(page, "We do not know the placeholder “{cleint}”.")
    page.get_by_label("The letter").fill("Dear {client},\n\nThis is **our** report.")
    press(page, "Show how it reads")
    expect(page.locator(".a-reads")).to_contain_text("Dear Harbour Lettings,")
    hold(page)
    press(page, "Keep it")
    arrived(page, "Ready for the report")
