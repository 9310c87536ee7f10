"""A test's result: published numbers come out, in the users' words, the same on page and paper."""

import re

import pytest
from django.conf import settings
from statsmodels.stats.proportion import proportion_confint

from evaluations.wording.whole_result import whole_result
from reports.typesetting.pages import render_html
from tests.evaluations.assessments import done, table
from tests.evaluations.views.journey import (
    CHEAP,
    FULL,
    PAIRS,
    compared,
    examples_ready,
    page,
    started,
)
from tests.reports import content_made
from tests.visitors import text_of  # fmt: skip

pytestmark = pytest.mark.usefixtures("committed")


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


def test_where_they_differ_the_examples_themselves_are_shown_and_kept_encrypted(
    place, browser, run
):
    done(run.job)
    said = text_of(page(place, browser, run))
    assert "See the 7 where only this version was wrong" in said
    assert "e2 Hello, this is message 2 Arrears Repairs Arrears" in said
    assert "See the 1 where only the bigger version was wrong" in said
    run.refresh_from_db()
    assert "this is message" not in str(run.result)
    for path in settings.VAULT_DIR.rglob("*"):
        assert not path.is_file() or b"this is message" not in path.read_bytes()


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
    samples = examples_ready(place, browser, PAIRS)
    said = compared(samples, PAIRS, cheap=CHEAP, teacher="none")
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


def test_the_list_begins_with_what_to_do_and_then_shows_every_test(place, browser):
    assert "Not tested yet." in text_of(browser.get(place.url("tests")))
    samples = examples_ready(place, browser, PAIRS)
    first = started(place, browser, samples, compared(samples, PAIRS, cheap=CHEAP, full=FULL))
    done(first.job)
    second = started(place, browser, samples, compared(samples, PAIRS))
    answer = browser.get(place.url("tests"))
    said = text_of(answer)
    assert "between 2.6 and 51.7 more wrong" in said
    assert "Waiting for its turn." in said
    assert "enquiries.csv" in said
    for run in (first, second):
        assert place.url("run", run.id) in answer.content.decode()


def test_what_a_user_wrote_stays_words(place, browser):
    hostile = "<script>alert(1)</script>"
    rows = [[ref, text, hostile if label == "Repairs" else label] for ref, text, label in PAIRS]
    samples = examples_ready(place, browser, rows)
    wrong = [[ref, label if number else "Viewings"] for number, (ref, _, label) in enumerate(rows)]
    said = compared(samples, PAIRS, student_file=table(["id", "answer"], wrong, name=f"{hostile}.csv"),
                    teacher_file=table(["id", "answer"], [[ref, label] for ref, _, label in rows]))  # fmt: skip
    run = started(place, browser, samples, said)
    done(run.job)
    shown = page(place, browser, run).content.decode()
    assert hostile not in shown
    assert "&lt;script&gt;" in shown


def test_looking_again_at_the_same_examples_is_held_to_more_strictly_and_says_so(
    place, browser, run
):
    done(run.job)
    samples = run.sample_set
    stopped = started(place, browser, samples, compared(samples, PAIRS, cheap=CHEAP, full=FULL))
    browser.post(place.url("stop", stopped.id))
    # The same file brought again as a new upload is still the same examples.
    brought_again = examples_ready(place, browser, PAIRS)
    said = compared(brought_again, PAIRS, cheap=CHEAP, full=FULL)
    again = started(place, browser, brought_again, said)
    assert (run.look, stopped.look, again.look) == (1, 2, 2)
    done(again.job)
    again.refresh_from_db()
    assert again.result["look"] == 2
    assert "This was look 2 at these examples." in text_of(page(place, browser, again))
    fresh = examples_ready(place, browser, PAIRS[:-1])
    said = compared(fresh, PAIRS[:-1], cheap=CHEAP, full=FULL)
    assert started(place, browser, fresh, said).look == 1
