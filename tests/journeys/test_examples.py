"""Examples before any test, in a browser: what they show, a sheet that leaves, and the way to delete them."""

import csv

import pytest

from evaluations.models import SampleFile, SampleSet
from tests.evaluations.assessments import done
from tests.journeys.browser import Site, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, follow, press, refused
from tests.journeys.vendor_tasks import SIZES
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]

ROWS = [
    (f"m{n}", f"Kofi Mensah asks about flat {n}. Write to k{n}@mail.example", f"tag {n % 2}",
     ("urgent", "can wait")[n % 2])
    for n in range(40)
]  # fmt: skip


@pytest.fixture
def inbox(tmp_path):
    path = tmp_path / "inbox.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "text", "tag", "answer"), *ROWS])
    return path


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    return made


def look_again(page, scripts):
    if not scripts:
        follow(page, "Refresh")


@pytest.mark.parametrize(("width", "scripts"), SIZES)
def test_examples_are_looked_at_a_sheet_leaves_and_all_is_deleted(
    firm, inbox, machine, browser, width, scripts
):
    assessment = open_for(firm)
    page = page_for(browser, Site(machine), width=width, scripts=scripts)
    sign_in(page, firm.owner.email)
    page.goto(f"/o/{firm.organisation.id}/assessments/{assessment.id}/tests/new/")
    page.get_by_label("Your file of examples").set_input_files(inbox)
    press(page, "Upload the examples")
    arrived(page, "We are reading inbox.csv")
    done(SampleFile.objects.of(firm.organisation).get().job)
    look_again(page, scripts)

    arrived(page, "Say what each column is")
    page.get_by_role("group", name="Which columns may the AI see?").get_by_label("tag").check()
    page.get_by_label("People", exact=True).check()
    page.get_by_role("group", name="Has the vendor seen").get_by_label("No", exact=True).check()
    press(page, "Use these examples")
    refused(page, "tag gives the right answer away in 100 of 100 rows")
    page.get_by_role("group", name="Which columns may the AI see?").get_by_label("tag").uncheck()
    press(page, "Use these examples")

    arrived(page, "We are looking at inbox.csv")
    done(SampleSet.objects.of(firm.organisation).get().job)
    look_again(page, scripts)
    arrived(page, "Your examples, before any test")
    said = page.locator("main").inner_text()
    assert "With these 40 examples a gap of less than" in said
    assert "40 of 40" in said
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the sheet as CSV").click()
    written = waiting.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert written[0] == "id,text,answer"
    assert "urgent" not in "".join(written)

    follow(page, "Look at what would leave")
    arrived(page, "May this sheet leave?")
    assert "[email address]" in page.locator("main").inner_text()
    press(page, "Let the sheet leave")
    refused(page, "Tick the box if the texts may go", "Tick the box if the sheet may go there")
    page.get_by_label("I have looked at what was found").check()
    page.get_by_label("I have read where the sheet goes").check()
    press(page, "Let the sheet leave")
    arrived(page, "Your examples, before any test")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the vendor’s sheet as CSV").click()
    left = waiting.value.path().read_text(encoding="utf-8-sig")
    assert "mail.example" not in left
    assert "m7," not in left

    follow(page, "Delete these examples")
    arrived(page, "Delete inbox.csv?")
    press(page, "Delete it for good")
    arrived(page, "Files that are kept for tests")
    assert "deleted" in page.locator("main").inner_text()
