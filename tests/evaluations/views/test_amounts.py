"""Right answers that are amounts: a limit in their unit, set on the page, and a result in it."""

import csv
import io
import re

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone
from scipy import stats
from sklearn.metrics import mean_absolute_error

from desk.evaluation_text import as_text
from desk.standing import standing
from evaluations.models import SampleSet
from reports.gathering import gather
from reports.models import Report
from reports.typesetting.bindings import ways_to_set
from reports.typesetting.pages import render_html
from tests.evaluations.assessments import done, table
from tests.evaluations.views.journey import columns_said, page, started, text_of, upload_examples
from tests.procurement.opened import LIBRARY

pytestmark = pytest.mark.usefixtures("committed")
ROWS = 60
RENTS = np.round(np.random.default_rng(4).lognormal(7, 0.3, ROWS)) + 0.5
OFF = np.random.default_rng(5).normal(0, 1, (2, ROWS))
CHEAP, FULL = np.round(RENTS + OFF[0] * 90), np.round(RENTS + OFF[1] * 30)
AREAS = ["north", "south", "west"]


def homes(values=None):
    values = RENTS if values is None else values
    return [
        [f"h{row}", f"A flat with {row} windows", AREAS[row % 3], f"{value:,}"]
        for row, value in enumerate(values)
    ]


def sheet(answers, name):
    rows = [[f"h{row}", answer] for row, answer in enumerate(answers)]
    return table(["id", "answer"], rows, name=name)


def ready(place, browser, rows):
    source = table(["id", "text", "area", "rent"], rows, name="rents.csv")
    sample_file = upload_examples(place, browser, source)
    said = columns_said(label="rent", slices=["area"])
    answer = browser.post(place.url("columns", sample_file.id), said)
    assert answer.status_code == 302, text_of(answer)
    return SampleSet.objects.of(place.firm.organisation).latest("uploaded_at")


@pytest.fixture
def samples(place, browser):
    return ready(place, browser, homes())


def said(**more):
    return {
        "student": "sheet", "student_file": sheet(CHEAP, "cheap.csv"),
        "teacher": "sheet", "teacher_file": sheet(FULL, "full.csv"),
        "limit_in_units": "£1,000.50", **more,
    }  # fmt: skip


def rows_of(place, browser, run, name):
    answered = browser.get(place.url("table", run.id, name))
    written = b"".join(answered.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(written, newline="")))


def test_the_limit_is_asked_for_in_the_unit_and_holds(place, browser, samples):
    asked = browser.get(place.url("compare", samples.id))
    assert "The right answers in rent are amounts." in text_of(asked)
    assert not {"limit", "claim_about", "said_labels"} & asked.context["form"].fields.keys()
    done(samples.job)
    # Of the 60 rents in order, the 15th is 886.5 and the 45th 1,278.5.
    assert "The middle half of your right answers lies between 886.5 and 1,278." in text_of(
        browser.get(place.url("compare", samples.id))
    )

    run = started(place, browser, samples, said())
    assert (run.task, run.margin_in_units, run.claim) == ("numbers", 1000.5, None)
    assert "No more than 1,000 further off on average" in text_of(page(place, browser, run))
    done(run.job)

    words = text_of(page(place, browser, run))
    assert "Good enough, within the limit you set" in words
    assert "1,000 further off on average" in words.split("Every test on these examples")[1]
    assert "more wrong in 100" not in words
    numbers = rows_of(place, browser, run, "numbers")
    mae = next(row for row in numbers if row[:2] == ["this version", "mae"])
    assert float(mae[2]) == pytest.approx(mean_absolute_error(RENTS, CHEAP))


def test_kinds_and_the_furthest_off_can_be_taken_away(place, browser, samples):
    run = started(place, browser, samples, said())
    done(run.job)
    kinds = {row[0]: row for row in rows_of(place, browser, run, "kinds")}
    of_south = slice(1, ROWS, 3)
    assert kinds["area: south"][1] == "20"
    assert float(kinds["area: south"][2]) == pytest.approx(
        mean_absolute_error(RENTS[of_south], CHEAP[of_south])
    )
    assert "off by, on average" in kinds["kind of case"][2]
    further = np.abs(CHEAP - RENTS) - np.abs(FULL - RENTS)
    worst = int(np.argmax(further))
    heading, first, *_ = rows_of(place, browser, run, "examples")
    assert heading[3:5] == ["right answer", "this version said"]
    assert first[0] == f"h{worst}"
    assert [float(cell) for cell in first[3:]] == [RENTS[worst], CHEAP[worst], FULL[worst]]
    links = page(place, browser, run).content.decode()
    assert place.url("table", run.id, "kinds") in links
    assert place.url("table", run.id, "examples") in links


def test_the_limit_of_the_first_test_stands_in_its_unit(place, browser, samples):
    run = started(place, browser, samples, said(limit_in_units="40"))
    done(run.job)
    shown = browser.get(place.url("compare", samples.id))
    assert str(shown.context["form"]["limit_in_units"].value()) == "40"
    assert "no more than 40 further off on average" in text_of(shown)
    again = {"student": str(run.student_id), "teacher": str(run.teacher_id)}
    later = started(place, browser, samples, again | {"limit_in_units": "90"})
    done(later.job)
    words = text_of(page(place, browser, later))
    assert "The limit was changed after a result was seen." in words


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"limit_in_units": ""}, "Enter your limit, for example 500"),
        ({"limit_in_units": "some"}, "Enter your limit as a number"),
        ({"limit_in_units": "-1"}, "Enter 0 or more"),
    ],
)
def test_a_limit_is_wanted_where_two_are_compared(place, browser, samples, wrong, sentence):
    answer = browser.post(place.url("compare", samples.id), said(**wrong))
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    alone = said(teacher="none", limit_in_units="")
    del alone["teacher_file"]
    run = started(place, browser, samples, alone)
    assert run.margin_in_units is None
    assert "Your limit None was set" in text_of(page(place, browser, run))


def test_figures_may_be_said_to_be_names_and_names_amounts(place, browser, samples):
    by_names = browser.get(place.url("compare", samples.id) + "?task=classes")
    assert "limit" in by_names.context["form"].fields
    assert "We take the figures in rent for names." in text_of(by_names)
    assert "?task=numbers" in by_names.content.decode()

    windows = ready(place, browser, homes(range(ROWS)))  # 0 to 59 without a gap: codes, it seems
    assert "limit" in browser.get(place.url("compare", windows.id)).context["form"].fields
    address = place.url("compare", windows.id) + "?task=numbers"
    assert "limit_in_units" in browser.get(address).context["form"].fields
    answer = browser.post(address, said(limit_in_units="3"))
    assert answer.status_code == 302
    run = windows.runs.get()
    assert run.task == "numbers"
    again = browser.get(place.url("compare", windows.id) + f"?again={run.id}")
    assert "limit_in_units" in again.context["form"].fields


def test_a_version_that_is_too_far_off_is_a_ground_of_the_suggestion(place, browser, samples):
    run = started(place, browser, samples, said(limit_in_units="1"))
    done(run.job)
    report = Report.objects.of(place.firm.organisation).create(
        assessment=place.assessment, number=1
    )
    content = gather(report, at=timezone.now(), made_by="Weighbridge")
    assert ("test", "1") in {(each.kind, each.ref) for each in content.grounds}
    assert content.suggestion == "do_not_proceed"
    set_as = render_html(content, LIBRARY.bank, content_sha256="ab" * 32)
    assert "The test: not good enough." in set_as
    client = next(iter(ways_to_set("client", content, LIBRARY.bank, content_sha256="ab" * 32)))
    south = slice(1, ROWS, 3)
    cheap, full = (mean_absolute_error(RENTS[south], each[south]) for each in (CHEAP, FULL))
    for html in (set_as, client):
        words = " ".join(re.sub("<[^>]+>", " ", html).split())
        assert "Off by on average, in the unit of the answers" in words
        each = f"{cheap:.4g}, against {full:.4g}: {cheap - full:.4g} more"
        assert f"area: south 20 {each} (too few examples for a range)" in words
    off = np.abs(CHEAP - RENTS) - np.abs(FULL - RENTS)
    ends = stats.t.interval(0.95, ROWS - 1, off.mean(), stats.sem(off))
    full_file = " ".join(re.sub("<[^>]+>", " ", set_as).split())
    row = f"{off.mean():.4g} more, between {ends[0]:.4g} and {ends[1]:.4g} more"
    assert f"Off by, against the bigger version {row}" in full_file
    method = full_file.split("How this was made")[-1]
    assert "Difference mean difference of absolute errors, Student&#x27;s t, 95%" in method
    decision = reverse("desk:decision", args=[place.firm.organisation.id, place.assessment.id])
    assert "The test: Not good enough" in text_of(browser.get(decision))


def test_where_few_examples_differ_every_page_says_so(place, browser, samples):
    few = FULL.copy()
    few[:3] = RENTS[:3] + 500.0
    run = started(place, browser, samples, said(student_file=sheet(few, "few.csv")))
    done(run.job)
    run.refresh_from_db()
    why = "One version is closer than the other on 3 examples only: too few to say how far apart they can be."

    report = Report.objects.of(place.firm.organisation).create(
        assessment=place.assessment, number=1
    )
    content = gather(report, at=timezone.now(), made_by="Weighbridge")
    for words in (
        text_of(page(place, browser, run)),
        render_html(content, LIBRARY.bank, content_sha256="ab" * 32),
        standing(place.assessment).said,
        " ".join(as_text(run.result).split()),
    ):
        assert f"There is no range. {why}" in words
        assert "more than the bigger version, on average" in words
    assert "Not enough examples yet" in text_of(page(place, browser, run))
