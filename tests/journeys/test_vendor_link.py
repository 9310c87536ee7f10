"""A vendor's people from the link to the receipt and back, without scripts, at 320 pixels, by keys."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from portal.actions.sending_back import send_back
from portal.models import VendorRequest
from procurement.models import Answer
from tests.journeys.browser import Site, hold, needs_chromium, page_for
from tests.journeys.steps import arrived, follow, press, refused
from tests.journeys.test_keyboard import press as press_key
from tests.journeys.test_keyboard import tab_to
from tests.organisations.cast import found_firm
from tests.portal.asked import ask, path_of
from tests.procurement.opened import open_for

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]

# What is answered on each question's page: a value to choose, or digits to type.
SAID = {
    "training_method": "fine_tuned",
    "customer_data_trains": "opt_out",
    "retention_days": 30,
    "inference_countries": "GB",
}


@pytest.fixture
def asked(committed):
    firm = found_firm("Harbour Lettings")
    made = ask(open_for(firm), firm, message="We decide in two weeks.")
    return firm, made


def say(page):
    """Answer the question one stands at, and go on."""
    key = re.search(r"/questions/(\w+)/", page.url).group(1)
    said = SAID[key]
    if isinstance(said, int):
        page.locator("input[name='answer-typed']").fill(str(said))
    else:
        page.locator(f"input[name='answer'][value='{said}']").check()
    press(page, "Continue")


def say_the_rest(page):
    for _ in SAID:
        if "/questions/" in page.url:
            hold(page)
            say(page)
    arrived(page, "Check the answers")


def sign(page):
    page.get_by_label("What you do there").fill("Head of product")
    page.get_by_label("These answers are true").check()
    press(page, "Send answers to Harbour Lettings")


@pytest.mark.parametrize(
    ("width", "scripts"),
    [pytest.param(320, False, id="narrow, no scripts"), pytest.param(1280, True, id="wide")],
)
def test_from_the_link_to_the_receipt_and_back(asked, machine, browser, width, scripts, tmp_path):
    firm, made = asked
    site = Site(machine)
    lead = page_for(browser, site, width=width, scripts=scripts)
    sent = []
    lead.on("request", lambda request: sent.append(request.headers.get("referer", "")))
    lead.goto(path_of(made.link))
    arrived(lead, "Harbour Lettings asks about Triage Turbo")
    press(lead, "Start")
    arrived(lead, "Your answers for Harbour Lettings")
    assert made.link not in lead.url
    follow(lead, "Start with the first question")
    press(lead, "Continue")
    refused(lead, "Select at least one answer")

    # One part goes to a colleague, who answers it by a link of their own.
    follow(lead, "Hand this part on")
    arrived(lead, "Hand a part on")
    press(lead, "Hand it on")
    refused(lead, "Choose at least one part", "Enter your colleague’s name")
    lead.get_by_label("Where the model came from").check()
    lead.get_by_label("Your colleague’s name").fill("N. Patel")
    lead.get_by_label("Their email address").fill("n.patel@larkfield.example")
    press(lead, "Hand it on")
    arrived(lead, "N. Patel has it now")
    colleague = page_for(browser, site, width=width, scripts=scripts)
    colleague.goto(path_of(lead.locator("code").inner_text()))
    arrived(colleague, "Harbour Lettings asks")
    press(colleague, "Start")
    follow(colleague, "Start with the first question")
    say(colleague)
    arrived(colleague, "Check the answers")
    expect(colleague.get_by_role("button", name="Send answers")).to_have_count(0)

    follow(lead, "Continue")
    arrived(lead, "Your answers for Harbour Lettings")
    follow(lead, "Go on")
    say_the_rest(lead)
    press(lead, "Send answers to Harbour Lettings")
    refused(lead, "Enter what you do there", "Tick the box if the answers are true")
    sign(lead)
    arrived(lead, "Harbour Lettings has your answers")
    with lead.expect_download() as download:
        follow(lead, "Download as text")
    download.value.save_as(tmp_path / "answers.txt")
    assert "N. Patel, Larkfield Systems" in (tmp_path / "answers.txt").read_text()

    # One answer comes back, with why.
    request = VendorRequest.objects.of(firm.organisation).get()
    send_back(
        asked=request,
        comments={"retention_days": "Does that hold for backups?"},
        due_on=timezone.localdate() + timedelta(days=5),
        by=firm.owner.as_actor(),
    )
    lead.goto(f"/vendor/{request.id}/")
    arrived(lead, "Harbour Lettings asks again")
    follow(lead, "Start with the first question")
    arrived(lead, "")
    expect(lead.locator("main")).to_contain_text("Does that hold for backups?")
    lead.locator("input[name='answer-typed']").fill("40")
    press(lead, "Continue")
    sign(lead)
    arrived(lead, "Harbour Lettings has your answers")
    told = Answer.objects.of(firm.organisation).filter(door="portal", key="retention_days")
    assert [each.value for each in told.order_by("version")] == [30, 40]
    assert not any("/vendor/link/" in referer for referer in sent)


@pytest.mark.parametrize("width", [1280, 320])
def test_by_keyboard_alone_from_the_link_to_an_answer(asked, machine, browser, width):
    _, made = asked
    page = page_for(browser, Site(machine), width=width)
    page.emulate_media(reduced_motion="reduce")
    page.goto(path_of(made.link))
    tab_to(page, "Start")
    press_key(page, "Enter", heading="Your answers for")
    tab_to(page, "Start with the first question")
    press_key(page, "Enter")
    page.wait_for_url("**/questions/**")
    tab_to(page, page.locator(".form-check-label").nth(4).inner_text())
    press_key(page, "Space")
    tab_to(page, "Continue")
    press_key(page, "Enter")
    page.wait_for_url("**/questions/customer_data_trains/")


def test_pages_of_a_link_that_opens_nothing(asked, machine, browser):
    _, made = asked
    site = Site(machine)
    page = page_for(browser, site, width=320, scripts=False)
    for path, heading in (
        ("/vendor/link/nobody-was-given-this/", "This link opens nothing"),
        (f"/vendor/{made.request.id}/", "Open the link in your mail"),
    ):
        answer = page.goto(path)
        assert answer.status in (403, 404)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
