"""A test's page from its start to its result: the wait, the stop, the refusal, the numbers."""

import re

import pytest
from statsmodels.stats.proportion import proportion_confint

from evaluations.models import Run
from evaluations.wording.whole_result import whole_result
from jobs.lifecycle import Fault, State
from jobs.models import Job
from organisations.models import Event
from organisations.roles import Role
from reports.pages import render_html
from tests.evaluations.assessments import done, table
from tests.evaluations.views.journey import (
    answers,
    compared,
    examples,
    examples_ready,
    started,
    text_of,
)
from tests.reports import content_made

pytestmark = pytest.mark.usefixtures("committed")
ROWS = examples(21)
# Bentur et al. 2009, as in Fagerland, Lydersen and Laake (2014), table II: 1, 1, 7 and 12 pairs.
# Tango's 95 % interval of the difference: -0.517 to -0.026 (their table V).
ONLY_FULL_WRONG, BOTH_WRONG, ONLY_CHEAP_WRONG = {0}, {1}, set(range(2, 9))
CHEAP, FULL = BOTH_WRONG | ONLY_CHEAP_WRONG, BOTH_WRONG | ONLY_FULL_WRONG


@pytest.fixture
def browser(place):
    return place.browser()


@pytest.fixture
def run(place, browser):
    samples = examples_ready(place, browser, ROWS)
    said = compared(
        samples, ROWS, cheap=CHEAP, full=FULL, limit="60", claim_about="accuracy", claim_figure="97"
    )
    said["limit"] = "10"
    return started(place, browser, samples, said)


def page(place, browser, run):
    return browser.get(place.url("run", run.id))


def set_job(run, **values):
    Job.objects.filter(id=run.job).update(**values)


def test_the_result_says_the_published_interval_of_a_published_example(place, browser, run):
    done(run.job)
    said = text_of(page(place, browser, run))
    assert (
        "In every 100 examples Triage Turbo gets between 2.6 and 51.7 more wrong than the bigger version"
        in said
    )
    assert "Tested on 21 examples of your own." in said
    for counted in (
        "Both right 12", "Only the bigger version right 7", "Only this version right 1", "Both wrong 1",
    ):  # fmt: skip
        assert counted in said
    low, high = proportion_confint(13, 21, alpha=0.05, method="wilson")
    assert f"61.9 in 100 ({low * 100:.1f} to {high * 100:.1f})" in said
    assert "The vendor says: at least 97 in 100 right. Does not match what we found" in said
    assert "Your limit: 10 more wrong in 100, set before the test." in said


def test_kinds_too_small_to_tell_show_no_range(place, browser, run):
    done(run.job)
    said = text_of(page(place, browser, run))
    assert "label: Repairs Too few to say 2 of 7 1 of 7 not shown: 7 rows" in said
    assert "Answer sheet, filled by others." in said
    assert "Document seen" in said


def test_the_page_speaks_in_the_users_words(place, browser, run):
    done(run.job)
    outside_method = text_of(page(place, browser, run)).split("How this was worked out")[0]
    forbidden = r"not inferior|\bmargin\b|\bslice|\bartefact|\bretention\b|percentage point|\bstudent\b|NaN|None\b|\bnull\b"
    assert re.findall(forbidden, outside_method, re.IGNORECASE) == []


def test_page_and_report_say_and_draw_the_same(place, browser, run):
    done(run.job)
    run.refresh_from_db()
    shown = page(place, browser, run).content.decode()
    report = render_html(
        content_made.content(run.result, product="Triage Turbo"),
        content_made.LIBRARY.bank,
        content_sha256="ab" * 32,
    )
    whole = whole_result(run.result, "Triage Turbo")
    for svg in (whole.right_plot, whole.wrong_plot):
        assert svg in shown
        assert svg in report
    for words in (
        whole.finer, whole.limit, whole.claim, *(cell for row in whole.rows for cell in row if cell),
    ):  # fmt: skip
        written = words.replace("'", "&#x27;")
        assert written in shown
        assert written in report


def test_a_test_of_one_version_alone_says_what_it_gets_right(place, browser):
    samples = examples_ready(place, browser, ROWS)
    said = compared(samples, ROWS, cheap=CHEAP, teacher="none")
    del said["teacher_file"]
    run = started(place, browser, samples, said)
    done(run.job)
    low, high = proportion_confint(13, 21, alpha=0.05, method="wilson")
    words = text_of(page(place, browser, run))
    assert (
        f"Triage Turbo gets between {low * 100:.1f} and {high * 100:.1f} of 100 examples right"
        in words
    )
    assert "There was no bigger version to compare with." in words
    assert "Where the two differ" not in words


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
    samples = examples_ready(place, browser, ROWS)
    sheet = answers(ROWS)
    sheet[4][1] = ""
    said = compared(samples, ROWS, student_file=table(["id", "answer"], sheet, name="cheap.csv"))
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


def test_the_list_begins_with_what_to_do_and_then_shows_every_test(place, browser):
    assert "Not tested yet." in text_of(browser.get(place.url("tests")))
    samples = examples_ready(place, browser, ROWS)
    first = started(place, browser, samples, compared(samples, ROWS, cheap=CHEAP, full=FULL))
    done(first.job)
    second = started(place, browser, samples, compared(samples, ROWS))
    answer = browser.get(place.url("tests"))
    said = text_of(answer)
    assert "between 2.6 and 51.7 more wrong" in said
    assert "Waiting for its turn." in said
    assert "enquiries.csv" in said
    for run in (first, second):
        assert place.url("run", run.id) in answer.content.decode()


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


@pytest.mark.parametrize("name", ["run", "run_progress", "stop"])
def test_another_firms_test_is_not_there(place, browser, run, other, name):
    stranger = other.browser()
    ask = stranger.post if name == "stop" else stranger.get
    assert ask(place.url(name, run.id)).status_code == 404
    assert ask(other.url(name, run.id)).status_code == 404
    assert Job.objects.get(id=run.job).state == State.QUEUED
    assert Run.objects.of(other.firm.organisation).count() == 0


def test_what_a_user_wrote_stays_words(place, browser):
    hostile = "<script>alert(1)</script>"
    rows = [[ref, text, hostile if label == "Repairs" else label] for ref, text, label in ROWS]
    samples = examples_ready(place, browser, rows)
    wrong = [[ref, label if number else "Viewings"] for number, (ref, _, label) in enumerate(rows)]
    said = compared(samples, ROWS, student_file=table(["id", "answer"], wrong, name=f"{hostile}.csv"),
                    teacher_file=table(["id", "answer"], [[ref, label] for ref, _, label in rows]))  # fmt: skip
    run = started(place, browser, samples, said)
    done(run.job)
    shown = page(place, browser, run).content.decode()
    assert hostile not in shown
    assert "&lt;script&gt;" in shown
