"""What was true when a report was asked for is true when it is frozen, or it is asked for again."""

import pytest
from django.urls import reverse

from jobs import execution
from jobs.lifecycle import Fault, State
from jobs.models import Job
from organisations.actions.engagements import end_engagement
from organisations.queries import advisers_of
from reports.actions import request_report
from reports.advising.actions.draft import write_text
from reports.models import Report, Seal
from tests.conftest import needs_pango
from tests.reports.advising.advised import begun, ready
from tests.reports.certificates.held import own
from tests.reports.issued import decided

pytestmark = pytest.mark.usefixtures("committed")


def asked(assessment, person):
    return request_report(assessment=assessment, by=person.as_actor())


def ended(report):
    """The job of a report, after a worker came to it: nothing was frozen, nothing sealed."""
    assert report.job
    execution.perform(report.job)
    report.refresh_from_db()
    assert (report.content, report.file) == ("", None)
    assert not Seal.objects.of(report.organisation_id).exists()
    job = Job.objects.get(id=report.job)
    assert (job.state, job.fault) == (State.FAILED, Fault.INPUT)
    return job.sentence


def test_a_firm_that_begins_to_prepare_it_meanwhile_seals_nothing(client, assessment, firm):
    decided(assessment, firm)
    report = asked(assessment, firm.owner)
    draft = begun(firm, assessment)
    own(draft.adviser, firm.adviser)
    assert ended(report) == (
        "Northgate Advice prepares this report now, and did not when it was asked for. "
        "Ask for it again."
    )
    client.force_login(firm.owner)
    told = client.get(
        reverse("reports:report", args=[firm.organisation.id, assessment.id, report.id])
    ).content.decode()
    assert "Northgate Advice prepares this report now" in told
    # It is a person's matter: whoever runs the installation can do nothing about it.
    assert "whoever runs this installation" not in told


def test_a_firm_that_no_longer_prepares_it_is_not_left_out_quietly(assessment, firm):
    decided(assessment, firm)
    ready(firm, assessment)
    report = asked(assessment, firm.adviser)
    [engagement] = advisers_of(firm.organisation)
    end_engagement(engagement=engagement, by=firm.owner.as_actor())
    assert ended(report) == (
        "Northgate Advice prepared this report when it was asked for, and does so no longer. "
        "Ask for it again."
    )


def test_what_the_report_waits_for_is_there_when_it_is_frozen(assessment, firm):
    decided(assessment, firm)
    draft = ready(firm, assessment)
    report = asked(assessment, firm.adviser)
    write_text(draft=draft, part="scope", text="", by=firm.adviser.as_actor())
    assert ended(report) == (
        "It is not said what was looked at, and what was not. Then make the report."
    )


def test_a_firm_signs_nothing_that_none_of_its_people_asked_for(assessment, firm):
    """The client may ask while the adviser's firm has no certificate; one that comes later does not sign."""
    decided(assessment, firm)
    draft = ready(firm, assessment)
    report = asked(assessment, firm.owner)
    own(draft.adviser, firm.adviser)
    assert ended(report) == (
        "Northgate Advice signs this report with its own certificate, so somebody of Northgate Advice "
        "makes it. Ask Northgate Advice to make it."
    )


@needs_pango
@pytest.mark.parametrize("person", ["owner", "adviser"])
def test_what_stayed_as_it_was_is_sealed(assessment, firm, person):
    decided(assessment, firm)
    draft = ready(firm, assessment)
    if person == "adviser":
        own(draft.adviser, firm.adviser)
    report = asked(assessment, getattr(firm, person))
    assert report.job
    execution.perform(report.job)
    assert Job.objects.get(id=report.job).state == State.DONE
    kept = Report.objects.of(firm.organisation).get(id=report.id)
    assert kept.prepared_by_id == draft.adviser_id
