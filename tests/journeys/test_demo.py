"""`./weigh demo` as somebody tries it: a question, a way in, and two reports to take away."""

import os
import re
import signal
import subprocess
import sys

import pytest
from pypdf import PdfReader

from demo.people import EVERYBODY
from tests.conftest import ROOT, needs_pango, wait_until
from tests.journeys.browser import free_port, hold, launched, needs_chromium, page_at

pytestmark = [needs_chromium, needs_pango, pytest.mark.slow]


@pytest.fixture
def demo(tmp_path):
    """Yield the address of a demo of its own, and what it printed."""
    port, log = free_port(), tmp_path / "demo.log"
    kept = {key: value for key, value in os.environ.items() if not key.startswith("WEIGH_")}
    variables = {"WEIGH_VAR": str(tmp_path / "var"), "WEIGH_DEMO": "1"}
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(port)],
            cwd=ROOT, env={**kept, **variables}, stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
    try:
        wait_until(lambda: "The demo is ready" in log.read_text(), what="the demo")
        yield f"http://localhost:{port}", log
    finally:
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=120) == 0


def test_the_demo_opens_with_the_question_and_gives_both_reports(demo, tmp_path):
    address, log = demo
    printed = log.read_text()
    assert all(person.email in printed for person in EVERYBODY)
    for browser in launched():
        page = page_at(browser, address)
        page.goto("/")
        assert "Is the cheap one secretly broken?" in page.locator("h1").inner_text()
        assert "This is the demo" in page.locator("body").inner_text()
        hold(page)
        page.get_by_text("The example is complete").wait_for(timeout=120_000)
        hold(page)
        page.get_by_role("button", name="Go in as Tom Adeyemi").click()
        home = page.url
        for tool, said in (("Triage Turbo", "damp and safety"), ("EnquirySense", "Nobody has")):
            page.goto(home)
            page.get_by_role("link", name=re.compile(tool)).last.click()
            page.get_by_role("link", name=f"Report of {tool}").click()
            hold(page)
            with page.expect_download() as download:
                page.get_by_role("link", name="Download report 1").click()
            kept = tmp_path / f"{tool}.pdf"
            download.value.save_as(kept)
            assert said in " ".join(PdfReader(kept).pages[0].extract_text().split())
        # Jo has signed; Sam's link waits in the mailbox.
        page.goto("/demo/mailbox/")
        asked = page.locator("article", has_text="sam@harbour.example")
        asked.get_by_role("link", name="/sign/link/").click()
        assert "Sam Harbour" in page.locator("main").inner_text()
        hold(page)


def test_the_password_that_is_printed_signs_in(demo):
    address, log = demo
    password = re.search(r"with the password (\S+)", log.read_text()).group(1)
    for browser in launched():
        page = page_at(browser, address)
        page.goto("/account/login/")
        page.get_by_label("Email address").fill(EVERYBODY[1].email)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="Sign out").wait_for()
