"""The list of parts and a part's answers; who sees them, and who does not."""

import random
from html import unescape

import pytest
from django.test import Client

from procurement.actions.observations import record_observations
from procurement.facts.sources import Certainty, Observation
from procurement.facts.subjects import ASSESSMENT
from procurement.facts.values import members
from procurement.library import load_library
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


def said(response):
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def every_page(assessment):
    yield page_of(assessment, "questions")
    for section in BANK.sections:
        yield page_of(assessment, "section", section=section.id)
    yield page_of(assessment, "section", section="about_this_check")
    for key in (
        "depth",
        "own_trial",
        "tier_meaning",
        "hops",
        "inference_countries",
        "teacher_name",
    ):
        yield page_of(assessment, "question", key=key)


def test_the_list_says_how_far_each_part_is_and_where_to_go_on(firm, assessment):
    answer(assessment, firm.owner, depth="full", route="built_for_us", vendor_country="GB")
    text = said(signed_in(firm.owner).get(page_of(assessment, "questions")))
    for section in BANK.sections:
        assert section.title in text
    assert "Completed</span>2 of 2" in text
    assert "In progress</span>1 of 9" in text
    assert "Not yet started</span>0 of" in text
    assert "Go on with “Product and tier”" in text
    assert f'href="{page_of(assessment, "question", key="tier_name")}"' in text


def test_who_comes_back_sees_what_others_said_meanwhile(firm, assessment):
    owner = signed_in(firm.owner)
    url = page_of(assessment, "questions")
    assert "Since your last answer" not in said(owner.get(url))
    answer(assessment, firm.owner, own_trial="planned")
    assert "Nothing has changed since" in said(owner.get(url))
    answer(assessment, firm.lead, notice_days=30)
    text = said(owner.get(url))
    assert "How many days' notice" in text
    assert "</a> Lena, " in text


def test_a_part_shows_its_answers_what_is_open_and_what_is_not_asked(firm, assessment):
    answer(
        assessment, firm.lead,
        training_method={"value": ["from_scratch"], "grade": "document_seen", "by": "Priya Nair"},
    )  # fmt: skip
    text = said(signed_in(firm.owner).get(page_of(assessment, "section", section="lineage")))
    assert "<b>Trained from scratch without another model</b>" in text
    assert "Document seen" in text
    assert "Priya Nair, " in text
    assert text.count("Not answered yet") == 1
    assert "Which larger model was it trained from, and which version?" in text
    assert "Because of what is answered to: " in text
    assert "Continue to “Accuracy compared with the larger model”" in text


def test_what_was_found_stands_beside_what_was_said(firm, assessment):
    answer(assessment, firm.owner, tier_meaning=["same_model"])
    observed = [
        Observation(ASSESSMENT, "tier_meaning", members("quantised", whole=False),
                    Certainty.MEASURED, "int8 weights"),
    ]  # fmt: skip
    record_observations(
        assessment=assessment, origin=assessment.id, observed=observed, by=firm.owner.as_actor()
    )
    client = signed_in(firm.owner)
    text = said(client.get(page_of(assessment, "section", section="lineage")))
    assert "We found: at least It is a lower-precision copy" in text
    text = said(client.get(page_of(assessment, "question", key="tier_meaning")))
    assert "int8 weights" in text


def test_a_reader_sees_the_answers_and_no_way_to_change_them(firm, assessment):
    answer(assessment, firm.owner, own_trial="planned", hops=[{"what": "backup", "country": "IE"}])
    reader = signed_in(firm.reader)
    for url in every_page(assessment):
        main = said(reader.get(url)).split("<main", 1)[1].split("</main>")[0]
        assert "<form" not in main, url
        assert "Continue</button>" not in main
    page = said(reader.get(page_of(assessment, "question", key="own_trial")))
    assert "Planned before we sign" in page
    assert "Ireland" in said(reader.get(page_of(assessment, "question", key="hops")))

    for url, sent in (
        (page_of(assessment, "question", key="own_trial"), {"answer": "opt_no"}),
        (page_of(assessment, "row_new", key="hops"), {"cell_what": "backup"}),
        (page_of(assessment, "row_remove", key="hops", number=1), {"based_on": 1}),
    ):
        assert reader.post(url, sent).status_code == 403
    assert assessment.answers.count() == 2


def test_outsiders_find_nothing(firm, assessment):
    other = found_firm("Quayside Brokers")
    theirs = open_for(other)
    stranger = signed_in(other.owner)
    for url in every_page(assessment):
        assert stranger.get(url).status_code == 404
    # Not under their own organisation's address either.
    mixed = page_of(theirs, "questions").replace(str(theirs.id), str(assessment.id))
    assert stranger.get(mixed).status_code == 404
    post = stranger.post(page_of(assessment, "question", key="own_trial"), {"answer": "opt_no"})
    assert post.status_code == 404
    assert not assessment.answers.exists()


@pytest.mark.parametrize(
    ("page", "names"),
    [("question", {"key": "nothing"}), ("section", {"section": "nothing"}),
     ("row_new", {"key": "own_trial"}), ("row", {"key": "hops", "number": 1})],
)  # fmt: skip
def test_what_is_no_question_is_not_found(firm, assessment, page, names):
    assert signed_in(firm.owner).get(page_of(assessment, page, **names)).status_code == 404


@pytest.mark.parametrize(
    "key", ["tier_meaning", "inference_countries", "hops", "depth", "vendor_role", "claim_measure"]
)
def test_a_page_asks_the_database_little_however_much_is_answered(
    firm, assessment, key, django_assert_max_num_queries
):
    for _ in range(3):
        answer(assessment, firm.owner, notice_days=30, own_trial="planned", tier_words=["turbo"])
    client = signed_in(firm.owner)
    with django_assert_max_num_queries(12):
        said(client.get(page_of(assessment, "question", key=key)))
    with django_assert_max_num_queries(12):
        said(client.get(page_of(assessment, "questions")))


@pytest.mark.parametrize("seed", [1, 2])
def test_pressing_continue_from_the_start_leads_through_to_the_end(firm, assessment, seed):
    chance = random.Random(seed)
    client = signed_in(firm.owner)
    url, visited = page_of(assessment, "question", key="depth"), []
    while url is not None:
        page = client.get(url)
        context = page.context
        if "/questions/" in url:
            assert url not in visited
            sent = fields_in(page.content.decode())
            for each in context["shown"]:
                assert not each.hidden
                asks = each.form.fields["answer"].control
                choices = [one.id for one in asks.options] + [a.value for a in asks.non_answers]
                sent[each.form.add_prefix("answer")] = chance.choice(choices)
                sent[each.form.add_prefix("words")] = "As they told us."
            visited.append(url)
            url = client.post(url, sent).url
        else:
            visited.append(url)
            assert context["chapter"].open == ()
            url = context["next_url"] or None
    text = said(client.get(page_of(assessment, "questions")))
    assert "In progress" not in text
    assert "Not yet started" not in text
    assert f'href="{page_of(assessment, "flags")}">See what the answers raise' in text
