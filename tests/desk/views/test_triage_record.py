"""The record of the first questions as a PDF: one page, dated and named, for everybody in the firm."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from procurement.actions.triage import open_again, take_outcome
from procurement.models import TriageOutcome
from tests.conftest import needs_pango
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of
from tests.procurement.triage.answers import DRAFTING

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm, product="Notes Mini")
    answer(made, firm.owner, **DRAFTING)
    return made


def file_of(assessment):
    return reverse("desk:triage_record_file", args=[assessment.organisation_id, assessment.id])


def words_of(response):
    assert response["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(b"".join(response))).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


@needs_pango
def test_what_was_kept_is_one_page_with_its_day_its_person_and_its_reasons(
    client, firm, assessment
):
    record = take_outcome(
        assessment=assessment, seen=TriageOutcome.NOT_NEEDED, by=firm.owner.as_actor()
    )
    client.force_login(firm.reader)
    assert file_of(assessment) in client.get(page_of(assessment, "triage_record")).content.decode()
    said = words_of(client.get(file_of(assessment)))
    assert "no check needed" in said
    assert "Harbour Lettings" in said
    assert f"by {record.by_name}" in said
    at = timezone.localtime(record.at)
    assert f"{at.day} {at:%B} {at.year}" in said
    assert len(record.answers) >= 8
    for each in record.answers:
        assert each["question"] in said
    for change in record.changes:
        assert change in said


@needs_pango
def test_a_tool_that_was_opened_again_says_so(client, firm, assessment):
    take_outcome(assessment=assessment, seen=TriageOutcome.NOT_NEEDED, by=firm.owner.as_actor())
    open_again(assessment=assessment, by=firm.lead.as_actor())
    client.force_login(firm.owner)
    said = words_of(client.get(file_of(assessment)))
    assert "Opened again on" in said
    assert firm.lead.name in said


def test_without_a_record_the_first_questions_come_first(client, firm, assessment):
    client.force_login(firm.owner)
    answered = client.get(file_of(assessment))
    assert answered.status_code == 302
    assert answered.url == page_of(assessment, "triage")


def test_an_outsider_finds_nothing(client, assessment):
    client.force_login(found_firm("Quayside Brokers").owner)
    assert client.get(file_of(assessment)).status_code == 404
