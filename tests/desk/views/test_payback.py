"""Payback inside an assessment: answers fill it, it fills answers, and a test brings the mistakes."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from organisations.models import Event
from procurement.models import Answer, Assessment, Door
from procurement.queries import latest_answers
from tests.chromium import findings, needs_chromium
from tests.organisations.cast import found_firm
from tests.procurement.opened import LIBRARY, answer, open_for, page_of
from tests.procurement.views.browser_form import fields_in

pytestmark = pytest.mark.django_db
TYPED = {
    "price": "1p", "unit": "request", "dear_price": "10p", "dear_unit": "request",
    "volume": "400", "period": "week", "set_up": "468",
}  # fmt: skip


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    return open_for(firm)


def url_of(assessment):
    return reverse("desk:payback", args=[assessment.organisation_id, assessment.id])


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def said(response):
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def owner(firm):
    return signed_in(firm.owner)


def fields(response):
    return {name: values[0] for name, values in fields_in(response.content.decode()).items()}


def post(client, assessment, **typed):
    """Send the form as it stands, with this typed into it."""
    url = url_of(assessment)
    return client.post(url, fields(client.get(url)) | typed, follow=True)


def test_what_is_saved_is_an_answer_in_the_banks_unit_and_in_the_words_typed(owner, assessment):
    page = said(post(owner, assessment, **TYPED))
    assert "Triage Turbo saves about £1,870 a year." in page
    assert "After 3 months" in page
    told = {key: (each.value, each.words) for key, each in latest_answers(assessment).items()}
    assert told == {
        "price_per_1000": (10, "1p a request"),
        "teacher_price_per_1000": (100, "10p a request"),
        "monthly_volume": (1733.333333, "400 a week"),
        "setup_cost": (468, "468"),
    }
    assert {each.door for each in Answer.objects.of(assessment.organisation_id)} == {Door.PAYBACK}
    last = Event.objects.filter(organisation=assessment.organisation_id).latest("number")
    assert last.verb == "answers.recorded"


def test_the_form_shows_again_what_was_typed(owner, assessment):
    post(owner, assessment, **TYPED)
    found = fields(owner.get(url_of(assessment)))
    assert {name: found[name] for name in TYPED} == TYPED


def test_answers_from_the_questions_fill_the_form(firm, owner, assessment):
    answer(assessment, firm.owner, price_per_1000=4, monthly_volume=2500, setup_cost="not_sure")
    found = fields(owner.get(url_of(assessment)))
    assert (found["price"], found["unit"]) == ("£4", "thousand")
    assert (found["volume"], found["period"]) == ("2500", "month")
    assert found["set_up"] == ""


def test_saving_again_writes_nothing_and_a_new_price_only_that(owner, assessment):
    post(owner, assessment, **TYPED)
    assert "Nothing was new." in said(post(owner, assessment))
    post(owner, assessment, price="2p")
    versions = {key: each.version for key, each in latest_answers(assessment).items()}
    assert versions == {
        "price_per_1000": 2, "teacher_price_per_1000": 1, "monthly_volume": 1, "setup_cost": 1,
    }  # fmt: skip


def test_a_proven_price_that_is_left_alone_keeps_its_proof(firm, owner, assessment):
    answer(assessment, firm.owner, price_per_1000={"value": 10, "grade": "document_seen"})
    post(owner, assessment, volume="400")
    assert latest_answers(assessment)["price_per_1000"].grade == "document_seen"


def test_two_people_at_once_are_told_and_choose(firm, owner, assessment):
    before = fields(owner.get(url_of(assessment)))
    answer(assessment, firm.lead, price_per_1000=20)
    page = owner.post(url_of(assessment), before | TYPED)
    assert "Somebody answered" in said(page)
    assert latest_answers(assessment)["price_per_1000"].value == 20
    again = fields(page)
    assert again["price"] == "1p"
    owner.post(url_of(assessment), again)
    assert latest_answers(assessment)["price_per_1000"].value == 10


def test_what_cannot_be_read_writes_nothing_and_stays(owner, assessment):
    page = post(owner, assessment, **TYPED | {"volume": "lots"})
    assert "“lots” is no number we can read" in said(page)
    assert fields(page)["volume"] == "lots"
    assert latest_answers(assessment) == {}


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("yearly_upkeep", {"upkeep": "£200"}, 200),
        ("mistake_cost", {"mistake": "10", "mistake_in": "minutes", "hourly_rate": "£15"}, 2.5),
    ],
)
def test_a_cost_is_asked_for_and_kept_where_the_bank_has_its_question(
    owner, assessment, key, typed, value
):
    is_asked = key in LIBRARY.bank.by_id
    assert (next(iter(typed)) in fields(owner.get(url_of(assessment)))) == is_asked
    post(owner, assessment, **TYPED | typed)
    kept = latest_answers(assessment).get(key)
    assert (kept.value if kept else None) == (value if is_asked else None)


def test_a_reader_reads_and_changes_nothing(firm, owner, assessment):
    reader = signed_in(firm.reader)
    assert "Nobody has entered a price yet." in said(reader.get(url_of(assessment)))
    post(owner, assessment, **TYPED)
    page = said(reader.get(url_of(assessment)))
    assert "saves about £1,870 a year" in page
    assert "<form" not in page.partition("<main")[2]
    assert reader.post(url_of(assessment), TYPED).status_code == 403


def test_a_closed_assessment_takes_no_price(owner, assessment):
    before = fields(owner.get(url_of(assessment)))
    Assessment.objects.of(assessment.organisation_id).update(status="closed")
    assert "This assessment is closed" in said(owner.post(url_of(assessment), before | TYPED))
    assert latest_answers(assessment) == {}
    assert "Save and work it out" not in said(owner.get(url_of(assessment)))


def test_the_hub_leads_there(owner, assessment):
    hub = reverse("desk:assessment", args=[assessment.organisation_id, assessment.id])
    assert f'href="{url_of(assessment)}"' in said(owner.get(hub))


def test_the_page_asks_the_database_little(owner, assessment, django_assert_max_num_queries):
    post(owner, assessment, **TYPED)
    with django_assert_max_num_queries(12):
        owner.get(url_of(assessment))


@needs_chromium
def test_no_barrier_empty_filled_wrong_or_only_read(firm, owner, assessment):
    url = url_of(assessment)
    pages = {"empty": owner.get(url), "unread": signed_in(firm.reader).get(url)}
    pages["error"] = post(owner, assessment, price="cheap", volume="lots")
    pages["filled"] = post(owner, assessment, **TYPED)
    pages["read"] = signed_in(firm.reader).get(url)
    assert findings(pages) == []


def test_each_question_it_fills_in_leads_there_and_it_leads_back_to_the_answers(
    firm, owner, assessment
):
    answer(assessment, firm.owner, route="cheaper_version")
    filled = {"price_per_1000", "teacher_price_per_1000", "monthly_volume", "setup_cost",
              "yearly_upkeep", "mistake_cost"}  # fmt: skip
    for question in LIBRARY.bank.questions:
        if question.type == "rows":
            continue
        page = said(owner.get(page_of(assessment, "question", key=question.id)))
        together = {key for key in filled if f'id="title_{key}"' in page} | {question.id}
        assert (f'href="{url_of(assessment)}"' in page) == bool(together & filled), question.id
    back = page_of(assessment, "section", section="commercials")
    assert f'href="{back}">See the answers on cost</a>' in said(owner.get(url_of(assessment)))
    answers = said(owner.get(back))
    assert LIBRARY.bank.by_id["price_per_1000"].text in answers
