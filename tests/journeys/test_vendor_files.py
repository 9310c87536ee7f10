"""A file at a vendor's answer, in a browser: without scripts at 320 pixels, and at a desk."""

import pytest
from playwright.sync_api import expect

from procurement.models import AnswerEvidence
from tests.journeys.browser import Site, hold, needs_chromium
from tests.journeys.steps import arrived, follow, press, refused
from tests.journeys.vendor_tasks import SIZES, entered
from tests.organisations.cast import found_firm
from tests.portal.asked import ask
from tests.procurement.opened import open_for

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]


def attach(page, name):
    page.get_by_text("file that shows it").click()
    file = {"name": name, "mimeType": "text/plain", "buffer": f"{name}: 30 days.".encode()}
    page.get_by_label("The file").set_input_files(file)
    press(page, "Continue")
    refused(page, "Choose what it is", "Choose the file again")
    page.get_by_label("The file").set_input_files(file)
    page.get_by_label("What is it?").select_option("contract")
    press(page, "Continue")
    arrived(page, "Check the answers")
    assert f"With it: {name}" in page.locator("main").inner_text()


@pytest.mark.parametrize(("width", "scripts"), SIZES)
def test_files_go_with_the_answer_or_are_taken_off(committed, machine, browser, width, scripts):
    firm = found_firm("Harbour Lettings")
    asked = ask(open_for(firm), firm, keys=("retention_days",))
    page = entered(browser, Site(machine), asked.link, width=width, scripts=scripts)
    follow(page, "Start with the first question")
    page.locator("input[name='answer-typed']").fill("30")
    attach(page, "old-terms.txt")
    follow(page, "Change")
    page.get_by_role("button", name="Take it off").click()
    expect(page.get_by_role("status").first).to_contain_text("“old-terms.txt” no longer goes")
    hold(page)
    attach(page, "terms.txt")
    page.get_by_label("What you do there").fill("Head of product")
    page.get_by_label("These answers are true").check()
    press(page, "Send answers to Harbour Lettings")
    arrived(page, "Harbour Lettings has your answers")
    with page.expect_download() as download:
        follow(page, "Download as text")
    assert "With it: terms.txt" in download.value.path().read_text()
    link = AnswerEvidence.objects.of(firm.organisation).get()
    assert (link.evidence.title, link.answer.grade) == ("terms.txt", "vendor_says")
