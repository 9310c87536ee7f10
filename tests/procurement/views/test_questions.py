"""The list of parts and a part's answers; who sees them, and who does not."""

import random
from html import unescape
from pathlib import Path

import pytest
import yaml
from django.test import Client

from procurement.actions.observations import record_observations
from procurement.answered import Answered
from procurement.facts.sources import Certainty, Observation
from procurement.facts.subjects import ASSESSMENT
from procurement.facts.values import members
from procurement.library import load_library
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of
from tests.procurement.views.browser_form import fields_in

pytestmark = pytest.mark.django_db
BANK = load_library().bank
PRODUCTS = Path(__file__).resolve().parents[1] / "questionnaire" / "products"
LONGEST = PRODUCTS / "broker_own_servers.yaml"


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


def test_an_adviser_sees_the_sections_how_far_each_is_and_where_to_go_on(firm, assessment):
    answer(assessment, firm.owner, depth="full", route="built_for_us", vendor_country="GB")
    text = said(signed_in(firm.adviser).get(page_of(assessment, "questions")))
    for section in BANK.sections:
        assert section.title in text
    assert "Completed</span>2 of 2" in text
    assert "In progress</span>1 of 9" in text
    assert "Not yet started</span>0 of" in text
    # Every question about data protection assessments depends on answers that are not there yet.
    assert "Cannot start yet</span></p>" in text
    assert "Not part of this check" not in text
    assert "Go on with “Product and tier”" in text
    assert f'href="{page_of(assessment, "question", key="tier_name")}"' in text


def test_an_owner_sees_the_worries_in_their_order_and_who_has_what(firm, assessment):
    owner = signed_in(firm.owner)
    page = owner.get(page_of(assessment, "questions"))
    text = said(page)
    titles = (
        "About this check", "What is it, really?", "Is it good enough?",
        "Where does our information go?", "What happens when they change it?", "What does it cost?",
        "Can we get out?",
    )  # fmt: skip
    places = [text.index(f">{title}</a>") for title in titles]
    assert places == sorted(places)
    parts = page.context["lines"]
    # Counted by hand in the bank: what is asked before anything is known, and marked whose it is.
    assert "<li>You: 18 questions, " in text
    assert "<li>The vendor: 11 questions, about " in text
    assert "<li>Your adviser" not in text
    assert sum(share.questions for line in parts for _, share in line.shares) == 29
    changes = next(line for line in parts if line.part.id == "when_changes")
    assert "Waits for others" in text
    # Nothing of it is the owner's: the line leads to its answers, not into the vendor's questions.
    assert changes.url == page_of(assessment, "section", section="when_changes")
    assert "Up to 84 more, depending on the answers" in text


def test_the_order_is_switched_by_a_link_and_kept_for_the_session(firm, assessment):
    owner, url = signed_in(firm.owner), page_of(assessment, "questions")
    assert ">Product and tier</a>" not in said(owner.get(url))
    by_section = said(owner.get(url, {"by": "section"}))
    assert ">Product and tier</a>" in by_section
    assert 'href="?by=worry"' in by_section
    assert ">Product and tier</a>" in said(owner.get(url))
    assert ">Product and tier</a>" in said(owner.get(url, {"by": "nothing"}))
    assert ">Can we get out?</a>" in said(owner.get(url, {"by": "worry"}))
    assert ">Can we get out?</a>" in said(owner.get(url))
    # Both orders have the same questions.
    counts = [owner.get(url, {"by": by}).context for by in ("section", "worry")]
    for named in ("done", "total", "maybe"):
        assert counts[0][named] == counts[1][named]


def test_a_worry_keeps_the_vendors_and_the_specialists_questions_apart(firm, assessment):
    answer(assessment, firm.owner, tier_name="Triage Turbo", personal_data_types=["contact"])
    owner = signed_in(firm.owner)
    text = said(owner.get(page_of(assessment, "section", section="where_information")))
    own, vendors = text.split("For the vendor to answer")
    vendors, specialists = vendors.split("For your adviser or compliance lead")
    assert BANK.by_id["personal_data_types"].text in own
    assert BANK.by_id["customer_data_trains"].text in vendors
    assert BANK.by_id["lawful_basis"].text in specialists
    assert f'href="{page_of(assessment, "asking")}?of=vendor">Ask the vendor</a>' in vendors
    assert "Leave these to them" in specialists
    # They can be answered all the same.
    assert page_of(assessment, "question", key="customer_data_trains") in vendors
    # A specialist sees the section whole.
    adviser = signed_in(firm.adviser)
    text = said(adviser.get(page_of(assessment, "section", section="data_use")))
    assert "For the vendor to answer" not in text


def test_a_part_says_what_may_still_be_asked_and_what_that_depends_on(firm, assessment):
    for name in ("get_out", "exit"):  # the worry and the section have the same three
        text = said(signed_in(firm.owner).get(page_of(assessment, "section", section=name)))
        assert "Nothing to answer here yet." in text
        assert "3 questions that may come" in text
        assert "Depends on: <a" in text


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
    text = said(signed_in(firm.adviser).get(page_of(assessment, "section", section="lineage")))
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


def test_the_lists_ask_the_database_little_when_everything_is_asked(
    firm, assessment, django_assert_max_num_queries
):
    # A product on the firm's own servers with personal data in it: the longest way there is.
    script = yaml.load(LONGEST.read_text("utf-8"), yaml.CSafeLoader)["answers"]
    while open_ := [each for each in Answered.of(assessment).open if each.id in script]:
        answer(assessment, firm.owner, **{each.id: script[each.id] for each in open_})
    client = signed_in(firm.owner)
    for name in ("questions", "all_questions", "asking"):
        with django_assert_max_num_queries(12):
            page = client.get(page_of(assessment, name))
    with django_assert_max_num_queries(12):
        page = client.get(page_of(assessment, "questions"))
    assert page.context["total"] >= 80


def pressed_through(client, start, chance):
    """Press Continue from a question on, and return every address on the way."""
    url, visited = start, []
    while url is not None:
        page = client.get(url)
        context = page.context
        assert url not in visited
        visited.append(url)
        if "/questions/" in url:
            sent = fields_in(page.content.decode())
            for each in context["shown"]:
                assert not each.hidden
                asks = each.form.fields["answer"].control
                choices = [one.id for one in asks.options] + [a.value for a in asks.non_answers]
                sent[each.form.add_prefix("answer")] = chance.choice(choices)
                sent[each.form.add_prefix("words")] = "As they told us."
            url = client.post(url, sent).url
        else:
            url = context["next_url"] or None
    return visited


@pytest.mark.parametrize("seed", [1, 2])
def test_pressing_continue_from_the_start_leads_a_specialist_through_to_the_end(
    firm, assessment, seed
):
    # The firm has said who it is: on that, too, it depends what is asked of a tool.
    answer(assessment, firm.owner, **dict.fromkeys(BANK.of_the_firm, "not_sure"))
    client = signed_in(firm.adviser)
    start = page_of(assessment, "question", key="depth")
    pressed_through(client, start, random.Random(seed))
    text = said(client.get(page_of(assessment, "questions")))
    for unfinished in ("In progress", "Not yet started", "Cannot start yet", "Waits for others"):
        assert unfinished not in text
    # What may still be asked is a table, or a question to which nobody gave a plain answer.
    asks = client.get(page_of(assessment, "asking")).context["found"].questions
    told = set(assessment.answers.values_list("key", flat=True))
    assert {each.id for each in asks} <= {"hops", "models", *told}
    assert asks or f'href="{page_of(assessment, "flags")}">See what the answers raise' in text


@pytest.mark.parametrize("seed", [1, 2])
def test_pressing_continue_leads_an_owner_through_their_own_questions_only(firm, assessment, seed):
    client, chance = signed_in(firm.owner), random.Random(seed)
    url = page_of(assessment, "questions")
    rounds = 0
    # An answer may bring a question of one's own into a part that was passed: then there is a round more.
    while start := client.get(url).context["start"]:
        rounds += 1
        assert rounds < 6
        for visited in pressed_through(client, start, chance):
            key = visited.rstrip("/").split("/")[-1]
            if "/questions/" in visited and key in BANK.by_id:
                question = BANK.by_id[key]
                assert not question.specialist
                assert question.answered_by != "vendor"
    text = said(client.get(url))
    assert "You: " not in text
    assert "The vendor: " in text
    assert "Your part is done: ask the others" in text
