"""Two hundred examples labelled by keyboard in a browser, from an export to the page that compares."""

import csv
import io

import pytest
from playwright.sync_api import expect

from evaluations.models import SampleSet
from labelling.models import Labelling
from tests.evaluations.assessments import done
from tests.journeys.browser import Site, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, follow, press, refused
from tests.labelling.labelled import KINDS, kind_of, texts
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for
from vault import files

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.owner)
    return made


@pytest.fixture
def assessment(firm):
    return open_for(firm)


def newest(firm):
    return Labelling.objects.of(firm.organisation).latest("brought_at")


def shown_text(page):
    return page.locator("#text").inner_text()


def test_two_hundred_are_labelled_by_keyboard(firm, assessment, machine, browser, tmp_path):
    """From the page where a test begins, by one key an example, to the page that compares."""
    with (tmp_path / "inbox.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["no", "message"], *enumerate(texts(260))])
    page = page_for(browser, Site(machine))
    sign_in(page, firm.owner.email)
    page.goto(f"/o/{assessment.organisation_id}/assessments/{assessment.id}/tests/new/")
    follow(page, "I have no labels yet")
    arrived(page, "Label your own examples")
    press(page, "Bring these texts")
    refused(page, "Choose a file, or paste some texts")
    page.locator("#id_file").set_input_files(tmp_path / "inbox.csv")
    press(page, "Bring these texts")
    arrived(page, "We are reading inbox.csv")
    done(newest(firm).job)
    follow(page, "Refresh")
    arrived(page, "Say where the texts stand")
    expect(page.get_by_role("checkbox", name="message")).to_be_checked()
    press(page, "Use these columns")
    arrived(page, "Name the kinds")
    for each in KINDS:
        page.get_by_label(f"Kind {each.key}", exact=True).fill(each.name)
        page.get_by_label(f"What kind {each.key} means", exact=True).fill(each.meaning)
    press(page, "Continue")
    arrived(page, "Draw examples at random")
    expect(
        page.get_by_text("With 200 examples a gap under 6.2 in 100 cannot be seen.")
    ).to_be_visible()
    press(page, "Draw them and start")
    arrived(page, "Label your examples")
    follow(page, "Start labelling")
    arrived(page, "Example 1")
    for number in range(1, 201):
        page.locator("h1", has_text=f"Example {number}").filter(visible=True).wait_for()
        page.keyboard.press(kind_of(shown_text(page)))
        page.wait_for_url(f"**/label/{number + 1}/" if number < 200 else f"**/{newest(firm).id}/")
    arrived(page, "All examples are labelled")
    follow(page, "Use these examples")
    arrived(page, "Use these examples for a test")
    page.get_by_label("No", exact=True).check()
    press(page, "Fix the labels and go on")
    samples = SampleSet.objects.of(firm.organisation).get()
    page.wait_for_url(f"**/tests/examples/set/{samples.id}/")
    for job in (samples.source.job, samples.job):
        done(job)
    page.reload()
    arrived(page, "Your examples, before any test")
    follow(page, "Choose what to compare")
    page.wait_for_url(f"**/tests/compare/{samples.id}/")
    assert samples.file is not None
    rows = list(
        csv.DictReader(io.StringIO(b"".join(files.read(samples.file)).decode(), newline=""))
    )
    names = {each.key: each.name for each in KINDS}
    assert len(rows) == 200
    assert all(row["label"] == names[kind_of(row["text"])] for row in rows)
