"""A document proves an answer and gives others: on a phone, without scripts, in a real browser."""

import pytest
from playwright.sync_api import FilePayload

from tests.journeys.browser import Site, hold, let_sign_in, needs_chromium, page_for, sign_in
from tests.organisations.cast import found_firm
from tests.procurement.model_documents.papers import CARD
from tests.procurement.opened import answer, open_for, page_of

pytestmark = [needs_chromium, pytest.mark.usefixtures("committed")]


def test_from_an_upload_to_proven_answers(committed, machine, browser):
    firm = found_firm("Harbour Lettings")
    let_sign_in(firm.owner)
    assessment = open_for(firm)
    answer(assessment, firm.owner, notice_days=30)
    question = page_of(assessment, "question", key="notice_days")
    page = page_for(browser, Site(machine), width=320, scripts=False)
    sign_in(page, firm.owner.email)

    page.get_by_role("link", name="Documents", exact=True).click()
    page.wait_for_load_state()
    hold(page)
    page.get_by_role("link", name="Add a document").click()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_load_state()
    hold(page)
    page.get_by_role("link", name="Choose the document").click()
    logo: FilePayload = {
        "name": "logo.svg",
        "mimeType": "image/svg+xml",
        "buffer": b"<svg onload='x'/>",
    }
    page.get_by_label("The document", exact=True).set_input_files(logo)
    page.get_by_label("What is it?").select_option("Model card")
    page.get_by_role("button", name="Add it").click()
    assert "This is an XML file" in page.inner_text("main")
    page.wait_for_load_state()
    hold(page)
    card: FilePayload = {"name": "README.md", "mimeType": "text/markdown", "buffer": CARD.encode()}
    page.get_by_label("The document", exact=True).set_input_files(card)
    page.get_by_role("button", name="Add it").click()
    page.wait_for_load_state()
    hold(page)

    page.get_by_role("link", name="See what it says for Triage Turbo 3.2").click()
    page.wait_for_load_state()
    hold(page)
    page.get_by_label("Which existing model did it start from").check()
    page.get_by_role("button", name="Take over what is ticked").click()
    assert "1 answer taken over from “README.md”." in page.inner_text("main")

    page.goto(question)
    page.get_by_role("link", name="Add a document").click()
    page.get_by_label("README.md (model card)").check()
    page.get_by_label("Where in it?").fill("line 3")
    page.get_by_label("I have read it there").check()
    page.get_by_role("button", name="Add this document").click()
    page.wait_for_load_state()
    hold(page)
    assert "Model card, line 3. Not looked at." in page.inner_text("main")

    page.get_by_role("link", name="README.md").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Save a copy to read").click()
    assert taken.value.suggested_filename == "README.md"
    assert taken.value.path().read_bytes() == CARD.encode()
