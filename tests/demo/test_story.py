"""The demo's story, told by the same actions as the pages' and real workers, comes out as it says."""

import io

import pytest
from pypdf import PdfReader

from demo.people import FIRM, PRIYA
from demo.story.tale import tales
from demo.telling import chapters, tell
from organisations.audit import check_chain
from organisations.models import Organisation
from portal.models import VendorRequest
from procurement.models import Assessment
from procurement.queries import decision_of, flag_states
from reports.client_signing.queries import asked_to_sign
from reports.issues import signatures_of
from reports.models import Report
from reports.queries import suggestion_for
from tests.conftest import needs_pango
from vault import files

pytestmark = [needs_pango, pytest.mark.usefixtures("committed")]


def page_one_of(assessment):
    report = Report.objects.of(assessment.organisation_id).get(assessment=assessment)
    assert report.file
    pdf = PdfReader(io.BytesIO(b"".join(files.read(report.file))))
    return " ".join(pdf.pages[0].extract_text().split())


def test_the_story_is_told_to_its_end_and_answers_its_question(machine, settings):
    settings.MAIL_IS_KEPT = settings.MAIL_IS_SET_UP = True  # as where WEIGH_DEMO is 1
    machine.start_broker()
    machine.start_clock()
    machine.start_worker(concurrency=2, WEIGH_DEMO="1")
    said = []
    tell(said.append)

    firm = Organisation.objects.get(name=FIRM)
    assert all(chapter.told for chapter in chapters(firm))
    assert check_chain(firm.id).intact
    turbo, sense = Assessment.objects.of(firm).order_by("created_at")

    # One vendor has answered by its link, the other has not opened it.
    received, sent = VendorRequest.objects.of(firm).order_by("created_at")
    assert (received.state, sent.state) == ("received", "sent")
    assert received.sendings.get().signed_by == "M. Okoro"

    # The cheap one is good enough on the whole, and not where it matters.
    decision = decision_of(turbo)
    assert (decision.value, decision.by_name) == ("do_not_proceed_yet", PRIYA.name)
    assert decision.suggested == suggestion_for(turbo).value
    page = page_one_of(turbo)
    assert page.count(tales()[0].question) == 1
    assert "Worse on damp and safety: 33 of 66 wrong, against 12 of 66" in page
    assert "saves about £2,700 a year" in page
    assert (
        f"Prepared by Tom Adeyemi, adviser at Adeyemi Advice, for {FIRM}. Paid for by {FIRM}."
        in page
    )
    assert "The adviser concluded “Proceed with conditions”; the rules suggested" in page
    assert "Adeyemi Advice says why: The everyday post" in page

    # Jo has signed it by the mailed link and code, and Sam has a link that still waits.
    report = Report.objects.of(firm).get(assessment=turbo)
    assert [(each.name, each.mailed_to) for each in signatures_of(report)] == [
        ("Jo Harbour", "jo@harbour.example")
    ]
    assert [(each.asked.name, each.standing) for each in asked_to_sign(report)] == [
        ("Sam Harbour", "waiting"), ("Jo Harbour", "signed"),
    ]  # fmt: skip

    # The evasive vendor's file says what its letter denies, and nobody has decided yet.
    raised = {state.flag.rule for state in flag_states(sense)}
    assert {"contradiction:tier_meaning", "contradiction:base_model"} <= raised
    assert decision_of(sense) is None
    page = page_one_of(sense)
    assert "Nobody has decided yet" in page
    assert "What we measured is not what we were told" in page


def test_nothing_of_the_story_stands_in_an_empty_house():
    assert not any(chapter.told for chapter in chapters(None))
