"""Questions of one group share a page: one Continue, each answer on its own."""

from html import unescape

import pytest
from django.test import Client

from organisations.models import Event
from procurement.queries import latest_answers
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of
from tests.procurement.views.browser_form import fields_in

pytestmark = pytest.mark.django_db
GROUP = ("claim_measure", "claim_test", "student_score", "teacher_score")


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    opened = open_for(firm)
    answer(opened, firm.owner, benchmark_vs_teacher="public_tests", held_to_account=["regulator"])
    return opened


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def owner(firm):
    return signed_in(firm.owner)


def opened(client, assessment, key="claim_measure"):
    url = page_of(assessment, "question", key=key)
    return url, fields_in(client.get(url).content.decode())


def said(response):
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


FILLED = {
    "claim_measure-answer": "accuracy",
    "claim_test-answer-typed": "1,200 e-mails of their own",
    "student_score-answer-typed": "91",
    "teacher_score-answer-typed": "93",
}


@pytest.mark.parametrize("key", GROUP)
def test_every_address_of_the_group_shows_the_whole_group(owner, assessment, key):
    text = said(owner.get(page_of(assessment, "question", key=key)))
    assert text.count("<h1>") == 1
    assert text.count(">Continue</button>") == 1
    for each in GROUP:
        assert f'id="title_{each}"' in text


def test_each_answer_is_recorded_on_its_own(firm, owner, assessment):
    url, sent = opened(owner, assessment)
    done = owner.post(url, sent | FILLED)
    assert done.status_code == 302
    latest = latest_answers(assessment)
    assert [latest[key].value for key in GROUP] == [
        "accuracy", "1,200 e-mails of their own", 91, 93,
    ]  # fmt: skip
    # One for what stands there before, one for each answer.
    assert Event.objects.filter(verb="answers.recorded").count() == 1 + 4
    assert not any(done.url.endswith(f"/{key}/") for key in GROUP)


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_lost(owner, assessment):
    url, sent = opened(owner, assessment)
    wrong = {"student_score-answer-typed": "104", "teacher_score-answer": "in_words",
             "teacher_score-answer-typed": ""}  # fmt: skip
    text = said(owner.post(url, sent | FILLED | wrong))
    assert "<title>Error: " in text
    assert text.count("The number must be 100 or less") == 2
    assert 'href="#id_student_score-answer_0"' in text
    assert text.count("Write the answer in your own words") == 2
    assert 'href="#id_teacher_score-words"' in text
    assert "104" in text
    assert "1,200 e-mails of their own" in text
    assert not assessment.answers.filter(key__in=GROUP).exists()


def test_what_may_turn_out_not_to_apply_can_stay_empty(firm, owner):
    # Nobody has said yet whether there is a test at all: that decides about the scores.
    assessment = open_for(firm)
    url, sent = opened(owner, assessment)
    assert said(owner.get(url)).count("(optional)</legend>") == 3
    assert "Select an answer, or choose" in said(owner.post(url, sent))
    done = owner.post(url, sent | {"claim_measure-answer": "accuracy"})
    assert done.url == page_of(assessment, "question", key="student_score")

    _, sent = opened(owner, assessment)
    assert (
        owner.post(url, sent | {"claim_measure-answer": "none_stated", "stop": "1"}).status_code
        == 302
    )
    assert latest_answers(assessment)["claim_measure"].value == "none_stated"
    assert 'id="title_claim_test"' not in said(owner.get(url))


def test_stopping_saves_what_is_there(owner, assessment):
    url, sent = opened(owner, assessment)
    stopped = owner.post(url, sent | {"teacher_score-answer-typed": "93", "stop": "1"})
    assert stopped.url == page_of(assessment, "questions")
    assert [each.key for each in assessment.answers.filter(key__in=GROUP)] == ["teacher_score"]


def test_of_two_people_each_answer_is_chosen_on_its_own(firm, owner, assessment):
    url, sent = opened(owner, assessment)
    lena = signed_in(firm.lead)
    _, hers = opened(lena, assessment)
    assert lena.post(url, hers | FILLED).status_code == 302

    mine = {"claim_measure-answer": "accuracy", "claim_test-answer-typed": "Ours",
            "student_score-answer-typed": "88", "teacher_score-answer-typed": "93"}  # fmt: skip
    page = owner.post(url, sent | mine)
    text = said(page)
    assert text.count("Lena answered") == 2
    assert text.count("Keep this answer") == 2
    # Keep hers for the test, mine for the score.
    again = fields_in(page.content.decode()) | {"claim_test-keep": "1"}
    assert owner.post(url, again).status_code == 302
    latest = latest_answers(assessment)
    assert latest["claim_test"].value == "1,200 e-mails of their own"
    assert latest["student_score"].value == 88
    assert latest["claim_measure"].version == latest["teacher_score"].version == 1


def test_a_reader_sees_all_of_them_and_no_form(firm, assessment):
    answer(assessment, firm.owner, student_score=91)
    text = said(signed_in(firm.reader).get(page_of(assessment, "question", key="claim_test")))
    assert "91%" in text
    assert "<form" not in text.split("<main", 1)[1].split("</main>")[0]
