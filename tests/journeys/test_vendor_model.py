"""A model to hand in, by both sides in a browser: without scripts, at 320 pixels."""

import pytest
from django.conf import settings

from portal import deleting
from portal.actions.model_tasks import ask_for_model
from portal.models import HandedModel, VendorRequest
from portal.tasks import DELETE_MODEL
from tests.evaluations.assessments import done
from tests.journeys.browser import Site, hold, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, follow, press, refused
from tests.journeys.vendor_tasks import SIZES, entered
from tests.organisations.cast import found_firm
from tests.portal.asked import ask
from tests.procurement.opened import open_for

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]

MODEL = settings.BASE_DIR / "demo/data/enquirysense_lite.zip"


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    return made


@pytest.fixture
def asked(firm):
    return ask(open_for(firm), firm)


@pytest.mark.parametrize(("width", "scripts"), SIZES)
def test_the_vendor_accepts_the_terms_and_hands_in_the_model(
    firm, asked, machine, browser, width, scripts, tmp_path
):
    page = entered(browser, Site(machine), asked.link, width=width, scripts=scripts)
    ask_for_model(asked=asked.request, instructions="The one you quoted", by=firm.owner.as_actor())
    page.reload()
    follow(page, "Hand in the model")
    arrived(page, "Terms for testing your model")
    press(page, "Accept the terms")
    refused(page, "Enter what you do there", "Tick the box if you accept the terms")
    page.get_by_label("What you do there").fill("Head of product")
    page.get_by_label("I accept these terms").check()
    press(page, "Accept the terms")
    arrived(page, "Hand in the model")
    press(page, "Hand it in")
    refused(page, "Choose the model file")
    page.locator("input[type=file]").set_input_files(MODEL)
    press(page, "Hand it in")
    arrived(page, "Your model is here")
    handed = HandedModel.objects.of(firm.organisation).get()
    done(handed.inspection)
    follow(page, "Refresh")
    page.get_by_text("Received and inspected").wait_for()
    hold(page)
    # The request ends, and with it the model; the receipt of that is the buyer's page too.
    VendorRequest.objects.of(firm.organisation).update(state="expired")
    deleting.look_round(kind_name=DELETE_MODEL)
    handed.refresh_from_db()
    done(handed.deletion)
    buyer = page_for(browser, Site(machine), width=width, scripts=scripts)
    sign_in(buyer, firm.owner.email)
    request = asked.request
    buyer.goto(
        f"/o/{request.organisation_id}/assessments/{request.assessment_id}/vendor/{request.id}/"
        f"models/{handed.task_id}/"
    )
    assert f"Record of deletion {handed}" in buyer.locator("main").inner_text()
    hold(buyer)
