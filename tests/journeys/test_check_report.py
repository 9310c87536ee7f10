"""Somebody who was given a report checks it: the browser takes the fingerprint, or the page does without a script."""

import hashlib

import pytest
from playwright.sync_api import expect

from reports.actions import request_report
from tests.journeys.browser import Site, hold, needs_chromium, page_for
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for
from tests.reports.test_verify import seal

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]


@pytest.fixture
def report(committed, tmp_path):
    firm = found_firm("Harbour Lettings")
    pdf, _ = seal(request_report(assessment=open_for(firm), by=firm.owner.as_actor()))
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    return path


@pytest.fixture
def site(machine):
    return Site(machine)


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 320)])
def test_whoever_was_given_a_report_checks_it(site, browser, report, scripts, width, tmp_path):
    page = page_for(browser, site, scripts=scripts, width=width)
    sent = []
    page.on("request", lambda asked: sent.append(asked.post_data_buffer or b""))
    page.goto("/")
    page.get_by_role("link", name="Check a report").click()
    page.get_by_label("The report").set_input_files(report)
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("heading", name="Unchanged and current")).to_be_visible()
    hold(page)
    # With a script only the fingerprint leaves the browser.
    fingerprint = hashlib.sha256(report.read_bytes()).hexdigest().encode()
    assert any(fingerprint in each for each in sent) is scripts
    assert not (scripts and any(b"report.pdf" in each for each in sent))

    changed = bytearray(report.read_bytes())
    changed[50] ^= 1
    other = tmp_path / "changed.pdf"
    other.write_bytes(changed)
    page.get_by_label("The report").set_input_files(other)
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("heading", name="Changed", exact=True)).to_be_visible()
    hold(page)
