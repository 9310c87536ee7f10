"""A question page: what is wrong is said at the field, nothing typed is lost, two people meet."""

from html import unescape

import pytest
from django.test import Client

from organisations.models import Event
from procurement.library import load_library
from procurement.lifecycle import Status
from procurement.models import Answer, Assessment
from procurement.queries import latest_answers
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of
from tests.procurement.views.browser_form import fields_in

pytestmark = pytest.mark.django_db
BANK = load_library().bank


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


def opened(client, assessment, key):
    """Return the address of a question and what its untouched form would send."""
    url = page_of(assessment, "question", key=key)
    return url, fields_in(client.get(url).content.decode())


def said(response):
    return " ".join(unescape(response.content.decode()).split())


@pytest.mark.parametrize(
    ("key", "ticked", "typed", "sentence", "kept"),
    [
        ("output_effect", [], "", "Select an answer, or choose “Not sure”", ""),
        ("tier_meaning", [], "", "Select at least one answer, or choose “The vendor does not", ""),
        ("tier_meaning", ["student", "vendor_refused"], "",
         "Give an answer or choose “The vendor would not say”, not both", 'value="student" id'),
        ("support_countries", ["GB", "nobody"], "",
         "Choose “Nobody. No staff can see it, here or abroad” on its own, or leave it out", 'value="GB" id'),
        ("support_countries", ["nobody"], "India",
         "Choose “Nobody. No staff can see it, here or abroad” on its own, or leave it out", 'value="India"'),
        ("tier_words", ["turbo", "none_of_these"], "",
         "Choose “None of these” on its own, or leave it out", 'value="turbo" id'),
        ("inference_countries", ["GB"], "Narnia", "“Narnia” is no country we know.", "Narnia"),
        ("notice_days", [], "a month", "Enter a number of days, in digits, such as 30", "a month"),
        ("notice_days", ["vendor_refused"], "30", "not both", 'value="30"'),
        ("price_per_1000", [], "cheap", "Enter an amount in pounds", "cheap"),
        ("end_of_life", [], "31 June 2026", "Enter the day like this: 4 December 2026", "31 June"),
        ("base_model", [], "", "Enter an answer, or choose “The vendor does not know”", ""),
        ("lineage_document", [], "", "Enter the name or the web address of the document", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    owner, assessment, key, ticked, typed, sentence, kept
):
    url, sent = opened(owner, assessment, key)
    page = owner.post(url, sent | {"answer": ticked, "answer-typed": typed})

    assert page.status_code == 200
    text = said(page)
    assert "<title>Error: " in text
    # Once in the summary, as a link to the first control, and once at the field.
    assert text.count(sentence) == 2
    assert 'href="#id_answer_0"' in text
    assert 'id="id_answer_0"' in text
    assert kept in text
    for each in ticked:
        assert each in fields_in(page.content.decode())["answer"]
    assert not assessment.answers.exists()


def test_who_said_it_and_for_which_day_is_kept_and_checked(owner, assessment):
    url, sent = opened(owner, assessment, "notice_days")
    assert sent["given_by"] == ["Olive"]
    told = {"answer-typed": "30", "grade": "document_seen", "given_by": "Priya Nair"}

    page = owner.post(url, sent | told | {"as_of": "1 January 2999"})
    assert said(page).count("The day it holds for must be today or earlier") == 2
    assert '<details class="wb-fold w-fold" open>' in said(page)
    assert "1 January 2999" in said(page)

    assert owner.post(url, sent | told | {"as_of": "2/11/2026"}).status_code == 302
    stored = assessment.answers.get()
    assert (stored.grade, stored.given_by, f"{stored.as_of}") == (
        "document_seen",
        "Priya Nair",
        "2026-11-02",
    )


def test_continue_goes_to_the_next_open_question_and_at_the_end_to_the_answers(firm, assessment):
    adviser = signed_in(firm.adviser)
    last, middle = "lineage_warranty", "training_data"
    answer(
        assessment, firm.owner, route="inside_software", held_to_account=["client"],
        training_method=["from_scratch"], lineage_document="not_sure",
    )  # fmt: skip
    url, sent = opened(adviser, assessment, middle)
    done = adviser.post(url, sent | {"answer": "vendor_unknown"})
    assert done.url == page_of(assessment, "question", key=last)
    url, sent = opened(adviser, assessment, last)
    done = adviser.post(url, sent | {"answer": "opt_no"})
    assert done.url == page_of(assessment, "section", section="lineage")


def test_continue_leads_an_owner_from_a_question_of_theirs_to_the_next_of_theirs(owner, assessment):
    # Between the two, in the bank, stand questions of the vendor under the same worry.
    url, sent = opened(owner, assessment, "tier_name")
    done = owner.post(url, sent | {"answer-typed": "Triage Turbo"})
    following = BANK.by_id[done.url.rstrip("/").split("/")[-1]]
    assert following.owner_group == "what_is_it"
    assert following.answered_by != "vendor"
    # On the phone with the vendor, Continue leads from the vendor's to the vendor's.
    url, sent = opened(owner, assessment, "training_method")
    done = owner.post(url, sent | {"answer": ["from_scratch"]})
    following = BANK.by_id[done.url.rstrip("/").split("/")[-1]]
    assert (following.owner_group, following.answered_by) == ("what_is_it", "vendor")


def test_stopping_saves_what_is_there_and_asks_nothing_of_an_empty_page(owner, assessment):
    url, sent = opened(owner, assessment, "own_trial")
    stopped = owner.post(url, sent | {"stop": "1"})
    assert (stopped.status_code, stopped.url) == (302, page_of(assessment, "questions"))
    assert not assessment.answers.exists()

    stopped = owner.post(url, sent | {"answer": "planned", "stop": "1"})
    assert stopped.url == page_of(assessment, "questions")
    assert assessment.answers.get().value == "planned"


def test_an_answer_sent_twice_is_one_answer(firm, owner, assessment):
    url, sent = opened(owner, assessment, "own_trial")
    for _ in range(2):
        assert owner.post(url, sent | {"answer": "planned"}).status_code == 302
    assert assessment.answers.count() == 1
    event = Event.objects.get(verb="answers.recorded")
    assert event.actor == firm.owner.id
    assert "Answered “Have you tested it on your own examples?”" in event.words.payload


def test_of_two_people_the_second_sees_both_answers_and_chooses(firm, owner, assessment):
    url, sent = opened(owner, assessment, "own_trial")
    lena = signed_in(firm.lead)
    _, hers = opened(lena, assessment, "own_trial")
    assert lena.post(url, hers | {"answer": "done_small"}).status_code == 302

    page = owner.post(url, sent | {"answer": "planned"})
    assert page.status_code == 200
    text = said(page)
    assert "Lena answered" in text
    assert "<blockquote>Yes, with fewer than 100</blockquote>" in text
    assert "<blockquote>Planned before we sign</blockquote>" in text
    assert "Somebody answered this" in text
    assert latest_answers(assessment)["own_trial"].value == "done_small"

    # Sending it again, now knowing of hers, is the choice for one's own.
    mine = fields_in(page.content.decode())
    assert mine["answer"] == ["planned"]
    assert owner.post(url, mine).status_code == 302
    assert [a.value for a in assessment.answers.order_by("version")] == ["done_small", "planned"]


def test_an_answer_that_hides_others_says_so_and_keeps_them(firm, owner, assessment):
    answer(assessment, firm.owner, training_method=["soft_targets"], teacher_name="Big-1")
    url, sent = opened(owner, assessment, "training_method")
    page = owner.post(url, sent | {"answer": ["from_scratch"]}, follow=True)
    assert "we no longer ask: “Which larger model was it trained from" in said(page)
    assert latest_answers(assessment)["teacher_name"].value == "Big-1"

    hidden = owner.get(page_of(assessment, "question", key="teacher_name"))
    text = said(hidden)
    assert "We do not ask this, because of what is answered to: " in text
    assert "Big-1" in text
    assert 'name="answer' not in text


def test_earlier_answers_are_shown_with_who_and_when(firm, owner, assessment):
    answer(assessment, firm.lead, own_trial="opt_no")
    answer(assessment, firm.owner, own_trial="planned")
    text = said(owner.get(page_of(assessment, "question", key="own_trial")))
    assert "Answers so far (2)" in text
    assert text.index("Planned before we sign</b>") < text.index("<b>No</b> You say. Lena, ")


def test_a_page_says_why_it_asks_where_to_look_and_what_hangs_on_the_answer(owner, assessment):
    text = said(owner.get(page_of(assessment, "question", key="inference_countries")))
    assert "Sending personal data to another organisation abroad is a restricted transfer" in text
    assert "Region settings" in text
    assert "flags hang on this answer" in text


def test_a_closed_assessment_takes_no_answer(owner, assessment):
    url, sent = opened(owner, assessment, "own_trial")
    Assessment.objects.of(assessment.organisation_id).update(status=Status.CLOSED)
    page = owner.post(url, sent | {"answer": "planned"})
    assert "This assessment is closed." in said(page)
    assert not Answer.objects.of(assessment.organisation_id).exists()
    assert 'name="answer"' not in said(owner.get(url))


def test_what_a_table_says_stands_as_the_answer_to_the_plain_question(firm, owner, assessment):
    answer(assessment, firm.owner, hops=[{"what": "inference", "country": "IE"}])
    text = said(owner.get(page_of(assessment, "question", key="inference_countries")))
    assert "Known already:</b> Ireland" in text


def test_a_row_is_added_changed_and_taken_away_and_every_list_stays_on_file(owner, assessment):
    table = page_of(assessment, "question", key="hops")
    new = page_of(assessment, "row_new", key="hops")
    empty = fields_in(owner.get(new).content.decode())
    wrong = owner.post(new, empty | {"cell_country-typed": "Irelnad"})
    assert said(wrong).count("Select an answer") == 2
    assert said(wrong).count("Did you mean Ireland?") == 2
    assert "Irelnad" in said(wrong)

    for what, country in (("inference", "Ireland"), ("support", "India")):
        row = {"cell_what": what, "cell_country-typed": country}
        assert owner.post(new, empty | row).url == table
    change = page_of(assessment, "row", key="hops", number=2)
    there = fields_in(owner.get(change).content.decode())
    assert owner.post(change, there | {"cell_company-typed": "Helpline Ltd"}).url == table
    remove = page_of(assessment, "row_remove", key="hops", number=1)
    # From a page that is out of date nothing is taken away.
    owner.post(remove, {"based_on": 2})
    assert len(latest_answers(assessment)["hops"].value) == 2
    owner.post(remove, {"based_on": 3})

    lists = [each.value for each in assessment.answers.order_by("version")]
    support = {"what": "support", "country": "IN"}
    assert lists == [
        [{"what": "inference", "country": "IE"}],
        [{"what": "inference", "country": "IE"}, support],
        [{"what": "inference", "country": "IE"}, support | {"company": "Helpline Ltd"}],
        [support | {"company": "Helpline Ltd"}],
    ]
    assert owner.get(page_of(assessment, "row", key="hops", number=2)).status_code == 404


def test_a_row_changed_by_two_is_not_overwritten(firm, owner, assessment):
    answer(assessment, firm.owner, hops=[{"what": "inference", "country": "IE"}])
    change = page_of(assessment, "row", key="hops", number=1)
    mine = fields_in(owner.get(change).content.decode())
    answer(assessment, firm.lead, hops=[{"what": "support", "country": "IN"}])
    page = owner.post(change, mine | {"cell_country-typed": "France"})
    assert "Somebody changed these rows" in said(page)
    assert "France" in said(page)
    assert latest_answers(assessment)["hops"].value == [{"what": "support", "country": "IN"}]
