"""Answering for a vendor who answers nobody: on a small phone without scripts, and by keys alone."""

from datetime import date

import pytest

from procurement.models import Door
from tests.journeys.browser import Site, hold, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, follow, press, refused
from tests.journeys.test_keyboard import tab_to
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of

pytestmark = [needs_chromium, pytest.mark.usefixtures("committed")]
ADDRESS = "https://larkfield.example/trust"


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    return made


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, route="inside_software", personal_data_types=["contact"])
    return made


def told(assessment):
    found = assessment.answers.filter(door=Door.PUBLIC_DOCUMENT)
    return {each.key: (each.value, each.grade, each.as_of, each.words) for each in found}


@pytest.mark.parametrize(
    ("width", "scripts"),
    [
        pytest.param(320, False, id="narrow without scripts"),
        pytest.param(1280, True, id="wide", marks=pytest.mark.slow),
    ],
)
def test_from_the_questions_to_an_answer_with_its_address(
    firm, assessment, machine, browser, tmp_path, width, scripts
):
    page = page_for(browser, Site(machine), width=width, scripts=scripts)
    sign_in(page, firm.owner.email)
    page.goto(page_of(assessment, "questions"))
    follow(page, "Answer from public documents")
    arrived(page, "Answer from public documents")
    follow(page, "Start with “Trust or security page”")
    arrived(page, "Trust or security page")

    press(page, "Save these answers")
    refused(page, "Enter the web address of the page", "Answer at least one of the questions")
    page.get_by_label("Web address of the page").fill(ADDRESS)
    page.get_by_label("When did you see it?").fill("3 March 2026")
    page.get_by_label("Ireland", exact=True).first.check()
    press(page, "Save these answers")
    arrived(page, "Answer from public documents")
    assert "1 answer from here" in page.inner_text("main").replace("\xa0", " ")
    key, (value, grade, as_of, words) = next(iter(told(assessment).items()))
    assert (value, grade, as_of) == (["IE"], "public_document", date(2026, 3, 3))
    assert words == ADDRESS
    page.goto(page_of(assessment, "question", key=key))
    assert "Larkfield Systems, on its trust page" in page.content()
    hold(page)


@pytest.mark.slow
def test_keys_alone_fill_in_a_public_page(firm, assessment, machine, browser):
    page = page_for(browser, Site(machine))
    # A page that glides to what has the focus shows it a moment later.
    page.emulate_media(reduced_motion="reduce")
    sign_in(page, firm.owner.email)
    page.goto(page_of(assessment, "public_place", place="release_notes"))
    tab_to(page, "Web address of the page")
    page.keyboard.type(ADDRESS)
    tab_to(page, "When did you see it?")
    page.keyboard.press("Control+A")
    page.keyboard.type("3 March 2026")
    page.keyboard.press("Enter")
    refused(page, "Answer at least one of the questions")
    page.get_by_role("link", name="Answer at least one of the questions").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    tab_to(page, "Save these answers")
    page.keyboard.press("Enter")
    arrived(page, "Answer from public documents")
    assert len(told(assessment)) == 1
