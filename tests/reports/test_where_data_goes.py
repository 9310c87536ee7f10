"""A report says where data goes as the page does, and keeps what was signed."""

import re

import pytest

from protection.transfers.flow_drawing import flow_today
from protection.transfers.headline import own_machines_headline
from reports.typesetting.pages import render_html
from tests.organisations.cast import found_firm
from tests.procurement.opened import LIBRARY, answer, open_for
from tests.protection.actions.test_transfer_worksheets import TOLD, WRITTEN, save, sign
from tests.reports.test_gathering import gathered, read
from tests.reports.typesetting.test_pages import HASH

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    made = open_for(firm)
    answer(made, firm.owner, **TOLD)
    return made


def html_of(content):
    return render_html(content, LIBRARY.bank, content_sha256=HASH)


def test_it_bears_the_same_words_and_numbers_as_the_page(assessment):
    content = gathered(assessment)
    html = html_of(content)
    aloud = re.search("<title>.*?</title>", flow_today(content.where_data_goes))[0]
    assert aloud in html
    assert own_machines_headline(content.where_data_goes) in html
    numbers = re.findall(r"<td><b>(\d)</b>", html)
    assert numbers == [str(stop.number) for stop in content.where_data_goes.stops]


def test_a_worksheet_stands_in_it_once_it_is_signed(assessment, firm):
    save(assessment, firm.lead)
    assert gathered(assessment).transfer_worksheets == ()
    row = sign(assessment, firm.lead, conclusion="with_steps", steps="Encrypt it by May.")
    answer(assessment, firm.owner, transfer_tools=["eu_sccs_only"])
    content = gathered(assessment)
    (signed,) = content.transfer_worksheets
    assert (signed.sha256, signed.worksheet.sha256) == (row.sha256, row.sha256)
    said = read(content)
    assert "The risk of sending data to India" in said
    assert "Encrypt it by May." in said
    assert WRITTEN["rights"] in said
    assert "Changed since it was signed: Legal tool: the model answers." in said


def test_a_worksheet_that_nobody_signed_stands_in_it_as_far_as_it_is(assessment, firm):
    save(assessment, firm.lead)
    content = gathered(assessment)
    assert [each.country for each in content.transfer_drafts] == ["India"]
    said = read(content).split("The risk of sending data to India")[1]
    assert "Not signed. Nobody has concluded yet whether it may go ahead." in said
    assert WRITTEN["rights"] in said


def test_an_untold_file_has_no_such_page(firm):
    assert "Where the data goes" not in read(gathered(open_for(firm)))


def test_more_places_than_paper_holds_are_named_in_the_table_alone(assessment, firm):
    answer(assessment, firm.owner, backup_countries=["IE", "FR", "DE", "ES", "IT", "NL", "BE"])
    said = read(gathered(assessment))
    assert "more places than a picture on paper holds" in said
    assert "Germany" in said
