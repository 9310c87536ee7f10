"""Three people and one question: the owner asks and tests, the lead decides, the adviser reports."""

import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.conftest import needs_pango
from tests.journeys.browser import (
    Site,
    hold,
    let_sign_in,
    needs_chromium,
    page_for,
    sign_in,
)
from tests.journeys.steps import arrived, examples, follow, press, refused, waited
from tests.organisations.cast import found_firm

pytestmark = [needs_chromium, needs_pango, pytest.mark.usefixtures("committed")]
QUESTION = "Is the cheap one good enough to sort what our tenants write?"
WHY_CHANGE = "The vendor must stop training on our tenants’ messages, in writing."
WHY_NOT_YET = "Arrears go wrong too often, and our messages train the vendor’s model."


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    for person in (made.owner, made.lead, made.adviser):
        let_sign_in(person)
    return made


@pytest.fixture
def site(firm, machine):
    machine.start_broker()
    machine.start_worker()
    return Site(machine)


def test_from_the_owners_question_to_the_report(firm, site, browser, tmp_path):
    walk(firm, site, browser, tmp_path, width=1280, scripts=True)


def walk(firm, site, browser, tmp_path, *, width, scripts):
    """Go the whole way: the tool, some answers, a test, a flag, the decision, the report."""

    def visitor(person):
        page = page_for(browser, site, width=width, scripts=scripts)
        sign_in(page, person.email)
        return page

    owner = visitor(firm.owner)
    add_a_tool(owner)
    answer_some(owner)
    finding = try_on_own_examples(owner, examples(tmp_path), scripts=scripts)
    lead = visitor(firm.lead)
    flag = decide_on_a_flag(lead)
    decide_on_the_whole(lead)
    said = report_of(visitor(firm.adviser), tmp_path, scripts=scripts)
    for words in (
        QUESTION,
        finding,
        flag,
        WHY_CHANGE,
        "Do not proceed yet",
        WHY_NOT_YET,
        firm.lead.name,
    ):
        assert words in said, words


def add_a_tool(page):
    arrived(page, "Your AI tools")
    follow(page, "Add an AI tool")
    arrived(page, "Add an AI tool")
    page.get_by_label("What is the product called?").fill("Sorter Mini")
    page.get_by_label("Which version?").fill("3.2")
    page.get_by_label("Who sells it?").fill("Larkfield Systems")
    page.get_by_label("What would you use it for?").fill("Sorts tenants’ messages")
    page.get_by_label("What do you want to know?").fill(QUESTION)
    page.locator("main").get_by_role("button").click()
    answer_the_first_questions(page)
    follow(page, "Back to this tool")
    arrived(page, "Sorter Mini 3.2")
    expect(page.locator("main")).to_contain_text(QUESTION)


def answer_the_first_questions(page):
    """Answer the eight pages; the cheap quote and the tenants' messages ask for everything."""
    for heading, ticked, typed in (
        ("How it came to you", ["A cheaper version of something", "We are thinking about it"], {}),
        ("What will you use it for?", ["Sorting documents"], {}),
        (
            "What could go into it?",
            ["Names and contact details", "Free text that could contain anything", "Possibly"],
            {},
        ),
        ("How far does a person check", ["A person approves it but rarely"], {}),
        ("hold you to account", ["Nobody outside the firm"], {}),
        ("How much would you use it?", ["Mostly alike"], {"How often would you use it": "400"}),
        (
            "What does it cost?",
            [],
            {"quoted for this version": "1p", "bigger version": "10p", "wrong answer": "5"},
        ),
        ("Where will the model run?", ["Vendor's own cloud"], {}),
    ):
        arrived(page, heading)
        for label in ticked:
            page.get_by_label(label).check()
        for name, said in typed.items():
            page.get_by_role("textbox", name=name).fill(said)
        press(page, "Continue")
    arrived(page, "Check your first answers")
    follow(page, "See how deep to look")
    arrived(page, "This asks for a full assessment")
    expect(page.locator("main")).to_contain_text("costs 10 times as much")
    press(page, "Start the full assessment")
    arrived(page, "Answer what you know")


def answer_some(page):
    """Answer by ticking, by typing, by a number and by a non-answer, with two slips on the way."""
    follow(page, "Questions of")
    arrived(page, "Answer what you know")
    follow(page, "Show the sections of the check instead")
    follow(page, "Product and tier")
    arrived(page, "In which country")
    press(page, "Continue")
    refused(page, "at least one country")
    page.get_by_label("Ireland").check()
    press(page, "Continue")
    arrived(page, "exact name")
    page.get_by_role("textbox", name="exact name").fill("sorter-mini-2026-09")
    page.get_by_label("Not sure").check()
    press(page, "Continue")
    refused(page, "not both")
    expect(page.get_by_role("textbox", name="exact name")).to_have_value("sorter-mini-2026-09")
    page.get_by_label("Not sure").uncheck()
    press(page, "Continue")
    arrived(page, "run this model on your own computers")
    page.get_by_label("The vendor would not say").check()
    page.get_by_label("The vendor told us").check()
    press(page, "Continue")
    page.get_by_role("link", name="Back to all questions").click()
    arrived(page, "Answer what you know")
    follow(page, "Data use and contract")
    arrived(page, "use your data to train")
    page.get_by_label("Yes, always").check()
    page.get_by_label("We have seen it in a document").check()
    press(page, "Continue")
    arrived(page, "sent to a larger model")
    page.goto(page.url.replace("customer_data_to_teacher", "retention_days"))
    arrived(page, "how many days")
    page.get_by_role("textbox", name="How many days").fill("a year or so")
    page.get_by_label("The vendor told us").check()
    press(page, "Continue")
    refused(page, "number")
    box = page.get_by_role("textbox", name="How many days")
    expect(box).to_have_value("a year or so")
    box.fill("365")
    press(page, "Save and stop here")
    arrived(page, "Answer what you know")
    follow(page, "Back to this tool")
    arrived(page, "Sorter Mini 3.2")


def try_on_own_examples(page, files, *, scripts):
    """Bring the files, start the test, and return what its result says of the whole."""
    follow(page, "Test of")
    arrived(page, "good enough on your own work")
    follow(page, "Bring your examples")
    arrived(page, "Bring examples from your own work")
    page.get_by_label("Your file of examples").set_input_files(files["inbox"])
    press(page, "Upload the examples")
    waited(page, "Say what each column is", scripts=scripts)
    page.get_by_label("People", exact=True).check()
    page.get_by_role("group", name="Has the vendor seen").get_by_label("No", exact=True).check()
    press(page, "Use these examples")
    waited(page, "Your examples, before any test", scripts=scripts)
    follow(page, "Choose what to compare")
    arrived(page, "Choose what is compared")
    for side, file, group in (
        ("File of this version", "cheap", "What do you have of this version?"),
        ("File of the other version", "bigger", "What do you have of it?"),
    ):
        page.get_by_role("group", name=group).get_by_label("A sheet of its answers").check()
        page.get_by_label(side).set_input_files(files[file])
    page.get_by_role("group", name="Out of 100").get_by_label("Another number").check()
    page.get_by_label("Another number, in 100").fill("4")
    press(page, "Start the test")
    waited(page, "In every 100 examples", scripts=scripts)
    return page.get_by_role("heading", level=1).inner_text()


def decide_on_a_flag(page):
    """Ask for a change on the flag about training, and return the flag's title."""
    arrived(page, "Your AI tools")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Flags").click()
    arrived(page, "for a decision")
    link = page.locator("main table").get_by_role("link", name="train").first
    title = link.inner_text()
    link.click()
    arrived(page, title)
    page.get_by_label("Ask for a change first").check()
    page.get_by_label("Reason, or what must be done").fill(WHY_CHANGE)
    press(page, "Record decision")
    refused(page, "Say who will see to it")
    expect(page.get_by_label("Ask for a change first")).to_be_checked()
    expect(page.get_by_label("Reason, or what must be done")).to_have_value(WHY_CHANGE)
    page.get_by_label("Who", exact=True).fill("Lena")
    page.get_by_label("By when").fill("4 December 2030")
    press(page, "Record decision")
    expect(page.get_by_role("status")).to_contain_text("Recorded what you decided")
    hold(page)
    return title


def decide_on_the_whole(page):
    follow(page, "Back to this tool")
    arrived(page, "Sorter Mini 3.2")
    follow(page, "Decision of")
    arrived(page, "Decide on Sorter Mini")
    page.get_by_label("Do not proceed yet").check()
    press(page, "Record decision")
    refused(page, "Say why")
    expect(page.get_by_label("Do not proceed yet")).to_be_checked()
    page.get_by_label("Reason").fill(WHY_NOT_YET)
    press(page, "Record decision")
    arrived(page, "Sorter Mini 3.2")
    expect(page.locator("main")).to_contain_text("Do not proceed yet")


def report_of(page, folder, *, scripts):
    """Have the report made, take it away, and return its text in single spaces."""
    arrived(page, "Your AI tools")
    follow(page, "Make the report on Sorter Mini 3.2")
    arrived(page, "Reports on")
    press(page, "Make the report")
    waited(page, "Report 1 on", scripts=scripts)
    with page.expect_download() as got:
        follow(page, "Download the full file")
    got.value.save_as(folder / "report.pdf")
    text = " ".join(sheet.extract_text() for sheet in PdfReader(folder / "report.pdf").pages)
    return re.sub(r"\s+", " ", text)
