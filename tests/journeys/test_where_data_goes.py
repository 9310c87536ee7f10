"""A lead follows the data on wide and narrow screens, and signs the worksheet without scripts."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from procurement.queries import latest_answers
from tests.journeys.browser import Site, hold, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, press
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for
from tests.protection.actions.test_transfer_worksheets import TOLD

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]
HOPS = [
    {"what": "inference", "company": "Larkfield Systems", "country": "GB", "data": "Messages"},
    {"what": "labelling", "company": "Annotate & Co of Manila", "country": "PH", "data": "Messages, some with names", "legal_tool": ["idta"]},
    {"what": "support", "company": "Helpline Ltd", "country": "IN", "legal_tool": ["eu_sccs_only"]},
    {"what": "subprocessor", "company": "Cloudbank Inc", "country": "US", "data": "Everything"},
    {"what": "backup", "company": "Quillbrook Hosting BV", "country": "NL"},
]  # fmt: skip
PLAIN = {
    key: said
    for key, said in TOLD.items()
    if not key.endswith("_countries") and key != "transfer_tools"
}


@pytest.fixture
def site(machine):
    return Site(machine)


@pytest.fixture
def firm():
    made = found_firm("Harbour Lettings")
    let_sign_in(made.lead)
    return made


@pytest.fixture
def there(firm):
    made = open_for(firm)
    told = PLAIN | {
        "hops": HOPS,
        "customer_data_to_teacher": "third_party",
        "stripped_first": "coded",
    }
    answer(made, firm.owner, **told)
    return made


def place_of(assessment):
    return f"/o/{assessment.organisation_id}/assessments/{assessment.id}/where-data-goes/"


def shoot(page, name):
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder, f"{name}.png"), full_page=True)


LOOKS = (
    (1280, {}),
    (1280, {"color_scheme": "dark"}),
    (1280, {"forced_colors": "active"}),
    (320, {}),
    (320, {"color_scheme": "dark"}),
)


def test_the_picture_is_for_every_eye(site, browser, firm, there):
    for width, look in LOOKS:
        page = page_for(browser, site, width=width)
        page.emulate_media(**look)
        sign_in(page, firm.lead.email)
        page.goto(place_of(there))
        arrived(page, "Where the data goes")
        for said in ("Where data goes today", "if the model ran on your own machines"):
            expect(page.get_by_role("img", name=said)).to_be_visible()
        shoot(page, f"page-{width}-{'-'.join(look.values()) or 'light'}")
        for fold in page.locator("summary").all():
            fold.click()
        hold(page)
        page.goto(f"{place_of(there)}PH/")
        arrived(page, "The risk of sending data to Philippines")
        hold(page)
        shoot(page, f"sheet-{width}-{'-'.join(look.values()) or 'light'}")


def test_without_scripts_a_lead_writes_and_signs(site, browser, firm, there):
    page = page_for(browser, site, width=320, scripts=False)
    sign_in(page, firm.lead.email)
    page.goto(place_of(there))
    page.get_by_role("link", name="Worksheet for Philippines").click()
    arrived(page, "The risk of sending data to Philippines")
    for text in page.get_by_label("what we think, and why").all():
        text.fill("Low. We read the public reports of 3 November 2026.")
    press(page, "Save the worksheet")
    arrived(page, "Sign the worksheet for Philippines")
    hold(page)
    press(page, "Sign it")
    expect(page.get_by_role("alert")).to_contain_text("Choose what you conclude")
    hold(page)
    page.get_by_label("It may go ahead").first.check()
    press(page, "Sign it")
    arrived(page, "Where the data goes")
    expect(page.get_by_text("You signed the worksheet for Philippines.")).to_be_visible()
    hold(page)
    shoot(page, "signed-320")
    # India has a worksheet of its own, and nobody has signed that.
    assert latest_answers(there)["tra_done"].value == "in_progress"


def test_what_cannot_be_drawn_and_what_stays_at_home(site, browser, firm):
    page = page_for(browser, site)
    sign_in(page, firm.lead.email)
    untold, home = open_for(firm), open_for(firm, product="Home Sorter")
    at_home = {key: said for key, said in TOLD.items() if key != "transfer_tools"}
    answer(home, firm.owner, **at_home | {"inference_countries": ["GB"]})
    for assessment, said in (
        (untold, "We cannot draw this yet."),
        (home, "Everything stays in the United Kingdom."),
    ):
        page.goto(place_of(assessment))
        expect(page.get_by_text(said)).to_be_visible()
        hold(page)
        shoot(page, said[:10].strip().replace(" ", "-"))
