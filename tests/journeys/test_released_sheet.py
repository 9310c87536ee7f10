"""The buyer makes a sheet for a vendor and lets it leave, in a browser: without scripts, at 320 pixels."""

import pytest

from tests.evaluations.assessments import done
from tests.journeys.browser import Site, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, follow, press, refused
from tests.journeys.vendor_tasks import SIZES, examples_for
from tests.organisations.cast import found_firm
from tests.portal.asked import ask
from tests.procurement.opened import open_for

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    return made


@pytest.fixture
def asked(firm):
    return ask(open_for(firm), firm)


@pytest.fixture
def samples(firm, asked):
    return examples_for(asked, firm)


@pytest.mark.parametrize(("width", "scripts"), SIZES)
def test_the_buyer_looks_and_releases_a_sheet(
    firm, asked, samples, machine, browser, width, scripts
):
    page = page_for(browser, Site(machine), width=width, scripts=scripts)
    sign_in(page, firm.owner.email)
    request = asked.request
    page.goto(
        f"/o/{request.organisation_id}/assessments/{request.assessment_id}/vendor/{request.id}/"
    )
    follow(page, "Ask them to run a sheet")
    arrived(page, "Ask them to run a sheet")
    press(page, "Make the sheet")
    arrived(page, "We are making the sheet")
    done(request.sheet_tasks.get().job)
    if not scripts:
        follow(page, "Refresh")
    page.get_by_role("heading", level=1, name="May this sheet leave?").wait_for()
    arrived(page, "May this sheet leave?")
    shown = page.locator("main").inner_text()
    assert "p1@mail.example" in shown
    assert "[email address]" in shown
    press(page, "Release the sheet")
    refused(page, "Tick the box if the texts may go", "Tick the box if the sheet may go there")
    page.get_by_label("I have looked at what was found").check()
    page.get_by_label("I have read where the sheet goes").check()
    press(page, "Release the sheet")
    arrived(page, "The link for M. Okoro")
    follow(page, "Continue")
    arrived(page, "Questions to M. Okoro")
    follow(page, "Run a sheet of examples")
    arrived(page, "The sheet they run for you")
