"""What to ask next: how much it settles, as an e-mail, for a call, by a link, and for whom."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from procurement.library import load_library
from procurement.queries import screening_of
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of

pytestmark = pytest.mark.django_db
BANK = load_library().bank
PLAIN = {
    "text": "Triage", "file": "Model card", "number": 1, "date": "2026-12-04", "country_list": ["GB"],
}  # fmt: skip


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


def said(response):
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def waiting_on(assessment):
    return [rule for rule in screening_of(assessment).cannot_tell if not rule.upcoming]


def test_the_headline_keeps_its_word(firm, owner, assessment):
    """What it says they settle is settled once each has a plain answer."""
    page = owner.get(page_of(assessment, "asking"))
    found = page.context["found"]
    before = {rule.rule for rule in waiting_on(assessment)}
    keys = {question.id for question in found.questions}
    by_hand = {rule.rule for rule in waiting_on(assessment) if set(rule.needs) <= keys}
    assert len(keys) == 6
    assert f"Ask these 6 next: they settle {len(by_hand)} of {len(before)} open points" in said(
        page
    )
    for question in found.questions:
        values = [option.id for option in question.options if option.kind == "answer"]
        plain = values[-1] if values else PLAIN[question.type]
        answer(
            assessment, firm.owner, **{question.id: [plain] if question.type == "multi" else plain}
        )
    after = {rule.rule for rule in waiting_on(assessment)}
    assert by_hand
    assert by_hand.isdisjoint(after)


def test_only_what_the_vendor_can_answer_goes_into_the_mail(owner, assessment):
    page = owner.get(page_of(assessment, "asking"))
    text, body = said(page), page.context["letter"].body
    theirs = {q.id for q in page.context["to_vendor"]}
    for question in page.context["found"].questions:
        link = page_of(assessment, "question", key=question.id)
        assert f'href="{link}"' in text
        if question.answered_by == "vendor":
            assert question.id in theirs
            assert question.ask_vendor in body
        else:
            assert question.id not in theirs
            assert question.text not in body
    query = parse_qs(urlsplit(page.context["letter"].mailto).query)
    assert query["body"][0].replace("\r\n", "\n") == body
    assert 'href="mailto:?subject=' in text


def test_the_vendors_alone_with_a_script_for_the_call(owner, assessment):
    page = owner.get(page_of(assessment, "asking"), {"of": "vendor"})
    text, found = said(page), page.context["found"]
    assert {q.answered_by for q in found.questions} == {"vendor"}
    script = text.split('id="call"')[1]
    for question in found.questions:
        assert f"<h4>{question.ask_vendor}</h4>" in script
        assert question.example in script
    assert script.count('<div class="m-lines">') == len(found.questions)
    # Neither what an answer can raise nor why we ask stands in what the vendor gets.
    for question in found.questions:
        assert question.help not in page.context["letter"].body


def test_what_somebody_here_was_not_sure_of_is_asked_of_the_vendor(firm, owner, assessment):
    def asked():
        page = owner.get(page_of(assessment, "asking"), {"of": "vendor"})
        return {question.id for question in page.context["found"].questions}

    answer(assessment, firm.owner, vendor_country="not_sure")
    # Rules wait for it still, and once the rest is answered it is the vendor's turn.
    assert any("vendor_country" in rule.needs for rule in waiting_on(assessment))
    while rest := asked() - {"vendor_country"}:
        answer(assessment, firm.owner, **dict.fromkeys(rest, "vendor_unknown"))
    assert asked() == {"vendor_country"}
    # What the vendor itself would not say is an answer, and is not asked for again.
    answer(assessment, firm.owner, vendor_country="vendor_refused")
    assert asked() == set()


def test_the_link_to_the_vendors_page_is_there_where_the_page_is(owner, assessment):
    page = owner.get(page_of(assessment, "asking"), {"of": "vendor"})
    ids = {"organisation": assessment.organisation_id, "assessment": assessment.id}
    try:
        there = reverse("portal:ask", kwargs=ids)
    except NoReverseMatch:
        assert "Send the vendor a link" not in said(page)
        return
    shown = urlsplit(page.context["vendor_page"])
    assert shown.path == there
    assert parse_qs(shown.query)["q"] == [q.id for q in page.context["to_vendor"]]


def test_the_list_and_the_tool_show_it_while_rules_wait(firm, owner, assessment):
    ids = {"organisation": assessment.organisation_id, "assessment": assessment.id}
    hub = reverse("desk:assessment", kwargs=ids)
    for url in (hub, page_of(assessment, "questions")):
        text = said(owner.get(url))
        assert "Ask these 6 next" in text
        assert f'href="{page_of(assessment, "asking")}"' in text
        assert "Ask these 6 next" not in said(signed_in(firm.reader).get(url))


def test_where_nothing_is_left_to_ask_the_page_says_so(firm, owner, assessment):
    told = {q.id: "vendor_refused" for q in BANK.questions if q.answered_by == "vendor"}
    fitting = {
        key: value for key, value in told.items()
        if value in {each.value for each in BANK.by_id[key].non_answers}
    }  # fmt: skip
    answer(assessment, firm.owner, **fitting)
    page = owner.get(page_of(assessment, "asking"), {"of": "vendor"})
    assert "Nothing to ask just now" in said(page)
    assert "mailto:" not in said(page)


def test_a_reader_reads_it_and_an_outsider_finds_nothing(firm, assessment):
    url = page_of(assessment, "asking")
    text = said(signed_in(firm.reader).get(url))
    assert "Write the answer down" not in text
    assert "<form" not in text.split("<main", 1)[1].split("</main>")[0]
    assert signed_in(found_firm("Quayside Brokers").owner).get(url).status_code == 404
