"""A vendor runs a sheet, in a browser: without scripts, at 320 pixels."""

import csv

import pytest

from portal.actions.sheet_tasks import ask_for_sheet, release_sheet, shown_for
from portal.models import ReturnedSheet
from tests.evaluations.assessments import done
from tests.journeys.browser import Site, let_sign_in, needs_chromium
from tests.journeys.steps import arrived, follow, press, refused
from tests.journeys.vendor_tasks import SIZES, entered, examples_for
from tests.organisations.cast import found_firm
from tests.portal.asked import ask
from tests.procurement.opened import open_for

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    return made


@pytest.fixture
def asked(firm):
    return ask(open_for(firm), firm)


@pytest.fixture
def samples(firm, asked):
    return examples_for(asked, firm)


@pytest.mark.parametrize(("width", "scripts"), SIZES)
def test_the_vendor_runs_a_sheet(firm, asked, samples, machine, browser, width, scripts, tmp_path):
    by = firm.owner.as_actor()
    task = ask_for_sheet(
        asked=asked.request, samples=samples, instructions="Repairs or Arrears", by=by
    )
    site = Site(machine)
    page = entered(browser, site, asked.link, width=width, scripts=scripts)
    done(task.job)
    task.refresh_from_db()
    release_sheet(
        task=task, seal=shown_for(task).seal, found_confirmed=True, found_why="Made up.",
        transfer_confirmed=True, transfer_why="", by=by,
    )  # fmt: skip
    page.reload()
    arrived(page, "Your answers for Harbour Lettings")
    follow(page, "Run a sheet of examples")
    arrived(page, "Run a sheet of examples")
    with page.expect_download() as download:
        follow(page, "Download as CSV")
    download.value.save_as(tmp_path / "sheet.csv")
    press(page, "Upload the sheet")
    refused(page, "Choose the sheet you filled in")
    with (tmp_path / "sheet.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)

    def upload(lines):
        with (tmp_path / "filled.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *lines])
        page.get_by_label("The sheet, filled in").set_input_files(tmp_path / "filled.csv")
        press(page, "Upload the sheet")
        arrived(page, "We are reading your sheet")
        newest = ReturnedSheet.objects.of(firm.organisation).latest("number")
        done(newest.job)
        follow(page, "Refresh")

    upload([["nobody", *rows[0][1:]]])
    page.get_by_text("We could not use the sheet").wait_for()
    arrived(page, "Run a sheet of examples")
    assert "Row\n2" in page.locator(".wb-errors").inner_text()
    upload([[*row[:2], "Repairs"] for row in rows[:7]])
    page.get_by_text("still missing").wait_for()
    arrived(page, "Run a sheet of examples")
    upload([[*row[:2], "Repairs"] for row in rows])
    page.get_by_text("Your reference is").wait_for()
    arrived(page, "Harbour Lettings has your sheet")
    follow(page, "Back to all parts")
    arrived(page, "Your answers for Harbour Lettings")
