"""Earlier answers on a product or vendor are offered, confirmed in one go, and stay what they were."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisations.models import Event
from procurement.actions.closing import close_assessment
from procurement.evidence_queries import evidence_of
from procurement.models import Answer, Door
from procurement.queries import latest_answers
from tests.chromium import findings, needs_chromium
from tests.organisations.cast import found_firm
from tests.procurement.documents import attached, document_of
from tests.procurement.opened import answer, open_for, page_of
from tests.procurement.views.browser_form import fields_in

SAID_ON = timezone.localdate() - timedelta(days=80)
BEFORE = {
    "notice_days": {
        "value": 30, "grade": "document_seen", "by": "Priya Nair", "when": SAID_ON.isoformat(),
        "words": "Clause 7",
    },
    "incident_hours": 48,
    "own_trial": "not_sure",
}  # fmt: skip


@pytest.fixture
def firm(db):
    return found_firm("Harbour Lettings")


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def said(response):
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).replace("\xa0", " ").split())


def page_at(assessment, person):
    return signed_in(person).get(page_of(assessment, "earlier_answers"))


def confirm(assessment, person, **instead):
    client, url = signed_in(person), page_of(assessment, "earlier_answers")
    sent = fields_in(client.get(url).content.decode())
    sent = {key: value for key, value in (sent | instead).items() if value is not None}
    return client.post(url, sent, follow=True)


def test_one_press_confirms_what_was_said_with_who_when_and_how_well_proven(firm):
    answer(open_for(firm), firm.owner, **BEFORE)
    again = open_for(firm)
    owner = signed_in(firm.owner)
    hub = reverse("desk:assessment", args=[firm.organisation.id, again.id])
    for url in (hub, page_of(again, "questions")):
        assert "Confirm 2 answers" in said(owner.get(url))
    text = said(page_at(again, firm.owner))
    assert "Are these 2 answers still right?" in text
    assert f"Priya Nair, {SAID_ON.day} {SAID_ON:%B %Y}" in text
    assert "Document seen" in text

    assert "Confirmed 2 earlier answers." in said(confirm(again, firm.lead))
    found = latest_answers(again)
    assert set(found) == {"notice_days", "incident_hours"}
    notice = found["notice_days"]
    assert (notice.value, notice.grade, notice.given_by) == (30, "document_seen", "Priya Nair")
    assert (notice.as_of, notice.words, notice.door) == (
        SAID_ON, "Clause 7", Door.EARLIER,
    )  # fmt: skip
    assert found["incident_hours"].as_of == timezone.localdate()
    event = Event.objects.filter(subject=str(again.id), verb="answers.recorded").get()
    assert event.actor == firm.lead.id
    assert "Confirm 2 answers" not in said(owner.get(hub))
    assert "There is nothing to take over" in said(page_at(again, firm.owner))


def test_what_proved_an_answer_then_proves_it_here_too(firm):
    before = open_for(firm)
    answer(before, firm.owner, **BEFORE)
    clause = document_of(firm, "Contract")
    attached(before, firm.owner, "notice_days", clause)
    again = open_for(firm)
    confirm(again, firm.owner)
    assert {key: [use.evidence for use in uses] for key, uses in evidence_of(again).items()} == {
        "notice_days": [clause]
    }


def test_what_is_unticked_is_left_out_and_none_at_all_is_a_mistake(firm):
    answer(open_for(firm), firm.owner, **BEFORE)
    again = open_for(firm)
    text = said(confirm(again, firm.owner, take_notice_days=None, take_incident_hours=None))
    assert "Tick at least one answer" in text
    assert latest_answers(again) == {}
    confirm(again, firm.owner, take_notice_days=None)
    assert set(latest_answers(again)) == {"incident_hours"}


def test_of_another_product_only_what_is_about_the_vendor(firm):
    answer(open_for(firm, product="Helper"), firm.owner, **BEFORE)
    again = open_for(firm)
    text = said(page_at(again, firm.owner))
    assert "take_incident_hours" in text
    assert "take_notice_days" not in text
    assert "on Helper" in text


def test_the_old_are_warned_of_and_the_different_stand_side_by_side(firm):
    first = open_for(firm)
    answer(first, firm.owner, notice_days=30, incident_hours=48, end_of_life="2027-01-01")
    long_ago = timezone.now() - timedelta(days=500)
    Answer.objects.of(firm.organisation).filter(key="end_of_life").update(given_at=long_ago)
    again = open_for(firm)
    answer(again, firm.lead, notice_days=90)
    text = said(page_at(again, firm.owner))
    assert "More than a year old" in text
    assert "Something else stands here" in text
    assert "Here now" in text

    confirm(again, firm.owner)
    assert {key: each.value for key, each in latest_answers(again).items()} == {
        "notice_days": 90, "incident_hours": 48,
    }  # fmt: skip
    confirm(again, firm.owner, take_notice_days="on", take_end_of_life="on")
    assert {key: each.value for key, each in latest_answers(again).items()} == {
        "notice_days": 30, "incident_hours": 48, "end_of_life": "2027-01-01",
    }  # fmt: skip


def test_a_list_that_changed_is_shown_again_and_nothing_is_written(firm):
    answer(open_for(firm), firm.owner, **BEFORE)
    again = open_for(firm)
    client, url = signed_in(firm.owner), page_of(again, "earlier_answers")
    sent = fields_in(client.get(url).content.decode())
    answer(again, firm.lead, notice_days=90)
    text = said(client.post(url, sent))
    assert "The answers changed while you looked" in text
    assert set(latest_answers(again)) == {"notice_days"}


def test_another_firms_answers_never_come_here(firm):
    other = found_firm("Quayside Brokers")
    answer(open_for(other), other.owner, **BEFORE)
    mine = open_for(firm)
    assert "There is nothing to take over" in said(page_at(mine, firm.owner))
    url = page_of(mine, "earlier_answers")
    stranger = signed_in(other.owner)
    assert stranger.get(url).status_code == stranger.post(url).status_code == 404
    reader = signed_in(firm.reader)
    assert reader.get(url).status_code == reader.post(url).status_code == 403


def test_a_closed_assessment_takes_nothing_over(firm):
    answer(open_for(firm), firm.owner, **BEFORE)
    again = open_for(firm)
    client, url = signed_in(firm.owner), page_of(again, "earlier_answers")
    sent = fields_in(client.get(url).content.decode())
    close_assessment(assessment=again, by=firm.owner.as_actor())
    assert "This assessment is closed" in said(client.post(url, sent))
    assert latest_answers(again) == {}


@needs_chromium
@pytest.mark.usefixtures("committed")
def test_the_page_has_no_barrier_in_any_state(committed):
    firm = found_firm("Harbour Lettings")
    again = open_for(firm)
    owner, url = signed_in(firm.owner), page_of(again, "earlier_answers")
    pages = {"empty": owner.get(url)}
    answer(open_for(firm), firm.owner, **BEFORE, base_model="AVeryLongNameWithoutAnyBreak" * 9)
    answer(again, firm.lead, notice_days=90)
    pages["filled"] = owner.get(url)
    pages["error"] = owner.post(url, {})
    pages["hub"] = owner.get(reverse("desk:assessment", args=[firm.organisation.id, again.id]))
    assert findings(pages) == []
