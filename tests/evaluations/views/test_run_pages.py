"""A test's page until its result: the wait, the stop, the refusal, and who may see it."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluations.models import Run
from jobs.lifecycle import Fault, State
from jobs.models import Job
from organisations.models import Event, OutgoingMail
from organisations.roles import Role
from tests.evaluations.assessments import done, open_for, table
from tests.evaluations.views.journey import PAIRS, answers, compared, examples_ready, page, started
from tests.visitors import text_of  # fmt: skip
from vault.sealed_text import open_text

pytestmark = pytest.mark.usefixtures("committed")


def set_job(run, **values):
    Job.objects.filter(id=run.job).update(**values)


def test_while_it_runs_the_page_says_how_far_it_is(place, browser, run):
    set_job(
        run, state=State.RUNNING, attempt=1, stage="Running this version", done=1240, total=5000
    )
    answer = page(place, browser, run)
    assert "<title>Testing Triage Turbo 3.2: 1,240 of 5,000 - " in answer.content.decode()
    said = text_of(answer)
    for words in (
        "1,240 of 5,000 done.", "You can leave this page", "Stop the test", "Refresh",
        "Working out how sure we can be", "No more than 10 more wrong in 100", "at least 97 in 100 right",
    ):  # fmt: skip
        assert words in said


def test_the_live_part_is_heard_once_and_ends_by_loading_the_page(place, browser, run):
    set_job(run, state=State.RUNNING, attempt=1, stage="Counting", heartbeat=3)
    url = place.url("run_progress", run.id)
    first = browser.get(url, {"beat": "2", "heard": "1-0-1"}).content.decode()
    assert "Working out how sure we can be." in first
    assert "hx-swap-oob" in first
    assert "Still working" in first
    heard = re.search(r"heard=([\d-]+)", first).group(1)
    again = browser.get(url, {"beat": "3", "heard": heard}).content.decode()
    assert "hx-swap-oob" not in again
    assert "Still working" not in again
    assert not re.search(r"<(a|button|input)\b", again)  # nothing that could lose the focus
    done_job = Job.objects.get(id=run.job)
    set_job(run, state=State.CANCELLED, finished_at=done_job.created_at)
    assert browser.get(url).headers["HX-Refresh"] == "true"
    assert browser.get(url, {"beat": "²"}).status_code == 200


def test_a_stopped_test_says_so_and_offers_to_start_again(place, browser, run):
    answer = browser.post(place.url("stop", run.id))
    assert answer.url == place.url("run", run.id)
    said = text_of(page(place, browser, run))
    assert "The test was stopped" in said
    assert "Start it again" in said
    assert f"?again={run.id}" in page(place, browser, run).content.decode()
    assert Event.objects.filter(subject=str(run.id), verb="run.stop_requested").count() == 1
    browser.post(place.url("stop", run.id))
    assert "had ended already" in text_of(page(place, browser, run))


def test_a_file_that_does_not_fit_is_told_with_file_row_and_column(place, browser):
    samples = examples_ready(place, browser, PAIRS)
    sheet = answers(PAIRS)
    sheet[4][1] = ""
    said = compared(samples, PAIRS, student_file=table(["id", "answer"], sheet, name="cheap.csv"))
    run = started(place, browser, samples, said)
    job = done(run.job)
    assert (job.state, job.fault) == (State.FAILED, Fault.INPUT)
    words = text_of(page(place, browser, run))
    for part in (
        "The test could not be done", "This row has no answer.", "File cheap.csv", "Row 6", "Column answer",
        "Mend it and start again",
    ):  # fmt: skip
        assert part in words


def test_trouble_of_ours_is_not_laid_on_the_files(place, browser, run):
    set_job(
        run, state=State.FAILED, fault=Fault.OURS, sentence="No jail works here.",
        finished_at=Job.objects.get(id=run.job).created_at,
    )  # fmt: skip
    words = text_of(page(place, browser, run))
    assert "This is not the fault of your files." in words
    assert "No jail works here." in words


def test_a_reader_sees_everything_and_can_start_or_stop_nothing(place, browser, run):
    reader = place.browser(Role.READER)
    assert "Stop the test" not in text_of(reader.get(place.url("run", run.id)))
    assert reader.post(place.url("stop", run.id)).status_code == 403
    assert reader.get(place.url("run_progress", run.id)).status_code == 200
    done(run.job)
    said = text_of(reader.get(place.url("run", run.id)))
    assert "more wrong than the bigger version" in said
    assert "Test again" not in said
    assert "Start another test" not in text_of(reader.get(place.url("tests")))


def test_what_belongs_to_one_tool_is_not_shown_under_another(place, browser, run):
    second = open_for(place.firm, product="Ledger Lite")
    ids = [place.firm.organisation.id, second.id]
    for name, of in (
        ("run", run.id), ("run_progress", run.id), ("compare", run.sample_set_id),
        ("columns", run.sample_set.source_id),
    ):  # fmt: skip
        assert browser.get(reverse(f"evaluations:{name}", args=[*ids, of])).status_code == 404, name
    assert browser.post(reverse("evaluations:stop", args=[*ids, run.id])).status_code == 404
    listed = text_of(browser.get(reverse("evaluations:tests", args=ids)))
    assert "Not tested yet." in listed
    assert "cheap.csv" not in listed


@pytest.mark.parametrize("name", ["run", "run_progress", "stop"])
def test_another_firms_test_is_not_there(place, browser, run, other, name):
    stranger = other.browser()
    ask = stranger.post if name == "stop" else stranger.get
    assert ask(place.url(name, run.id)).status_code == 404
    assert ask(other.url(name, run.id)).status_code == 404
    assert Job.objects.get(id=run.job).state == State.QUEUED
    assert Run.objects.of(other.firm.organisation).count() == 0


def test_a_model_that_cannot_be_run_gives_a_letter_to_the_vendor(place, browser):
    samples = examples_ready(place, browser, PAIRS)
    pickled = SimpleUploadedFile("turbo.onnx", b"\x80\x04K\x01.")
    run = started(
        place, browser, samples, compared(samples, PAIRS, student="model", student_file=pickled)
    )
    job = done(run.job)
    words = text_of(page(place, browser, run))
    assert job.refusal["sentence"] in words
    assert "only the vendor can mend it" in words
    assert "What to ask the vendor" in words
    assert (
        "We tried to test Triage Turbo 3.2 on examples of our own, with the file turbo.onnx."
        in words
    )


def test_whoever_asks_for_it_gets_a_mail_without_a_number_when_the_test_has_ended(
    place, browser, settings
):
    samples = examples_ready(place, browser, PAIRS)
    asked = browser.get(place.url("compare", samples.id)).context["form"]
    assert "tell" not in asked.fields  # no mail server is named
    settings.MAIL_IS_SET_UP = True
    wrong = table(["id", "answer"], [["e0", ""]], name="cheap.csv")
    for said, subject in (
        ({}, "The test of Triage Turbo is done"),
        ({"student_file": wrong}, "The test of Triage Turbo has ended"),
    ):
        run = started(place, browser, samples, compared(samples, PAIRS, tell="on", **said))
        assert f"We write to {place.firm.owner.email}" in text_of(page(place, browser, run))
        done(run.job)
        mail = OutgoingMail.objects.of(place.firm.organisation).get(about=run.id)
        assert (mail.to, mail.subject) == (place.firm.owner.email, subject)
        body = open_text(mail.organisation_id, bytes(mail.sealed or b""))
        assert place.url("run", run.id) in body
        assert "in 100" not in body


def test_how_long_tests_take_here_is_told_once_two_are_done(place, browser, run):
    assert "The last" not in text_of(page(place, browser, run))
    for _ in range(2):
        again = started(place, browser, run.sample_set, compared(run.sample_set, PAIRS))
        done(again.job)
    begun = Job.objects.get(id=run.job).created_at
    for seconds, job in zip(
        (4, 70), Job.objects.filter(kind="evaluations.run", state=State.DONE), strict=True
    ):
        Job.objects.filter(id=job.id).update(
            started_at=begun, finished_at=begun + timedelta(seconds=seconds)
        )
    assert "The last 2 tests here took between 4 seconds and 1 minute 10 seconds." in text_of(
        page(place, browser, run)
    )
