"""A draft has every page of the report, says on each that it is one, and stands in no register."""

import hashlib
import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from content.refusal import Refused
from jobs import execution
from jobs.lifecycle import State
from jobs.models import Job
from organisations.models import Event
from reports.actions import request_report
from reports.drafting.actions import ask_for_draft
from reports.models import DraftCopy, Report, Seal
from reports.register import State as Standing
from reports.register import entry_of_file
from reports.signature.verifying import Finding, verify
from tests.conftest import needs_pango
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for
from tests.reports.advising.advised import begun
from tests.reports.issued import decided, finish_draft, issue
from vault import files
from vault.models import StoredFile

pytestmark = pytest.mark.usefixtures("committed")


def at(page, assessment):
    return reverse(f"reports:{page}", args=[assessment.organisation_id, assessment.id])


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


def made(assessment, firm):
    """A draft that a worker made, read back."""
    draft = ask_for_draft(assessment=assessment, by=firm.adviser.as_actor())
    execution.perform(draft.job)
    draft.refresh_from_db()
    assert draft.made_at, Job.objects.get(id=draft.job).sentence
    return draft


def words(pdf):
    """The words of each page."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


@needs_pango
def test_it_is_asked_for_watched_and_downloaded(client, assessment):
    assert "Nobody has made a draft" in client.get(at("draft", assessment)).content.decode()
    assert client.post(at("draft", assessment)).url == at("draft", assessment)
    draft = DraftCopy.objects.of(assessment.organisation_id).get()
    waiting = client.get(at("draft", assessment)).content.decode()
    assert "Making a draft" in waiting
    assert "next in line" in waiting
    assert client.get(at("draft_full_file", assessment)).status_code == 404
    execution.perform(draft.job)
    assert client.get(at("draft_progress", assessment)).headers["HX-Refresh"] == "true"
    assert "Download the draft full file" in client.get(at("draft", assessment)).content.decode()
    for page, name in (
        ("draft_full_file", "DRAFT-triage-turbo-32-report.pdf"),
        ("draft_client_report", "DRAFT-triage-turbo-32-client-report.pdf"),
    ):
        got = client.get(at(page, assessment))
        assert b"".join(got.streaming_content).startswith(b"%PDF-")
        assert got.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@needs_pango
@pytest.mark.parametrize("is_decided", [False, True], ids=["proposed", "decided"])
def test_each_page_says_so_and_nothing_of_it_can_be_checked(assessment, harbour, is_decided):
    if is_decided:
        decided(assessment, harbour)
    draft = made(assessment, harbour)
    for stored, least in ((draft.full, 6), (draft.client, 2)):
        pdf = b"".join(files.read(stored))
        said = words(pdf)
        assert len(said) >= least
        for page in said:
            assert "DRAFT" in page
            assert page.count("Draft, not issued") >= 2  # above the text and below it
        assert "Proposed, not decided" not in said[0]
        assert not re.search(r"\b[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}\b", " ".join(said))
        assert "It has no check code, nobody sealed it" in said[0]
        read = PdfReader(io.BytesIO(pdf))
        assert not read.attachments
        assert read.metadata.title.startswith("Draft: ")
        assert verify(pdf).finding is Finding.NOT_A_REPORT
        assert entry_of_file(hashlib.sha256(pdf).hexdigest()).state is Standing.NOT_KNOWN
    assert not Seal.objects.of(harbour.organisation).exists()
    assert not Report.objects.of(harbour.organisation).exists()


@needs_pango
def test_a_draft_of_a_second_issue_leaves_the_reason_open(assessment, harbour):
    decided(assessment, harbour)
    issue(assessment, harbour)
    said = " ".join(words(b"".join(files.read(made(assessment, harbour).full))))
    assert "This is report 2 on" in said
    assert "This is a draft: the reason is said when it is issued." in said


@needs_pango
def test_what_is_missing_of_the_advisers_part_does_not_stop_it(assessment, harbour):
    begun(harbour, assessment)
    with pytest.raises(Refused):
        request_report(assessment=assessment, by=harbour.adviser.as_actor())
    said = words(b"".join(files.read(made(assessment, harbour).full)))
    assert "Who paid for it: not declared." in said[0]


def test_the_next_one_takes_its_place_and_its_bytes_are_gone(assessment, harbour):
    first = finish_draft(ask_for_draft(assessment=assessment, by=harbour.adviser.as_actor()))
    old = {first.client_id, first.full_id}
    second = ask_for_draft(assessment=assessment, by=harbour.adviser.as_actor())
    assert DraftCopy.objects.of(harbour.organisation).get() == second
    assert not StoredFile.objects.filter(id__in=old).exists()
    with pytest.raises(FileNotFoundError):
        b"".join(files.read(first.full))
    assert Job.objects.get(id=first.job).state == State.CANCELLED


def test_the_report_that_is_issued_throws_it_away(assessment, harbour):
    draft = finish_draft(ask_for_draft(assessment=assessment, by=harbour.adviser.as_actor()))
    request_report(assessment=assessment, by=harbour.adviser.as_actor())
    assert not DraftCopy.objects.of(harbour.organisation).exists()
    with pytest.raises(FileNotFoundError):
        b"".join(files.read(draft.full))


def test_a_worker_that_comes_too_late_makes_nothing(assessment, harbour):
    draft = ask_for_draft(assessment=assessment, by=harbour.adviser.as_actor())
    DraftCopy.objects.of(harbour.organisation).filter(id=draft.id).delete()
    execution.perform(draft.job)
    job = Job.objects.get(id=draft.job)
    assert (job.state, "thrown away" in job.sentence) == (State.DONE, True)


def test_asking_stands_in_the_trail(client, assessment, harbour):
    client.post(at("draft", assessment))
    event = Event.objects.filter(organisation=harbour.organisation.id).order_by("-number").first()
    assert (event.verb, event.actor) == ("draft_copy.requested", harbour.adviser.id)


def test_a_draft_that_failed_says_why_and_offers_another(client, assessment, harbour):
    draft = ask_for_draft(assessment=assessment, by=harbour.adviser.as_actor())
    Job.objects.filter(id=draft.job).update(
        state=State.FAILED, sentence="This system lacks pango.", finished_at=draft.asked_at
    )
    page = client.get(at("draft", assessment)).content.decode()
    assert "was not made. This system lacks pango." in page
    assert "Make the draft again" in page


def test_the_pages_that_issue_lead_to_it(client, assessment):
    for page in ("reports", "preflight"):
        assert at("draft", assessment) in client.get(at(page, assessment)).content.decode()
