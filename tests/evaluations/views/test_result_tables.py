"""A result's tables as files, its examples by kind, its ledger, and two results side by side."""

import csv
import io

import pytest
from django.utils import timezone
from statsmodels.stats.proportion import proportion_confint

from organisations.roles import Role
from reports.gathering import gather
from reports.models import Report
from reports.typesetting.pages import render_html
from tests.evaluations.assessments import done
from tests.evaluations.views.journey import (
    CHEAP,
    FULL,
    PAIRS,
    compared,
    examples_ready,
    page,
    started,
)
from tests.procurement.opened import LIBRARY, answer
from tests.visitors import text_of  # fmt: skip

pytestmark = pytest.mark.usefixtures("committed")
TABLES = ["numbers", "kinds", "mistakes", "examples", "confidence", "speed", "sending-on"]


@pytest.fixture
def result(run):
    done(run.job)
    run.refresh_from_db()
    return run


def table_of(place, browser, run, name):
    answered = browser.get(place.url("table", run.id, name))
    assert answered.status_code == 200
    assert answered.headers["Content-Disposition"].startswith("attachment")
    written = b"".join(answered.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(written, newline="")))


def again(place, browser, samples, **said):
    made = started(
        place, browser, samples, compared(samples, PAIRS, cheap=CHEAP, full=FULL, **said)
    )
    done(made.job)
    return made


def test_every_table_is_a_file_and_nothing_else_is(place, browser, result):
    for name in TABLES:
        rows = table_of(place, browser, result, name)
        assert len({len(row) for row in rows}) == 1, name
    assert browser.get(place.url("table", result.id, "secrets")).status_code == 404


def test_the_numbers_have_their_range_count_and_method(place, browser, result):
    rows = table_of(place, browser, result, "numbers")
    low, high = proportion_confint(13, 21, alpha=0.05, method="wilson")
    found = next(row for row in rows if row[:2] == ["this version", "accuracy"])
    assert [float(cell) for cell in found[2:6]] == pytest.approx([13 / 21, low, high, 21])
    assert "Wilson" in found[6]
    assert (
        sum(
            int(cell)
            for row in table_of(place, browser, result, "mistakes")[1:]
            for cell in row[1:]
        )
        == 21
    )


def test_an_unfinished_test_and_another_firms_have_no_tables(place, browser, run, other):
    assert browser.get(place.url("table", run.id, "numbers")).status_code == 302
    done(run.job)
    assert other.browser().get(other.url("table", run.id, "examples")).status_code == 404
    assert other.browser().get(place.url("table", run.id, "examples")).status_code == 404


def test_each_kind_shows_examples_it_got_wrong_those_only_this_one_missed_first(
    place, browser, result
):
    said = text_of(page(place, browser, result))
    shown = said.split("See examples it got wrong: label: Repairs")[1]
    shown = shown.split("See examples")[0].split("Download")[0]
    # Of the repairs, every third row from the first, only this version missed e3 and e6.
    assert "e3 Hello, this is message 3 Repairs Viewings Repairs" in shown
    assert "e0 " not in shown


def test_without_prices_the_page_asks_for_them_and_with_them_it_says_the_trade_off(
    place, browser, result
):
    assert "Give the prices and how much you use it" in text_of(page(place, browser, result))
    answer(
        place.assessment, place.firm.owner, price_per_1000=10, teacher_price_per_1000=100,
        monthly_volume=1000,
    )  # fmt: skip
    said = text_of(page(place, browser, result))
    # 12,000 a year, 9p less each: 1,080 pounds; 2.6 to 51.7 more wrong in 100 are 310 to 6,200.
    assert (
        "Triage Turbo saves about £1,080 a year and would make between 310 and 6,200 more mistakes a year"
        in said
    )


def test_the_ledger_names_every_test_and_what_was_changed_late(place, browser, result):
    samples = result.sample_set
    stopped = started(place, browser, samples, compared(samples, PAIRS))
    browser.post(place.url("stop", stopped.id))
    changed = again(place, browser, samples, limit="5", claim_about="", claim_figure="")
    said = text_of(page(place, browser, changed))
    ledger = said.split("Every test on these examples")[1]
    assert "There were 2 tests of Triage Turbo on these examples" in ledger
    assert "the vendor says at least 97 in 100 right" in ledger
    assert "The limit and the vendor’s figure were changed after a result was seen." in ledger
    assert "21 examples of this test had been tested on before." in ledger
    plate = said.split("Every test on these examples")[0]
    assert "The limit and the vendor’s figure were changed after a result was seen." in plate
    assert "changed after" not in text_of(page(place, browser, result)).split("Every test on")[0]


def test_the_report_prints_the_ledger(place, browser, result):
    again(place, browser, result.sample_set, limit="5", claim_about="accuracy", claim_figure="97")
    report = Report.objects.of(place.firm.organisation).create(
        assessment=place.assessment, number=1
    )
    content = gather(report, at=timezone.now(), made_by="Weighbridge")
    assert [[line.look for line in ledger] for ledger in content.test_ledgers] == [[1, 2]]
    set_as = render_html(content, LIBRARY.bank, content_sha256="ab" * 32)
    assert "Every test, in order" in set_as
    assert "The limit was changed after a result was seen." in set_as


def test_two_tests_stand_side_by_side(place, browser, result):
    empty = text_of(browser.get(place.url("side_by_side")))
    assert "it takes two finished tests" in empty
    second = again(place, browser, result.sample_set)
    assert "Put two tests side by side" in text_of(browser.get(place.url("tests")))
    shown = browser.get(place.url("side_by_side"), {"first": result.id, "second": second.id})
    said = text_of(shown)
    assert "Both tests used the same examples." in said
    assert "Which look at its examples 1 2" in said
    assert "label: Repairs 2 of 7 2 of 7" in said
    same = browser.get(place.url("side_by_side"), {"first": result.id, "second": result.id})
    assert "Choose another test: this is the first one" in text_of(same)
    reader = place.browser(Role.READER).get(
        place.url("side_by_side"), {"first": result.id, "second": second.id}
    )
    assert "Set the second version against" not in text_of(reader)


def test_another_tools_test_cannot_be_put_beside_ours(place, browser, result, other):
    answered = other.browser().get(
        other.url("side_by_side"), {"first": result.id, "second": result.id}
    )
    assert "cheap.csv" not in text_of(answered)


def test_a_new_version_is_set_against_the_last_and_called_so(place, browser, result):
    samples = result.sample_set
    asked = browser.get(place.url("compare", samples.id) + f"?after={result.id}").context["form"]
    assert (asked["rival"].value(), asked["teacher"].value()) == ("earlier", str(result.student_id))
    said = compared(samples, PAIRS, cheap=FULL, rival="earlier", teacher=str(result.student_id))
    del said["teacher_file"]
    newer = started(place, browser, samples, said)
    done(newer.job)
    newer.refresh_from_db()
    assert newer.result["rival"] == "earlier"
    words = text_of(page(place, browser, newer))
    # The two sheets are those of the published example, the other way round.
    assert "gets between 51.7 and 2.6 fewer wrong than the earlier version" in words
    assert "Only the earlier version right 1" in words
    assert (
        "bigger version" not in words.split("How this was worked out")[0].split("Every test on")[0]
    )
    assert "Give the prices" not in words


def test_fresh_examples_begin_anew_and_grown_ones_do_not(place, browser, result):
    fresh = [
        [f"n{number}", f"Quite another text {number}", label]
        for number, (_, _, label) in enumerate(PAIRS)
    ]
    samples = examples_ready(place, browser, fresh)
    new = started(place, browser, samples, compared(samples, fresh))
    done(new.job)
    assert "This is the only test of Triage Turbo on these examples so far." in text_of(
        page(place, browser, new)
    )
