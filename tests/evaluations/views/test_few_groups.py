"""Too few groups for a range: every page of a finished test says the number alone, and why."""

import pytest
from django.utils import timezone

from desk.evaluation_text import as_text
from desk.standing import standing
from evaluations.models import SampleSet
from evaluations.wording.side_by_side import side_by_side
from reports.gathering import gather
from reports.models import Report
from reports.typesetting.page_one import page_one
from reports.typesetting.pages import render_html
from tests.evaluations.assessments import done, table
from tests.evaluations.views import test_amounts
from tests.evaluations.views.journey import (
    columns_said,
    compared,
    examples,
    page,
    started,
    text_of,
    upload_examples,
)
from tests.procurement.opened import LIBRARY

pytestmark = pytest.mark.usefixtures("committed")
ROWS = examples(60)
WHY = "There is no range. The examples fall into only 6 groups that belong together; a range takes "
# The cheap version is wrong on 10 of 60, the full one on 8: 2 of 60 are 3.3 of 100.
CHEAP, FULL = set(range(10)), set(range(8))


def grouped(place, browser, header, rows, **said):
    rows = [[*row, f"client {number % 6}"] for number, row in enumerate(rows)]
    source = table([*header, "client"], rows, name="grouped.csv")
    sample_file = upload_examples(place, browser, source)
    answer = browser.post(
        place.url("columns", sample_file.id), columns_said(group="client", **said)
    )
    assert answer.status_code == 302, text_of(answer)
    return SampleSet.objects.of(place.firm.organisation).latest("uploaded_at")


def report_of(place):
    report = Report.objects.of(place.firm.organisation).create(
        assessment=place.assessment, number=1
    )
    return gather(report, at=timezone.now(), made_by="Weighbridge")


def doors(place, browser, run):
    """What the result page, page one, the whole report, the desk and the terminal say of it."""
    content = report_of(place)
    return [
        text_of(page(place, browser, run)),
        page_one(content, LIBRARY.bank).lead,
        render_html(content, LIBRARY.bank, content_sha256="ab" * 32),
        standing(place.assessment).said,
        " ".join(as_text(run.result).split()),
        text_of(browser.get(place.url("tests"))),
    ]


@pytest.mark.parametrize("compares", [True, False])
def test_right_answers_alone_with_why_on_every_page(place, browser, compares):
    samples = grouped(place, browser, ["id", "text", "label"], ROWS)
    said = compared(samples, ROWS, cheap=CHEAP, full=FULL)
    if not compares:
        said = {**said, "teacher": "none"}
        del said["teacher_file"]
    run = started(place, browser, samples, said)
    done(run.job)
    run.refresh_from_db()
    headline = (
        "In every 100 of these examples {} gets 3.3 more wrong than the bigger version"
        if compares
        else "{} gets 83.3 of 100 examples right"
    )

    shown, first, whole, desk, terminal, listed = doors(place, browser, run)
    for words in (shown, first, whole, desk, listed):
        assert headline.format("Triage Turbo") in words
        assert f"{WHY}10." in words
    assert headline.format("cheap.csv") in terminal
    assert f"{WHY}10." in terminal
    assert "No realistic number" not in shown + first + whole + terminal
    assert "83.3 of 100 right, with no range." in shown.split("Every test on these examples")[1]
    assert "not shown: 20 rows" not in shown
    assert side_by_side(run.result, run.result).rows


@pytest.mark.parametrize("compares", [True, False])
def test_amounts_alone_with_why_on_every_page(place, browser, compares):
    header = ["id", "text", "area", "rent"]
    samples = grouped(place, browser, header, test_amounts.homes(), label="rent", slices=["area"])
    said = test_amounts.said()
    if not compares:
        said = test_amounts.said(teacher="none", limit_in_units="")
        del said["teacher_file"]
    run = started(place, browser, samples, said)
    done(run.job)
    run.refresh_from_db()
    takes = 30 if compares else 10

    shown, first, whole, desk, terminal, listed = doors(place, browser, run)
    for words in (shown, first, whole, desk, terminal, listed):
        assert "more than the bigger version, on average" in words or not compares
        assert f"{WHY}{takes}." in words
    assert "No realistic number" not in shown + first + whole + terminal
    assert side_by_side(run.result, run.result).rows
