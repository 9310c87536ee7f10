"""A report is issued, signed by the client, issued again, shared, and the link ended: all on pages."""

import hashlib
import re

import pytest
from playwright.sync_api import expect

from organisations.models import OutgoingMail
from reports.models import Report
from tests.journeys.browser import Site, let_sign_in, needs_chromium, page_for, sign_in
from tests.journeys.steps import arrived, follow, press, refused
from tests.organisations.cast import found_firm
from tests.procurement.opened import open_for
from tests.reports.issued import CHECK_EVERY_FLAG, HARBOUR, decided, finish
from vault.sealed_text import open_text

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.usefixtures("committed")]


@pytest.fixture
def firm(committed):
    made = found_firm("Harbour Lettings")
    let_sign_in(made.adviser)
    return made


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    decided(made, firm)
    return made


@pytest.fixture
def site(machine, monkeypatch):
    # Mails wait for a worker that is not there, and are read where they wait.
    monkeypatch.setenv("WEIGH_EMAIL_HOST", "mail.example")
    return Site(machine)


def in_mail(firm, pattern):
    """Return what the newest mail with such a thing in it says."""
    mails = OutgoingMail.objects.of(firm.organisation).filter(to=HARBOUR.email)
    bodies = [
        open_text(each.organisation_id, bytes(each.sealed or b""))
        for each in mails.order_by("-created_at")
    ]
    return next(found.group(1) for body in bodies if (found := re.search(pattern, body)))


def made(assessment, number):
    """Finish a report as its worker would."""
    report = Report.objects.of(assessment.organisation_id).get(assessment=assessment, number=number)
    return finish(report)


def downloaded(page, press_it):
    with page.expect_download() as got:
        press_it()
    return hashlib.sha256(got.value.path().read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("width", "scripts"),
    [pytest.param(1280, True, id="wide"), pytest.param(320, False, id="narrow, no scripts")],
)
def test_from_the_first_issue_to_a_link_that_ended(site, browser, firm, assessment, width, scripts):
    adviser = page_for(browser, site, width=width, scripts=scripts)
    all_reports = f"/o/{assessment.organisation_id}/assessments/{assessment.id}/reports/"
    sign_in(adviser, firm.adviser.email)
    adviser.goto(all_reports)
    arrived(adviser, "Reports on Triage Turbo")
    press(adviser, "Make the report")
    first = made(assessment, 1)

    adviser.goto(all_reports)
    follow(adviser, "Report 1")
    arrived(adviser, "Report 1 on Triage Turbo")
    follow(adviser, "Ask the client to sign")
    arrived(adviser, "Signatures on report 1")
    press(adviser, "Mail them the link")
    refused(adviser, "Enter the name of the person", "Enter their email address")
    adviser.get_by_label("Who should sign?").fill(HARBOUR.name)
    adviser.get_by_label("Their own email address").fill(HARBOUR.email)
    press(adviser, "Mail them the link")
    arrived(adviser, "Signatures on report 1")
    expect(adviser.locator("main")).to_contain_text("Mailed, not opened yet")

    signer = page_for(browser, site, width=width, scripts=scripts)
    sent = []
    signer.on("request", lambda request: sent.append(request.headers.get("referer", "")))
    signer.goto(in_mail(firm, r"https?://[^/]+(/sign/link/\S+)"))
    arrived(signer, "Harbour Lettings asks you to sign a report")
    press(signer, "Mail me the code")
    arrived(signer, "Enter the code we mailed you")
    press(signer, "Continue")
    refused(signer, "Enter the code from the mail")
    signer.get_by_label("Code").fill(in_mail(firm, r"The code is (\d{6})"))
    press(signer, "Continue")
    arrived(signer, "Sign the report on Triage Turbo")
    expect(signer.locator("main")).to_contain_text(CHECK_EVERY_FLAG)
    seal = first.seals.get(binding="client")
    assert downloaded(signer, lambda: follow(signer, "Read the report as a PDF")) == seal.sha256
    press(signer, "Sign the report")
    refused(signer, "Tick the box if you agree", "Type your full name")
    signer.get_by_label("I have read this report").check()
    signer.get_by_label("Type your full name to sign").fill("Jo Harbour")
    press(signer, "Sign the report")
    arrived(signer, "You have signed")
    press(signer, "Leave, on a shared computer")
    arrived(signer, "You have left")
    assert not any("/sign/link/" in referer for referer in sent)

    adviser.goto(all_reports)
    arrived(adviser, "Reports on Triage Turbo")
    expect(adviser.locator("main")).to_contain_text("Signed by Jo Harbour on")
    press(adviser, "Make a new report")
    refused(adviser, "Say why it is issued again")
    adviser.get_by_label("Why is it issued again?").fill("The vendor told us where the data goes.")
    press(adviser, "Make a new report")
    second = made(assessment, 2)
    adviser.goto(all_reports)
    arrived(adviser, "Reports on Triage Turbo")
    expect(adviser.locator("tbody tr").first).to_contain_text("Current")
    expect(adviser.locator("tbody tr").last).to_contain_text("Superseded")

    follow(adviser, "Report 2")
    follow(adviser, "Share it by a link")
    arrived(adviser, "Links to report 2")
    press(adviser, "Make the link")
    refused(adviser, "Enter who it is for")
    adviser.get_by_label("The full file").check()
    adviser.get_by_label("Who is it for?").fill("The landlord")
    press(adviser, "Make the link")
    arrived(adviser, "The link for The landlord")
    link = adviser.locator("main code").inner_text()
    follow(adviser, "Continue")
    arrived(adviser, "Links to report 2")
    expect(adviser.locator("main")).to_contain_text("Not downloaded yet")

    reader = page_for(browser, site, width=width, scripts=scripts)
    path = f"/{link.split('/', 3)[3]}"
    reader.goto(path)
    arrived(reader, "A report on Triage Turbo")
    sha256 = downloaded(reader, lambda: press(reader, "Download the report"))
    assert sha256 == second.seals.get(binding="full").sha256
    adviser.reload()
    expect(adviser.locator("main")).to_contain_text("Downloaded 1")
    press(adviser, "End this link for The landlord")
    arrived(adviser, "Links to report 2")
    expect(adviser.locator("main")).to_contain_text("Ended on")
    assert reader.goto(path).status == 410
    expect(reader.get_by_role("heading", level=1)).to_contain_text("This link was ended")
    assert reader.evaluate("document.documentElement.scrollWidth") <= width


def test_a_link_that_opens_nothing_is_a_page_like_any_other(site, browser, firm):
    page = page_for(browser, site, width=320)
    for path, status in (("/shared/nobody-was-given-this/", 404), (f"/sign/{firm.owner.id}/", 403)):
        assert page.goto(path).status == status
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
