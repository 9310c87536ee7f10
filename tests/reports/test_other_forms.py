"""A sealed report is to be had as a page, as tables and as annexes alone, by whoever may read it."""

import csv
import hashlib
import io
import json

import openpyxl
import pikepdf
import pytest
from django.urls import reverse

from jobs import execution
from reports.actions import request_report
from reports.check_code import check_code
from reports.register import State, entry_of_file
from reports.signature.verifying import Finding, verify
from tests.conftest import needs_pango
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for
from tests.reports.issued import finish, issue

pytestmark = pytest.mark.usefixtures("committed")
FORMS = ("twin", "twin_file", "tables", "dpia_annex", "transfers_annex")
TABLES = ("flags", "answers", "evidence")


@pytest.fixture
def harbour(committed):
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(harbour):
    made = open_for(harbour, product="=cmd|' /C calc'!A0 <script>")
    answer(made, harbour.owner, **TO_INDIA, training_method="vendor_refused")
    return made


@pytest.fixture
def report(assessment, harbour):
    return issue(assessment, harbour)


def address(page, report, *more):
    ids = [report.organisation_id, report.assessment_id, report.id]
    return reverse(f"reports:{page}", args=[*ids, *more])


def addresses(report):
    tables = [address("table", report, table) for table in TABLES]
    return [*(address(page, report) for page in FORMS), *tables]


def taken(client, url):
    """Return the name and the bytes of a file, which no browser shows or runs."""
    response = client.get(url)
    assert response.status_code == 200, url
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename="), url
    return disposition.partition("filename=")[2].strip('"'), b"".join(response.streaming_content)


def test_every_form_says_what_was_frozen_and_bears_its_check_code(client, harbour, report):
    client.force_login(harbour.reader)
    code = check_code(report.content_sha256)
    content = json.loads(report.content)
    # What is said afterwards is in none of them.
    answer(report.assessment, harbour.owner, transfer_tools=["idta"])

    page = client.get(address("report", report)).content.decode()
    for url in addresses(report):
        assert f'href="{url}"' in page, url
    assert (
        reverse("desk:contract_words", args=[report.organisation_id, report.assessment_id]) in page
    )

    twin = client.get(address("twin", report))
    said = twin.content.decode()
    assert f'check code <b class="r-code">{code}</b>' in said
    assert "<script>" not in said.replace("<script src=", "")
    assert "style=" not in said.partition("<main")[2]
    # The page is written anew each time it is asked for; the PDF stays as it was sealed.
    todays = "the words are those that this installation uses today. What was sealed and signed is the PDF"
    assert todays in said

    name, html = taken(client, address("twin_file", report))
    assert name == f"cmd-c-calca0-script-32-report-{code}.html"
    assert code in html.decode()
    assert todays in html.decode()

    for table in TABLES:
        name, made = taken(client, address("table", report, table))
        assert name == f"cmd-c-calca0-script-32-{table}-{code}.csv"
        rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+"))]
        if table == "flags":
            assert {row[0] for row in rows[1:]} == {
                each["rule"] for each in content["screen"]["flags"]
            }
    name, made = taken(client, address("tables", report))
    assert name == f"cmd-c-calca0-script-32-tables-{code}.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(made))
    told = {row[0].value: row[1].value for row in book["About this file"].iter_rows()}
    assert told["Check code"] == code
    assert told["Product"].startswith("=cmd|")
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


@needs_pango
def test_an_annex_alone_is_sealed_as_the_report_is(client, harbour, assessment):
    client.force_login(harbour.adviser)
    report = request_report(assessment=assessment, by=harbour.owner.as_actor())
    assert report.job
    execution.perform(report.job)
    report.refresh_from_db()
    seen = []
    for binding in ("dpia", "transfers"):
        name, made = taken(client, address(f"{binding}_annex", report))
        seen.append(hashlib.sha256(made).hexdigest())
        assert name.endswith(f"-{binding}-annex-{check_code(report.content_sha256)}.pdf")
        assert verify(made).finding is Finding.INTACT
        assert entry_of_file(seen[-1]).state is State.CURRENT
        with pikepdf.open(io.BytesIO(made)) as pdf:
            assert set(pdf.attachments) == {f"{binding}.json"}
    issue(assessment, harbour, reason="A flag was settled.")
    assert {entry_of_file(each).state for each in seen} == {State.SUPERSEDED}
    twin = client.get(address("twin", report)).content.decode()
    assert "A newer report took the place of this one" in twin


def test_strangers_find_nothing_and_so_does_everybody_before_it_is_sealed(client, harbour, report):
    client.force_login(found_firm("Quayside Brokers").owner)
    for url in addresses(report):
        assert client.get(url).status_code == 404, url
    client.force_login(harbour.owner)
    assert client.get(address("table", report, "secrets")).status_code == 404
    waiting = request_report(
        assessment=report.assessment, by=harbour.owner.as_actor(), reason="A flag was settled."
    )
    for url in addresses(waiting):
        assert client.get(url).status_code == 404, url


def test_a_report_made_before_there_were_annexes_offers_none(client, harbour, assessment):
    client.force_login(harbour.owner)
    asked = request_report(assessment=assessment, by=harbour.owner.as_actor())
    older = finish(asked, bindings=("client", "full"))
    page = client.get(address("report", older)).content.decode()
    assert "Read it as a web page" in page
    assert "annex alone" not in page
    assert client.get(address("dpia_annex", older)).status_code == 404
