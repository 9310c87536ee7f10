"""Every open question on one page: what is filled in is saved, what is wrong stays, two people meet."""

import re
from html import unescape

import pytest
from django.test import Client

from organisations.models import Event
from procurement.lifecycle import Status
from procurement.models import Assessment
from procurement.queries import latest_answers
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of
from tests.procurement.views.browser_form import fields_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    return open_for(firm)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def owner(firm):
    return signed_in(firm.owner)


@pytest.fixture
def url(assessment):
    return page_of(assessment, "all_questions")


def untouched(client, url):
    return fields_in(client.get(url).content.decode())


def said(response):
    return " ".join(unescape(response.content.decode()).split())


def told(assessment):
    return {key: each.value for key, each in latest_answers(assessment).items()}


def test_a_page_nobody_touched_saves_nothing_and_says_so(owner, assessment, url):
    page = owner.post(url, untouched(owner, url), follow=True)
    assert "Nothing was filled in, so nothing was saved." in said(page)
    assert told(assessment) == {}
    # A usual value is nobody's answer.
    assert 'name="depth-answer" value="full"' in said(page)
    assert 'value="full" id="id_depth-answer_1" checked' not in said(page)


def test_what_is_filled_in_is_saved_together_and_the_rest_stays_open(owner, assessment, url):
    sent = untouched(owner, url) | {
        "tier_name-answer-typed": "Triage Turbo",
        "output_effect-answer": "not_sure",
        "training_method-answer": ["from_scratch"],
        "use_cases-answer": ["internal_drafting"],
    }
    done = owner.post(url, sent)
    assert (done.status_code, done.url) == (302, url)
    page = said(owner.get(url))
    assert "4 answers saved." in page
    assert "What is the exact name" not in page
    assert told(assessment) == {
        "tier_name": "Triage Turbo", "output_effect": "not_sure",
        "training_method": ["from_scratch"], "use_cases": ["internal_drafting"],
    }  # fmt: skip
    # One event, and each is proven as is usual for who answers it.
    assert Event.objects.filter(verb="answers.recorded").count() == 1
    grades = dict(assessment.answers.values_list("key", "grade"))
    assert (grades["training_method"], grades["use_cases"]) == ("vendor_says", "buyer_says")
    assert set(assessment.answers.values_list("given_by", flat=True)) == {"Olive"}


def test_what_is_wrong_stays_as_it_was_typed_and_the_right_ones_are_saved(owner, assessment, url):
    sent = untouched(owner, url) | {
        "inference_countries-answer-typed": "Irelnad",
        "monthly_volume-answer-typed": "lots",
        "tier_name-answer-typed": "Triage Turbo",
    }
    page = owner.post(url, sent)
    text = said(page)
    assert page.status_code == 200
    assert "<title>Error: " in text
    assert "1 answer saved." in text
    assert told(assessment) == {"tier_name": "Triage Turbo"}
    assert "Irelnad" in text
    assert 'value="lots"' in text
    # Each stands once in the summary, with its question and a link to its first control.
    summary = text.split('role="alert"')[1].split("</div>")[0]
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', summary)
    assert len(links) == 2
    for target, words in links:
        assert f'id="{target}"' in text
        assert words.startswith(("In which countries", "How many"))
    # Sent again without a change it is wrong again; put right, it is saved.
    again = fields_in(page.content.decode())
    assert owner.post(url, again).status_code == 200
    right = {"inference_countries-answer-typed": "Ireland", "monthly_volume-answer-typed": "900"}
    assert owner.post(url, again | right).status_code == 302
    assert told(assessment)["inference_countries"] == ["IE"]
    assert told(assessment)["monthly_volume"] == 900


def test_of_two_people_the_second_sees_both_answers_and_chooses(firm, owner, assessment, url):
    sent = untouched(owner, url)
    answer(assessment, firm.lead, own_trial="done_small")
    page = owner.post(url, sent | {"own_trial-answer": "planned", "in_use-answer": "not_sure"})
    text = said(page)
    assert "Olive" not in text.split("<main")[1]
    assert "Lena answered</h3><blockquote>Yes, with fewer than 100</blockquote>" in text
    assert "<blockquote>Planned before we sign</blockquote>" in text
    assert "Lena answered this while you did. Choose which answer holds" in text
    assert told(assessment) == {"own_trial": "done_small", "in_use": "not_sure"}
    # Now knowing of hers, sending it again is the choice for one's own.
    mine = fields_in(page.content.decode())
    assert owner.post(url, mine).status_code == 302
    assert told(assessment)["own_trial"] == "planned"
    assert [each.version for each in assessment.answers.filter(key="own_trial")] == [1, 2]


def test_the_same_answer_by_two_is_one(firm, owner, assessment, url):
    sent = untouched(owner, url) | {"tier_name-answer-typed": "Triage Turbo"}
    assert owner.post(url, sent).status_code == 302
    assert owner.post(url, sent).status_code == 302
    assert assessment.answers.count() == 1


def test_an_answer_that_hides_another_says_so(firm, owner, assessment, url):
    answer(assessment, firm.owner, training_method=["soft_targets"], teacher_provider="meta")
    sent = untouched(owner, url)
    assert "teacher_name-based_on" in sent
    done = owner.post(url, sent | {"teacher_name-answer-typed": "Big-1"}, follow=True)
    assert "1 answer saved." in said(done)


def test_a_typing_mistake_at_a_question_that_goes_away_is_named(firm, owner, assessment, url):
    sent = untouched(owner, url) | {
        # The volume is asked of everybody; what was sent for a question that is not open is not lost silently.
        "notice_days-based_on": ["0"], "notice_days-grade": ["vendor_says"],
        "notice_days-answer-typed": "a month",
    }  # fmt: skip
    page = owner.post(url, sent)
    assert "We no longer ask this, so what you typed was not kept: How many days" in said(page)
    assert told(assessment) == {}


def test_one_part_alone_and_the_way_on_when_nothing_is_open(firm, owner, assessment, url):
    cost = f"{url}?part=cost"
    page = owner.get(cost)
    names = {name.split("-")[0] for name in untouched(owner, cost)} - {"csrfmiddlewaretoken"}
    assert names == {"price_per_1000", "teacher_price_per_1000", "monthly_volume", "mistake_cost"}
    assert "4 questions on this page" in said(page)
    sent = untouched(owner, cost) | {f"{name}-answer": "not_sure" for name in names}
    done = owner.post(cost, sent)
    assert told(assessment).keys() == names
    assert done.status_code == 302
    assert owner.get(f"{url}?part=nothing").status_code == 404
    answer(assessment, firm.owner, depth="full", route="built_for_us")
    empty = said(owner.get(f"{url}?part=about_this_check"))
    assert "Nothing is open here." in empty
    assert "<form" not in empty.split("<main")[1].split("</main>")[0]


def test_readers_read_outsiders_find_nothing_and_a_closed_check_takes_nothing(
    firm, owner, assessment, url
):
    sent = untouched(owner, url) | {"tier_name-answer-typed": "Triage Turbo"}
    reader = signed_in(firm.reader)
    main = said(reader.get(url)).split("<main", 1)[1].split("</main>")[0]
    assert "<form" not in main
    assert "What is the exact name" in main
    assert reader.post(url, sent).status_code == 403
    stranger = signed_in(found_firm("Quayside Brokers").owner)
    assert stranger.get(url).status_code == stranger.post(url, sent).status_code == 404
    Assessment.objects.of(assessment.organisation_id).update(status=Status.CLOSED)
    assert "This assessment is closed." in said(owner.post(url, sent))
    assert not assessment.answers.exists()


def test_an_answer_that_needs_words_is_not_taken_without_them(owner, assessment, url):
    sent = untouched(owner, url) | {
        "base_model-based_on": ["0"],
        "output_rights-answer": "does_not_apply",
    }
    page = owner.post(url, sent)
    assert page.status_code == 200
    assert told(assessment) == {}
    text = said(page)
    target = re.search(r'<a href="#(id_output_rights-words)">', text)
    assert target
    # The fold that holds the field is open, so that the link leads there.
    assert '<details class="wb-fold" open>' in text
    again = fields_in(page.content.decode()) | {"output_rights-words": "It writes nothing."}
    assert owner.post(url, again).status_code == 302
    assert assessment.answers.get().words == "It writes nothing."
