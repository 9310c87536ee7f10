"""Somebody reads a report on a telephone and keeps it as one file, which asks nothing of anybody."""

import pytest
from playwright.sync_api import expect

from reports.check_code import check_code
from tests.journeys.browser import (
    Site,
    hold,
    let_sign_in,
    needs_chromium,
    page_for,
    sign_in,
)
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for
from tests.reports.issued import issue

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]
LONG = "Verylongvendorname" * 11


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.reader)
    return made


@pytest.fixture
def report(firm):
    assessment = open_for(firm, product=f"{LONG} <script>")
    hops = [{"what": "support", "company": "Helpline Ltd", "country": "IN"}]
    answer(assessment, firm.owner, **TO_INDIA, hops=hops, training_method="vendor_refused")
    return issue(assessment, firm)


def open_report(page, firm, report):
    sign_in(page, firm.reader.email)
    tool = f"/o/{report.organisation_id}/assessments/{report.assessment_id}"
    page.goto(f"{tool}/reports/{report.id}/")


@pytest.mark.parametrize(
    ("width", "scripts", "look"),
    [(1280, True, "light"), (320, False, "dark")],
)
def test_a_report_is_read_as_a_page_and_kept_as_a_file(
    firm, report, machine, browser, tmp_path, width, scripts, look
):
    page = page_for(browser, Site(machine), width=width, scripts=scripts)
    page.emulate_media(color_scheme=look)
    open_report(page, firm, report)
    hold(page)
    page.get_by_role("link", name="Read it as a web page").click()
    code = check_code(report.content_sha256)
    expect(page.get_by_text(f"check code {code}").first).to_be_visible()
    hold(page)
    page.get_by_role("link", name="Questions and answers").click()
    expect(page.get_by_role("heading", name="Questions and answers", level=2)).to_be_in_viewport()

    with page.expect_download() as taken:
        page.get_by_role("link", name="Keep this page as one file").click()
    kept = tmp_path / "report.html"
    taken.value.save_as(kept)
    words = " ".join(page.locator(".r-page").all_inner_texts())

    asked = []
    page.on("request", lambda each: asked.append(each.url))
    page.goto(f"file://{kept}")
    assert " ".join(page.locator(".r-page").all_inner_texts()) == words
    style = page.locator("body").evaluate("each => getComputedStyle(each).fontFamily")
    assert "Hanken Grotesk" in style
    hold(page)
    assert [each for each in asked if not each.startswith(("file://", "data:"))] == []


def test_each_table_and_annex_comes_as_a_file_named_by_product_and_check_code(
    firm, report, machine, browser
):
    page = page_for(browser, Site(machine))
    open_report(page, firm, report)
    code = check_code(report.content_sha256)
    named = {
        "Data protection annex alone": f"dpia-annex-{code}.pdf",
        "Transfers annex alone": f"transfers-annex-{code}.pdf",
        "Flags, answers and evidence": f"tables-{code}.xlsx",
        "answers as CSV": f"answers-{code}.csv",
    }
    for link, ending in named.items():
        with page.expect_download() as taken:
            page.get_by_role("link", name=link, exact=True).click()
        name = taken.value.suggested_filename
        assert name == f"{LONG[:60].lower()}-{ending}"
    page.get_by_role("link", name="What to ask the vendor to sign").click()
    expect(page.get_by_role("link", name="a Word file")).to_be_visible()
