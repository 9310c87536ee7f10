"""The main job in a browser, on a pair that nobody here made, while things break around it."""

import json
import os
import shutil
import signal
import time

import pytest

from evaluations.models import Run
from jobs.lifecycle import State
from jobs.models import Job
from tests.conftest import SHARED, needs_shared, wait_until
from tests.evaluations.measurement.reference_pairs import hold as hold_numbers
from tests.evaluations.measurement.reference_pairs import sheet
from tests.journeys.browser import (
    Site,
    hold,
    let_sign_in,
    needs_chromium,
    page_for,
    sign_in,
)
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for

pytestmark = [needs_chromium, needs_shared, pytest.mark.usefixtures("committed")]
PLACE = SHARED / "assets" / "pairs" / "banking77"
EXPECTED = json.loads((PLACE / "expected.json").read_text()) if PLACE.exists() else {}


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Bank")
    let_sign_in(made.owner)
    return made


@pytest.fixture
def site(firm, machine):
    machine.start_broker()
    machine.start_clock()
    return Site(machine)


def bring_examples(page, organisation, assessment):
    page.goto(f"/o/{organisation}/assessments/{assessment}/tests/new/")
    page.get_by_label("Examples").set_input_files(PLACE / "sample_test.csv")
    page.get_by_role("button", name="Upload the examples").click()
    page.get_by_role("heading", name="Say what each column is").wait_for()
    hold(page)
    page.locator("input[name=labelled_by][value=people]").check()
    page.locator("input[name=seen_by_vendor][value=no]").check()
    page.get_by_role("button", name="Use these examples").click()
    page.get_by_role("heading", name="Your examples, before any test").wait_for()
    hold(page)
    page.get_by_role("link", name="Choose what to compare").click()
    page.get_by_role("heading", name="Choose what is compared").wait_for()
    hold(page)


def compare(page, *, student, teacher, choice):
    for side, path in (("student", student), ("teacher", teacher)):
        page.locator(f"input[name={side}][value={choice}]").check()
        page.locator(f"input[name={side}_file]").set_input_files(path)
    page.get_by_role("group", name="Out of 100").get_by_label("2 more").check()
    page.get_by_role("button", name="Start the test").click()
    page.get_by_role("heading", name="We are testing").wait_for()


def result_of(page, organisation):
    """Wait for the page to turn into the result by itself; return what was stored."""
    page.get_by_role("heading", name="The numbers").wait_for(timeout=240_000)
    hold(page)
    return Run.objects.of(organisation).get(id=page.url.rstrip("/").split("/")[-1])


def zipped(folder, target):
    return shutil.make_archive(str(target), "zip", folder)


@pytest.mark.slow
def test_sheets_then_a_model_give_the_numbers_that_came_with_them(
    firm, site, browser, machine, tmp_path
):
    worker = machine.start_worker()
    assessment = open_for(firm)
    page = page_for(browser, site)
    sign_in(page, firm.owner.email)
    bring_examples(page, firm.organisation.id, assessment.id)
    compared_at = page.url

    # First the two sheets.
    cheap = sheet(tmp_path / "cheap.csv", "banking77", "label", "student_b")
    full = sheet(tmp_path / "full.csv", "banking77", "label", "teacher")
    compare(page, student=cheap, teacher=full, choice="sheet")
    by_sheets = result_of(page, firm.organisation)
    hold_numbers(by_sheets.result, EXPECTED["student_b_vs_teacher"], share=1e-5, divergence=0.01)

    # Then the models themselves, with the worker killed and the broker wiped meanwhile.
    page.goto(compared_at)
    compare(
        page,
        student=zipped(PLACE / "student_bag_mlp", tmp_path / "student"),
        teacher=zipped(PLACE / "teacher_minilm_l6", tmp_path / "teacher"),
        choice="model",
    )
    hold(page)
    seen = watch_it_move(page)
    run = Run.objects.of(firm.organisation).exclude(id=by_sheets.id).get()
    assert run.job
    wait_until(lambda: Job.objects.get(id=run.job).state == State.RUNNING, what="the test")
    os.killpg(worker.pid, signal.SIGKILL)
    machine.wipe_broker()
    machine.start_worker()
    by_models = result_of(page, firm.organisation)
    assert len(seen) > 1, f"the progress was seen at {seen} alone"
    assert Job.objects.get(id=by_models.job).attempt == 2
    hold_numbers(by_models.result, EXPECTED["student_b_vs_teacher"], share=0.01, divergence=0.03)


def watch_it_move(page):
    """Return the different values the live part of the page showed within a while."""
    seen = []
    end = time.monotonic() + 60
    while len(seen) < 3 and time.monotonic() < end:
        shown = page.locator("#job-progress .now").all_inner_texts()
        if shown and shown[0] not in seen:
            seen.append(shown[0])
        page.wait_for_timeout(250)
    return seen
