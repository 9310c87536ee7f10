"""Reports are asked for, watched and taken away on pages."""

import hashlib

import pytest
from django.urls import reverse

from jobs import execution
from jobs.lifecycle import Fault, State
from jobs.models import Job
from organisations.models import Event
from reports.models import Report
from tests.conftest import needs_pango
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def harbour(committed, client):
    firm = found_firm("Harbour Lettings")
    client.force_login(firm.adviser)
    return firm


@pytest.fixture
def assessment(harbour):
    made = open_for(harbour)
    answer(made, harbour.owner, **TO_INDIA)
    return made


def address(page, assessment, *more):
    return reverse(f"reports:{page}", args=[assessment.organisation_id, assessment.id, *more])


@needs_pango
def test_a_report_is_asked_for_watched_and_downloaded(client, assessment):
    assert "No report yet" in client.get(address("reports", assessment)).content.decode()
    asked = client.post(address("reports", assessment))
    report = Report.objects.of(assessment.organisation_id).get()
    assert asked.url == address("report", assessment, report.id)
    waiting = client.get(asked.url).content.decode()
    assert "Making report 1" in waiting
    assert "next in line" in waiting
    for file in ("download", "download_client_report"):
        assert client.get(address(file, assessment, report.id)).status_code == 404
    assert report.job
    execution.perform(report.job)
    moved_on = client.get(address("progress", assessment, report.id))
    assert moved_on.headers["HX-Refresh"] == "true"
    page = client.get(asked.url).content.decode()
    report.refresh_from_db()
    assert report.pdf_sha256 in page
    answer_ = client.get(address("download", assessment, report.id))
    pdf = b"".join(answer_.streaming_content)
    assert hashlib.sha256(pdf).hexdigest() == report.pdf_sha256
    assert answer_.headers["Content-Disposition"] == (
        'attachment; filename="triage-turbo-32-report-1.pdf"'
    )
    answer_ = client.get(address("download_client_report", assessment, report.id))
    few = hashlib.sha256(b"".join(answer_.streaming_content)).hexdigest()
    assert few == report.seals.get(binding="client").sha256
    assert few in page
    assert answer_.headers["Content-Disposition"] == (
        'attachment; filename="triage-turbo-32-client-report-1.pdf"'
    )


def test_a_report_that_failed_says_why_and_offers_another(client, assessment):
    client.post(address("reports", assessment))
    report = Report.objects.of(assessment.organisation_id).get()
    assert report.job
    Job.objects.filter(id=report.job).update(
        state=State.FAILED,
        fault=Fault.OURS,
        sentence="This system lacks what sets the report's pages.",
        finished_at=report.asked_at,
    )
    page = client.get(address("report", assessment, report.id)).content.decode()
    assert "was not made" in page
    assert "lacks what sets" in page
    assert "Make the report again" in page


def test_a_reader_may_look_and_not_ask(client, assessment, harbour):
    client.force_login(harbour.reader)
    page = client.get(address("reports", assessment)).content.decode()
    assert "Make the report" not in page
    assert client.post(address("reports", assessment)).status_code == 403
    assert not Report.objects.of(assessment.organisation_id).exists()


def test_another_firms_report_is_not_found(client, assessment):
    client.post(address("reports", assessment))
    report = Report.objects.of(assessment.organisation_id).get()
    other = found_firm("Quayside Brokers")
    client.force_login(other.owner)
    for page in ("report", "progress", "download", "download_client_report"):
        assert client.get(address(page, assessment, report.id)).status_code == 404
    mine = open_for(other)
    assert client.get(address("report", mine, report.id)).status_code == 404


def test_asking_stands_in_the_trail(client, assessment, harbour):
    client.post(address("reports", assessment))
    event = Event.objects.filter(organisation=harbour.organisation.id).order_by("-number").first()
    assert event.verb == "report.requested"
    assert event.actor == harbour.adviser.id
