"""Out as a spreadsheet, filled in elsewhere, and back: on a small phone without scripts, too."""

import pytest

from procurement.workbook.line import Part
from tests.journeys.browser import Site, hold, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, follow, press, refused, waited
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of
from tests.procurement.workbook.books import filled_in

pytestmark = [needs_chromium, pytest.mark.usefixtures("committed")]
CELLS = {
    ("base_model", Part.ANSWER): "Mistral Small 3.1",
    ("notice_days", Part.ANSWER): "a while",
    ("inference_countries", Part.ANSWER): "Ireland",
}


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    return made


@pytest.mark.parametrize(
    ("width", "scripts"),
    [
        pytest.param(320, False, id="narrow without scripts"),
        pytest.param(1280, True, id="wide", marks=pytest.mark.slow),
    ],
)
def test_a_spreadsheet_there_and_back(firm, machine, browser, tmp_path, width, scripts):
    assessment = open_for(firm)
    # What decides that the questions below are asked.
    answer(assessment, firm.owner, route="inside_software", training_method=["fine_tuned"])
    machine.start_broker()
    machine.start_worker()
    page = page_for(browser, Site(machine), width=width, scripts=scripts)
    sign_in(page, firm.owner.email)
    page.goto(page_of(assessment, "questions"))
    follow(page, "Answer in a spreadsheet")
    arrived(page, "Answer in a spreadsheet")
    with page.expect_download() as caught:
        follow(page, "Download the spreadsheet")
    caught.value.save_as(tmp_path / "blank.xlsx")
    filled = tmp_path / "filled.xlsx"
    filled.write_bytes(filled_in((tmp_path / "blank.xlsx").read_bytes(), CELLS))
    answer(assessment, firm.lead, inference_countries=["US"])

    press(page, "Upload the spreadsheet")
    refused(page, "Choose the spreadsheet with your answers")
    page.get_by_label("Your filled-in spreadsheet").set_input_files(filled)
    press(page, "Upload the spreadsheet")
    waited(page, "Your spreadsheet changes 2 answers", scripts=scripts)
    press(page, "Confirm these answers")
    refused(page, "Choose which answer holds: In which countries is your data processed")
    page.get_by_label("The one in your file").check()
    press(page, "Confirm these answers")

    arrived(page, "2 answers taken over")
    hold(page)
    told = {each.key: each.value for each in assessment.answers.order_by("version")}
    decided = {"route": "inside_software", "training_method": ["fine_tuned"]}
    assert told == decided | {"base_model": "Mistral Small 3.1", "inference_countries": ["IE"]}
