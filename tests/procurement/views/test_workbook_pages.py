"""A spreadsheet leaves the house, comes back, and changes nothing until its uploader says so."""

import io
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from jobs.regular import Rounds
from organisations import audit
from organisations.models import Event
from procurement.models import Answer, Assessment, FilledWorkbook
from procurement.workbook.line import Part
from tests.conftest import SHARED, needs_shared
from tests.evaluations.assessments import done
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of
from tests.procurement.views.browser_form import fields_in
from tests.procurement.workbook.books import filled_in, place_of
from tests.visitors import text_of
from vault.models import StoredFile

pytestmark = pytest.mark.usefixtures("committed")


ASKED_ALL = {"route": "inside_software", "training_method": ["fine_tuned"]}


class House:
    """A firm, its assessment, and what its owner does with the spreadsheet."""

    def __init__(self):
        self.firm = found_firm("Harbour Lettings")
        self.assessment = open_for(self.firm)
        # What decides which questions are asked at all.
        answer(self.assessment, self.firm.owner, **ASKED_ALL)
        self.owner = Client()
        self.owner.force_login(self.firm.owner)

    def download(self):
        response = self.owner.get(page_of(self.assessment, "workbook_download"))
        assert response["Content-Type"].endswith("spreadsheetml.sheet")
        return b"".join(response.streaming_content)

    def upload(self, content, name="answers.xlsx"):
        """Upload, let the worker read, and return the page's address."""
        file = SimpleUploadedFile(name, content)
        response = self.owner.post(page_of(self.assessment, "workbook"), {"file": file})
        assert response.status_code == 302, text_of(response)
        brought = FilledWorkbook.objects.of(self.firm.organisation).latest("uploaded_at")
        done(brought.job)
        return response.url

    def confirm(self, url, **said):
        sent = {"seen": fields_in(self.owner.get(url).content.decode())["seen"][0]}
        return self.owner.post(url, sent | said)

    def answers(self):
        newest = self.assessment.answers.order_by("key", "version")
        return {each.key: each for each in newest if each.key not in ASKED_ALL}


@pytest.fixture
def house(committed):
    return House()


def test_answers_come_back_with_who_when_how_and_what_was_said(house):
    cells = {
        ("base_model", Part.ANSWER): "=Mistral",
        ("base_model", Part.GRADE): "We have seen it in a document",
        ("base_model", Part.BY): "Bo of Larkfield",
        ("base_model", Part.WHEN): "2 October 2026",
        ("base_model", Part.WORDS): "In their mail",
        ("output_effect", Part.ANSWER): "Not sure",
    }

    def as_text(book):
        sheet, row, column = place_of(book, "base_model")
        sheet.cell(row, column).data_type = "s"

    url = house.upload(filled_in(house.download(), cells, as_text))
    page = text_of(house.owner.get(url))
    assert "Your spreadsheet changes 2 answers" in page
    assert "=Mistral" in page
    assert house.answers() == {}

    assert house.confirm(url).status_code == 302

    told = house.answers()
    base = told["base_model"]
    assert (base.value, base.grade, base.given_by) == (
        "=Mistral",
        "document_seen",
        "Bo of Larkfield",
    )
    assert (str(base.as_of), base.words, base.door) == ("2026-10-02", "In their mail", "workbook")
    assert (told["output_effect"].value, told["output_effect"].given_by) == (
        "not_sure", house.firm.owner.name,
    )  # fmt: skip
    assert "2 answers taken over" in text_of(house.owner.get(url))
    assert audit.check_chain(house.firm.organisation.id).intact
    verbs = Event.objects.filter(organisation=house.firm.organisation.id).values_list(
        "verb", flat=True
    )
    assert {"filled_workbook.added", "filled_workbook.read", "filled_workbook.confirmed"} <= set(
        verbs
    )


def test_a_confirmed_spreadsheet_is_gone_from_the_vault_and_takes_no_second_confirmation(house):
    url = house.upload(filled_in(house.download(), {("base_model", Part.ANSWER): "Mistral"}))
    seen = fields_in(house.owner.get(url).content.decode())["seen"][0]
    house.owner.post(url, {"seen": seen})

    house.owner.post(url, {"seen": seen})

    assert house.answers()["base_model"].version == 1
    assert not StoredFile.objects.filter(tenant=house.firm.organisation.id).exists()
    own = settings.VAULT_DIR / house.firm.organisation.id.hex
    assert [path for path in own.rglob("*") if path.is_file()] == []


def test_what_is_on_file_goes_out_as_text_and_comes_back_unchanged(house):
    answer(
        house.assessment, house.firm.owner, base_model="=HYPERLINK(\"http://x\")", notice_days=30,
        inference_countries=["GB", "vendor_refused"], tier_words=["turbo"], depth="full",
    )  # fmt: skip
    content = house.download()
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, row, column = place_of(book, "base_model")
    assert sheet.cell(row, column).data_type == "s"
    assert not any(
        b"<f>" in zipfile.ZipFile(io.BytesIO(content)).read(name)
        for name in zipfile.ZipFile(io.BytesIO(content)).namelist()
        if "worksheets/" in name
    )

    page = text_of(house.owner.get(house.upload(content)))

    assert "Your spreadsheet changes nothing" in page


def test_a_clash_is_chosen_by_a_person_and_never_by_itself(house):
    content = house.download()
    answer(house.assessment, house.firm.lead, inference_countries=["US"])
    cells = {
        ("inference_countries", Part.ANSWER): "Ireland",
        ("base_model", Part.ANSWER): "Mistral",
    }
    url = house.upload(filled_in(content, cells))

    refused = house.confirm(url)
    assert "Choose which answer holds" in text_of(refused)
    assert set(house.answers()) == {"inference_countries"}

    house.confirm(url, choice_inference_countries="keep")

    told = house.answers()
    assert (told["inference_countries"].value, told["base_model"].value) == (["US"], "Mistral")


def test_an_answer_given_while_the_page_was_open_is_shown_before_anything_is_kept(house):
    url = house.upload(filled_in(house.download(), {("base_model", Part.ANSWER): "Mistral"}))
    seen = fields_in(house.owner.get(url).content.decode())["seen"][0]
    answer(house.assessment, house.firm.lead, base_model="Llama")

    refused = text_of(house.owner.post(url, {"seen": seen}))

    assert "Somebody answered meanwhile" in refused
    assert "Llama" in refused
    assert house.answers()["base_model"].value == "Llama"

    house.confirm(url, choice_base_model="file")
    assert house.answers()["base_model"].value == "Mistral"


def test_the_good_cells_count_though_others_are_bad(house):
    cells = {("base_model", Part.ANSWER): "Mistral", ("notice_days", Part.ANSWER): "a while"}
    url = house.upload(filled_in(house.download(), cells))

    page = text_of(house.owner.get(url))
    assert "1 cell we cannot use" in page
    assert "Sheet “Questions for the vendor”, row" in page
    house.confirm(url)

    assert set(house.answers()) == {"base_model"}


def test_only_who_brought_it_sees_it(house):
    url = house.upload(filled_in(house.download(), {("base_model", Part.ANSWER): "Mistral"}))
    for person, status in (
        (house.firm.lead, 403), (house.firm.reader, 403), (found_firm("Quay").owner, 404),
    ):  # fmt: skip
        client = Client()
        client.force_login(person)
        assert client.get(url).status_code == status
        assert client.post(url, {}).status_code == status
    assert house.answers() == {}


def test_after_a_week_it_cannot_be_confirmed_and_the_clock_deletes_it(house):
    content = filled_in(house.download(), {("base_model", Part.ANSWER): "Mistral"})
    url = house.upload(content)
    seen = fields_in(house.owner.get(url).content.decode())["seen"][0]
    rows = FilledWorkbook.objects.of(house.firm.organisation)
    old = rows.get()
    Rounds().go_round()
    old.refresh_from_db()
    assert old.file
    assert old.cells
    kept = StoredFile.objects.count()
    rows.update(uploaded_at=timezone.now() - timedelta(days=8))

    assert "This upload has expired" in text_of(house.owner.post(url, {"seen": seen}))
    assert house.answers() == {}
    Rounds().go_round()
    old.refresh_from_db()
    assert (old.file, old.cells) == (None, None)
    assert StoredFile.objects.count() == kept - 2
    # A second clock finds nothing left to do, and the page says the same as before.
    Rounds().go_round()
    assert "This upload has expired" in text_of(house.owner.get(url))


def test_a_closed_assessment_takes_no_spreadsheet(house):
    url = house.upload(filled_in(house.download(), {("base_model", Part.ANSWER): "Mistral"}))
    sent = {"seen": fields_in(house.owner.get(url).content.decode())["seen"][0]}
    Assessment.objects.of(house.firm.organisation).update(status="closed")

    assert "This assessment is closed" in text_of(house.owner.post(url, sent))
    file = SimpleUploadedFile("a.xlsx", house.download())
    again = house.owner.post(page_of(house.assessment, "workbook"), {"file": file})
    assert "This assessment is closed" in text_of(again)
    assert house.answers() == {}


def test_a_csv_is_refused_at_once_with_the_way_out(house):
    file = SimpleUploadedFile("answers.csv", b"key,answer\n")

    page = text_of(house.owner.post(page_of(house.assessment, "workbook"), {"file": file}))

    assert "Save the spreadsheet as .xlsx" in page
    assert not FilledWorkbook.objects.of(house.firm.organisation).exists()


def test_the_spreadsheet_of_another_check_changes_nothing(house):
    content = filled_in(house.download(), {("base_model", Part.ANSWER): "Mistral"})
    house.assessment = open_for(house.firm, product="Another")

    page = text_of(house.owner.get(house.upload(content)))

    assert "This spreadsheet belongs to another check" in page
    assert house.answers() == {}


@needs_shared
@pytest.mark.parametrize(
    "name", ["archive/bomb_1gb.zip", "archive/zip_slip.zip", "table/formula_cells.csv"]
)
def test_a_hostile_file_ends_in_a_sentence_and_changes_nothing(house, name):
    content = (SHARED / "assets" / "attacks" / "made" / name).read_bytes()

    page = text_of(house.owner.get(house.upload(content)))

    assert "We cannot use this file" in page
    assert "Your answers are as they were" in page
    assert Answer.objects.of(house.firm.organisation).exclude(key__in=ASKED_ALL).count() == 0
