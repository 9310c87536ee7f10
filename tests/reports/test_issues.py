"""A report is issued, and issued again with the reason why; none of them is ever changed."""

import json
from itertools import count

import pytest
from django.urls import reverse

from content.refusal import Refused
from jobs.lifecycle import MOST_ATTEMPTS, Fault, State
from jobs.models import Job
from jobs.sweeper import Sweeper
from organisations.models import Event
from reports.actions import request_report
from reports.check_code import check_code
from reports.client_signing.actions.signing import sign
from reports.content.report_content import ReportContent
from reports.issues import current_report, issues_of, superseded_on
from reports.models import Report
from reports.preflight import preflight
from reports.typesetting.bindings import FULL, ways_to_set
from tests.procurement.opened import answer
from tests.reports.advising.advised import begun
from tests.reports.content_made import LIBRARY
from tests.reports.issued import asked_to_sign, decided, issue

BECAUSE = "The vendor told us where the data goes."


def page(assessment):
    return reverse("reports:reports", args=[assessment.organisation_id, assessment.id])


def reports_of(assessment):
    return Report.objects.of(assessment.organisation_id).filter(assessment=assessment)


def test_a_second_report_asks_why_and_the_first_stays_as_it_was(client, assessment, firm, report):
    before = reports_of(assessment).filter(id=report.id).values().get()
    client.force_login(firm.adviser)
    assert "Why is it issued again?" in client.get(page(assessment)).content.decode()

    refused = client.post(page(assessment), {"reason": "  "})
    assert "Say why it is issued again" in refused.content.decode()
    assert reports_of(assessment).count() == 1
    with pytest.raises(Refused, match="stands already"):
        request_report(assessment=assessment, by=firm.adviser.as_actor())

    told = client.post(page(assessment), {"reason": f" {BECAUSE} "})
    second = reports_of(assessment).get(number=2)
    assert told.url == reverse(
        "reports:report", args=[assessment.organisation_id, assessment.id, second.id]
    )
    assert second.reason == BECAUSE
    # While it is being made, the first one stands.
    assert current_report(assessment) == report
    event = Event.objects.filter(organisation=firm.organisation.id).order_by("-number").first()
    assert (event.verb, BECAUSE in event.words.payload) == ("report.requested", True)
    assert reports_of(assessment).filter(id=report.id).values().get() == before


@pytest.mark.parametrize(
    ("signing", "heading", "why"),
    [
        ("", "The decision no longer counts", "It no longer counts: something changed since."),
        ("two_people", "The decision waits for a signature", "It waits for a second signature."),
    ],
    ids=["changed", "waits"],
)
def test_the_pages_say_that_the_decision_does_not_count(
    client, assessment, firm, signing, heading, why
):
    begun(firm, assessment)
    client.force_login(firm.adviser)
    decided(assessment, firm)
    assert "<h2>Decided</h2>" in client.get(page(assessment)).content.decode()
    firm.organisation.signing = signing
    firm.organisation.save()
    if not signing:
        answer(
            assessment,
            firm.owner,
            screening_features=["profiling", "large_scale"],
            dpia_status="not_started",
        )
    shown = client.get(page(assessment)).content.decode()
    assert f"<h2>{heading}</h2>" in shown
    assert "carries what the rules suggest" in shown
    assessment.refresh_from_db()
    point = next(each for each in preflight(assessment) if each.name == "Decision")
    assert point.missing
    assert not point.missing.stops
    assert point.missing.sentence == (
        f"Proceed with conditions, by Olive. {why} The report will carry what the rules suggest, and say so."
    )


def test_the_first_is_issued_without_a_reason(client, assessment, firm):
    client.force_login(firm.adviser)
    assert "Why is it issued again?" not in client.get(page(assessment)).content.decode()
    client.post(page(assessment), {"reason": "None is asked for"})
    assert reports_of(assessment).get().reason == ""


@pytest.mark.parametrize(
    ("state", "fault"), [(State.FAILED, Fault.OURS), (State.CANCELLED, Fault.NONE)]
)
def test_a_report_that_was_never_made_needs_no_reason_to_be_tried_again(
    assessment, firm, state, fault
):
    first = request_report(assessment=assessment, by=firm.adviser.as_actor())
    assert first.job
    Job.objects.filter(id=first.job).update(state=state, fault=fault, finished_at=first.asked_at)
    assert request_report(assessment=assessment, by=firm.adviser.as_actor()).number == 2


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING])
def test_while_one_is_made_nobody_makes_another(client, assessment, firm, state):
    first = request_report(assessment=assessment, by=firm.adviser.as_actor())
    assert first.job
    Job.objects.filter(id=first.job).update(state=state)
    for person in (firm.adviser, firm.owner):
        with pytest.raises(Refused, match="A report on this tool is being made already"):
            request_report(assessment=assessment, by=person.as_actor(), reason=BECAUSE)
    client.force_login(firm.owner)
    told = client.get(page(assessment)).content.decode()
    assert "Report 1 is being made" in told
    assert "Make the report" not in told
    again = client.post(page(assessment), follow=True)
    assert again.redirect_chain == [(page(assessment), 302)]
    assert "A report on this tool is being made already" in again.content.decode()
    assert reports_of(assessment).count() == 1


def test_while_it_is_issued_again_nobody_issues_it_a_third_time(assessment, firm, report):
    request_report(assessment=assessment, by=firm.adviser.as_actor(), reason=BECAUSE)
    with pytest.raises(Refused, match="is being made already"):
        request_report(assessment=assessment, by=firm.owner.as_actor(), reason="The law changed.")
    assert reports_of(assessment).count() == 2


def test_one_whose_worker_was_lost_for_good_stands_in_nobodys_way(assessment, firm):
    first = request_report(assessment=assessment, by=firm.adviser.as_actor())
    assert first.job
    Job.objects.filter(id=first.job).update(state=State.RUNNING, attempt=MOST_ATTEMPTS)
    with pytest.raises(Refused, match="is being made already"):
        request_report(assessment=assessment, by=firm.adviser.as_actor())
    seconds = count()
    sweeper = Sweeper(lost_after=10, ring_again=5, clock=lambda: float(next(seconds)))
    for _ in range(12):
        sweeper.sweep()
    assert request_report(assessment=assessment, by=firm.adviser.as_actor()).number == 2


def test_the_page_of_all_issues_says_when_who_why_which_and_who_signed(
    client, assessment, firm, report
):
    sign(asked=asked_to_sign(report), name="Jo Harbour")
    second = issue(assessment, firm, reason=BECAUSE)
    client.force_login(firm.reader)
    told = " ".join(client.get(page(assessment)).content.decode().split())
    first_row, second_row = (
        told.split(f"Report {number}</a>")[1].split("</tr>")[0] for number in (1, 2)
    )
    assert "by Anwen" in first_row
    assert "Superseded" in first_row
    assert "Signed by Jo Harbour on" in first_row
    assert check_code(report.content_sha256) in first_row
    assert f"Again, because: {BECAUSE}" in second_row
    assert "<b>Current</b>" in second_row
    assert check_code(second.content_sha256) in second_row
    assert "Signed" not in second_row
    assert "Issue it again" not in told  # a reader issues nothing
    assert [each.is_current for each in issues_of(assessment)] == [True, False]
    assert superseded_on(second) is None
    assert superseded_on(report)
    old = client.get(reverse(
        "reports:report", args=[assessment.organisation_id, assessment.id, report.id]
    )).content.decode()  # fmt: skip
    assert "Superseded on" in old


def test_the_content_tells_every_issue_up_to_its_own(assessment, firm, report):
    sign(asked=asked_to_sign(report), name="Jo Harbour")
    second = issue(assessment, firm, reason=BECAUSE)
    third = issue(assessment, firm, reason="The law changed.")
    told = json.loads(third.content)["history"]
    assert [(each["number"], each["reason"], each["by"], each["role"]) for each in told] == [
        (1, "", "Anwen", "Adviser"),
        (2, BECAUSE, "Anwen", "Adviser"),
        (3, "The law changed.", "Anwen", "Adviser"),
    ]
    codes = [check_code(each.content_sha256) for each in (report, second)]
    assert [each["check_code"] for each in told] == [*codes, None]
    [signed] = told[0]["signatures"]
    assert signed["name"] == "Jo Harbour"
    assert signed["sha256"] == report.seals.get(binding="client").sha256
    assert [each["signatures"] for each in told[1:]] == [[], []]
    # Nobody's address travels with the report.
    assert "harbour.example" not in third.content
    assert len(json.loads(report.content)["history"]) == 1


def test_the_full_file_prints_them(assessment, firm, report):
    sign(asked=asked_to_sign(report), name="Jo <b>Harbour")
    second = issue(assessment, firm, reason=BECAUSE)
    content = report_content(second)
    html = next(
        iter(ways_to_set(FULL, content, LIBRARY.bank, content_sha256=second.content_sha256))
    )
    told = " ".join(html.split("Issues of this report</h1>")[1].split("</article>")[0].split())
    assert "This is report 2 on Triage Turbo" in told
    assert BECAUSE in told
    assert check_code(report.content_sha256) in told
    assert "Jo &lt;b&gt;Harbour, on" in told
    alone = next(
        iter(ways_to_set(FULL, report_content(report), LIBRARY.bank, content_sha256="0" * 64))
    )
    assert "This is the first report on Triage Turbo" in alone


def report_content(report):
    return ReportContent.model_validate_json(report.content)


def test_what_is_missing_stops_it_and_is_said_first(client, assessment, firm):
    begun(firm, assessment)
    client.force_login(firm.adviser)
    told = client.get(page(assessment)).content.decode()
    missing = reverse("reports:preflight", args=[assessment.organisation_id, assessment.id])
    assert f'href="{missing}">See what is missing</a>' in told
    told = client.post(page(assessment)).content.decode()
    assert "has no terms of reliance yet. A report for a client needs them." in told
    assert not reports_of(assessment).exists()


def test_a_failed_one_is_tried_again_with_its_reason(client, assessment, firm, report):
    second = request_report(assessment=assessment, by=firm.adviser.as_actor(), reason=BECAUSE)
    assert second.job
    Job.objects.filter(id=second.job).update(
        state=State.FAILED, fault=Fault.OURS, sentence="No pango.", finished_at=second.asked_at
    )
    client.force_login(firm.adviser)
    told = client.get(
        reverse("reports:report", args=[assessment.organisation_id, assessment.id, second.id])
    ).content.decode()
    assert f'name="reason" value="{BECAUSE}"' in told


def test_deciding_anew_does_not_change_what_is_issued(assessment, firm, report):
    before = report.content
    decided(assessment, firm)
    report.refresh_from_db()
    assert report.content == before
