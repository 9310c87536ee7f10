"""Where the data goes, as people see it, and a worksheet from its first word to its signature."""

import re
from html import unescape

import pytest
from django.urls import reverse

from procurement.queries import latest_answers
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for
from tests.procurement.opened import page_of as procurement_page
from tests.procurement.views.browser_form import fields_in
from tests.protection.actions.test_transfer_worksheets import NAMES, TOLD, WRITTEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour")


@pytest.fixture
def assessment(firm):
    return open_for(firm)


def at(assessment, page="transfers", **more):
    ids = {"organisation": assessment.organisation_id, "assessment": assessment.id}
    return reverse(f"protection:{page}", kwargs=ids | more)


def seen_by(client, person, url):
    client.force_login(person)
    page = unescape(client.get(url).content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_of_nothing_said_it_names_what_to_ask(client, firm, assessment):
    text = seen_by(client, firm.owner, at(assessment))
    assert "We cannot draw this yet." in text
    assert "In which countries is your data processed when the model answers?" in text
    assert "Answer the first open question" in text


def test_a_product_that_stays_at_home_says_so_and_has_no_worksheet(client, firm, assessment):
    at_home = TOLD | {"inference_countries": ["GB"]}
    at_home.pop("transfer_tools")
    answer(assessment, firm.owner, **at_home)
    text = seen_by(client, firm.owner, at(assessment))
    assert "Everything stays in the United Kingdom." in text
    assert "no worksheet to fill in" in text
    assert "Worksheet for" not in text


def test_the_picture_and_the_table_bear_the_same_numbers(client, firm, assessment):
    answer(assessment, firm.owner, **TOLD)
    client.force_login(firm.reader)
    page = client.get(at(assessment)).content.decode()
    drawn = re.search(r'<svg class="wb-plot wb-flow".*?</svg>', page, re.DOTALL).group()
    numbers = re.findall(r'text-anchor="middle"[^>]*>(\d+)</text>', drawn)
    assert numbers == re.findall(r'<span class="no">(\d+)</span>', page) == list("12345")


def test_a_reader_sees_a_worksheet_and_no_button(client, firm, assessment):
    answer(assessment, firm.owner, **TOLD)
    text = seen_by(client, firm.reader, at(assessment, "transfer_worksheet", country="IN"))
    assert "protection there must not be materially lower than in the UK" in text
    assert "Nothing is written here yet." in text
    assert "Save the worksheet" not in text


def test_from_the_first_word_to_the_signature(client, firm, assessment):
    answer(assessment, firm.owner, **TOLD)
    sheet, sign = (
        at(assessment, page, country="IN") for page in ("transfer_worksheet", "transfer_sign")
    )
    client.force_login(firm.lead)
    # Without anything written nobody comes to sign.
    assert client.get(sign).url == sheet
    half = client.post(sheet, {"based_on": 0, "harm": "Low."})
    assert half.url == sheet
    whole = client.post(sheet, {"based_on": 1, **WRITTEN})
    assert whole.url == sign
    page = client.get(sign)
    assert page.content.decode().count(WRITTEN["harm"]) == len(NAMES)
    seen = page.context["form"]["seen"].value()
    refused = client.post(sign, {"seen": seen, "conclusion": "with_steps", "steps": ""})
    assert "Write the steps that must be taken first" in refused.content.decode()
    done = client.post(sign, {"seen": seen, "conclusion": "not_lower"}, follow=True)
    assert "You signed the worksheet for India." in done.content.decode()
    assert "Signed on" in done.content.decode()
    assert latest_answers(assessment)["tra_done"].value == "opt_yes"


def test_a_stale_sheet_keeps_what_was_typed(client, firm, assessment):
    answer(assessment, firm.owner, **TOLD)
    sheet = at(assessment, "transfer_worksheet", country="IN")
    client.force_login(firm.lead)
    client.post(sheet, {"based_on": 0, "harm": "Low."})
    page = client.post(sheet, {"based_on": 0, "harm": "Grave, I think."}).content.decode()
    assert "Somebody else saved this worksheet" in page
    assert "Grave, I think." in page


def test_a_stale_signature_is_refused_once_and_then_a_choice(client, firm, assessment):
    answer(assessment, firm.owner, **TOLD)
    client.force_login(firm.lead)
    client.post(at(assessment, "transfer_worksheet", country="IN"), {"based_on": 0, **WRITTEN})
    sign = at(assessment, "transfer_sign", country="IN")
    page = client.post(sign, {"seen": "0" * 64, "conclusion": "not_lower"})
    assert "The worksheet changed after you opened this page." in page.content.decode()
    seen = page.context["form"]["seen"].value()
    assert client.post(sign, {"seen": seen, "conclusion": "not_lower"}).status_code == 302


def test_a_country_without_a_journey_leads_back(client, firm, assessment):
    client.force_login(firm.lead)
    for page in ("transfer_worksheet", "transfer_sign"):
        assert client.get(at(assessment, page, country="IE")).url == at(assessment)


def test_an_answer_that_says_too_much_is_named(client, firm, assessment):
    answer(assessment, firm.owner, **TOLD, tra_done="opt_yes")
    text = seen_by(client, firm.owner, at(assessment))
    assert "The worksheets below do not bear that out." in text


@pytest.mark.parametrize("page", ["desk:assessment", "procurement:questions", "procurement:flags"])
def test_other_pages_lead_here(client, firm, assessment, page):
    client.force_login(firm.reader)
    ids = {"organisation": assessment.organisation_id, "assessment": assessment.id}
    assert at(assessment) in client.get(reverse(page, kwargs=ids)).content.decode()


def test_a_place_that_comes_after_the_signature_is_named_and_the_flag_is_raised_again(
    client, firm, assessment
):
    """Through the pages: signed for India, then somebody says that support is in the Philippines."""
    answer(assessment, firm.owner, **TOLD)
    client.force_login(firm.lead)
    sheet = at(assessment, "transfer_worksheet", country="IN")
    client.post(sheet, {"based_on": 0} | dict(WRITTEN))
    sign = at(assessment, "transfer_sign", country="IN")
    seen = client.get(sign).context["form"]["seen"].value()
    assert client.post(sign, {"conclusion": "not_lower", "seen": seen}).status_code == 302
    question = procurement_page(assessment, "question", key="tra_done")
    assert "From the signed transfer worksheets of " in seen_by(client, firm.lead, question)
    flags = procurement_page(assessment, "flags")
    assert "Transfer risk assessment missing" not in seen_by(client, firm.lead, flags)

    support = procurement_page(assessment, "question", key="support_countries")
    form = fields_in(client.get(support).content.decode())
    name = next(key for key in form if key.endswith("-typed")).removesuffix("-typed")
    form |= {f"{name}-typed": "Philippines", name: []}
    assert client.post(support, form).status_code == 302

    assert "Transfer risk assessment missing" in seen_by(client, firm.lead, flags)
    place = "Staff can see data: Company not named, Philippines"
    assert place in seen_by(client, firm.lead, question)
    for page in (at(assessment), at(assessment, "transfer_worksheet", country="PH")):
        text = seen_by(client, firm.lead, page)
        assert "New since the risk was assessed" in text
        assert place in text
