"""An owner puts a certificate that signs the firm's reports, replaces it and takes it away, in a browser."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import (
    Site,
    hold,
    hold_colours,
    let_sign_in,
    needs_chromium,
    page_for,
    sign_in,
)
from tests.organisations.cast import found_firm
from tests.reports.certificates.authority import FIRM, PASSWORD, authority, issued, p12

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]


@pytest.fixture
def firm(committed):
    made = found_firm("Northgate Advice")
    let_sign_in(made.owner)
    return made


@pytest.fixture
def site(machine):
    return Site(machine)


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 320)])
def test_an_owner_puts_replaces_and_takes_away(site, browser, firm, scripts, width, tmp_path):
    page = page_for(browser, site, scripts=scripts, width=width)

    def give(content, password=PASSWORD, *, press="Put it here"):
        path = tmp_path / "firm.p12"
        path.write_bytes(content)
        page.get_by_label("The certificate with its private key").set_input_files(path)
        page.get_by_label("Its password").fill(password)
        page.get_by_role("button", name=press).click()

    def held():
        hold(page)
        if scripts:
            page.emulate_media(color_scheme="dark")
            hold_colours(page)
            page.emulate_media(color_scheme="light")

    sign_in(page, firm.owner.email)
    page.get_by_role("link", name="People").click()
    page.get_by_role("link", name="See your certificate, or put one").click()
    expect(page.get_by_text("You have none here.")).to_be_visible()
    held()

    give(p12(), "not this one")
    expect(page.get_by_text("The file does not open with this password").first).to_be_visible()
    assert page.get_by_label("Its password").input_value() == ""
    held()

    give(p12(issued(begins=-300, ends=12), beside=[authority()]))
    expect(page.get_by_text("It runs out in 12")).to_be_visible()
    expect(page.get_by_text(f"{FIRM}, GB")).to_be_visible()
    held()
    page.get_by_role("link", name="Tools", exact=True).click()
    expect(page.get_by_text("The certificate that signs your reports runs out")).to_be_visible()
    held()
    page.get_by_role("link", name="Put a new one").click()

    give(p12(), press="Replace it")
    expect(page.get_by_text("It signs your reports.")).to_be_visible()
    page.get_by_text("1 earlier certificate").click()
    held()

    page.get_by_role("button", name="Take the certificate away").click()
    expect(page.get_by_text("You have none here.")).to_be_visible()
    expect(page.get_by_text("2 earlier certificates")).to_be_visible()
