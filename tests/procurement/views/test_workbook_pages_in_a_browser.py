"""The spreadsheet's pages in each state, at a desk and on a small phone: nothing for axe to find."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from procurement.workbook.line import Part
from tests.chromium import findings, needs_chromium
from tests.procurement.opened import answer, page_of
from tests.procurement.views.test_workbook_pages import House
from tests.procurement.workbook.books import filled_in

pytestmark = [needs_chromium, pytest.mark.usefixtures("committed")]
EVERYTHING = {
    ("base_model", Part.ANSWER): "Mistral " * 40,
    ("base_model", Part.WORDS): "AVeryLongWordWithoutAnyBreak" * 12,
    ("notice_days", Part.ANSWER): "a while",
    ("inference_countries", Part.ANSWER): "Ireland",
    ("output_effect", Part.ANSWER): None,
}


def test_no_page_of_the_spreadsheet_has_a_barrier(committed):
    house = House()
    answer(house.assessment, house.firm.owner, output_effect="automatic")
    blank = house.download()
    answer(house.assessment, house.firm.lead, inference_countries=["US"])
    start = page_of(house.assessment, "workbook")
    pages = {"empty": house.owner.get(start), "error": house.owner.post(start, {})}
    file = SimpleUploadedFile("a.xlsx", blank)
    pages["reading"] = house.owner.get(house.owner.post(start, {"file": file}).url)
    pages["nothing"] = house.owner.get(house.upload(blank))
    pages["refused"] = house.owner.get(house.upload(b"no spreadsheet"))
    filled = house.upload(filled_in(blank, EVERYTHING))
    pages["filled"] = house.owner.get(filled)
    pages["undecided"] = house.confirm(filled)
    pages["waiting"] = house.owner.get(start)
    house.confirm(filled, choice_inference_countries="keep")
    pages["done"] = house.owner.get(filled)
    for name, sentence in {
        "empty": "Download the spreadsheet",
        "error": "There is a problem",
        "reading": "We are reading",
        "nothing": "changes nothing",
        "refused": "We cannot use this file",
        "filled": "Answered twice",
        "undecided": "There is a problem",
        "waiting": "Not confirmed yet",
        "done": "taken over",
    }.items():
        assert sentence in pages[name].content.decode(), name

    assert findings(pages) == []
