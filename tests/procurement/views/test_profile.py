"""The firm's own page: asked once, shown to every tool, and confirmed once a year."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisations.roles import Role
from procurement.models import ProfileAnswer
from procurement.queries import latest_answers
from tests.chromium import findings, needs_chromium
from tests.organisations.cast import found_firm
from tests.procurement.older import first_library, open_under
from tests.procurement.opened import answer, open_for, page_of
from tests.procurement.views.browser_form import fields_in

PERSONAL = {"personal_data_types": ["contact"]}
SECTOR = "Which of these describes your organisation?"
COMPLAINTS = "Can people complain to you"


@pytest.fixture
def firm(db):
    return found_firm("Harbour Lettings")


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def address(firm):
    return reverse("procurement:profile", args=[firm.organisation.id])


def said(response):
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def save(firm, person, **values):
    client = signed_in(person)
    sent = fields_in(client.get(address(firm)).content.decode())
    return client.post(address(firm), sent | values, follow=True)


def standing(firm):
    return {
        each.key: each.value
        for each in ProfileAnswer.objects.of(firm.organisation).order_by("version")
    }


def test_a_firm_without_tools_is_asked_what_it_is_and_no_more(firm):
    text = said(signed_in(firm.owner).get(address(firm)))
    assert SECTOR in text
    assert "We may ask 4 more" in text
    assert "Still right" not in text


def test_a_firm_whose_only_tool_is_under_an_older_bank_has_its_page(firm):
    open_under(first_library(), firm)
    assert SECTOR in said(signed_in(firm.owner).get(address(firm)))


@pytest.mark.parametrize("role", Role)
def test_every_page_of_the_firm_leads_there_and_says_when_one_is_there(firm, role):
    client = signed_in(firm.person(role))
    link = f'<a href="{address(firm)}"'
    home = client.get(reverse("desk:home", args=[firm.organisation.id])).content.decode()
    assert f"{link}>Your firm</a>" in home
    page = client.get(address(firm)).content.decode()
    assert f'{link} aria-current="page">Your firm</a>' in page
    assert page.count('aria-current="page"') == 1


def test_what_is_asked_follows_the_tools_and_the_answers(firm):
    answer(open_for(firm), firm.owner, **PERSONAL)
    text = said(signed_in(firm.owner).get(address(firm)))
    assert "0 of 2" in text
    assert 'name="complaints_route"' in text
    assert 'name="large_user_base"' not in text

    answer(open_for(firm, product="Helper"), firm.owner, base_licence="llama_3")
    text = said(save(firm, firm.owner, buyer_sector=["financial"]))
    assert "Saved 1 answer." in text.replace("\xa0", " ")
    for key in ("fs_status", "large_user_base", "complaints_route"):
        assert f'name="{key}"' in text


def test_saving_writes_what_changed_and_every_tool_reads_it(firm):
    one, other = open_for(firm), open_for(firm, product="Helper")
    for each in (one, other):
        answer(each, firm.owner, **PERSONAL)
    save(firm, firm.adviser, buyer_sector=["charity"], complaints_route="opt_yes")
    save(firm, firm.owner, buyer_sector=["charity", "legal"])
    assert standing(firm) == {"buyer_sector": ["legal", "charity"], "complaints_route": "opt_yes"}
    assert latest_answers(other)["complaints_route"].given_by == "Anwen"
    text = said(signed_in(firm.owner).get(page_of(one, "questions")))
    assert "2 questions, once a year" in text.replace("\xa0", " ")
    assert "Completed</span>2 of 2" in text
    assert SECTOR not in said(
        signed_in(firm.owner).get(page_of(one, "section", section="product_tier"))
    )


def test_two_people_at_once_are_told(firm):
    owner = signed_in(firm.owner)
    sent = fields_in(owner.get(address(firm)).content.decode())
    save(firm, firm.lead, buyer_sector=["legal"])
    page = owner.post(address(firm), sent | {"buyer_sector": ["charity"]})
    assert "There is a problem" in said(page)
    assert "Somebody answered this meanwhile" in said(page)
    assert standing(firm) == {"buyer_sector": ["legal"]}
    again = fields_in(page.content.decode())
    assert again["buyer_sector"] == ["charity"]
    owner.post(address(firm), again)
    assert standing(firm) == {"buyer_sector": ["charity"]}


def test_once_a_year_somebody_says_that_it_is_still_right(firm):
    save(firm, firm.owner, buyer_sector=["legal"])
    page = signed_in(firm.lead).get(address(firm))
    assert "Due again on" in said(page)
    ProfileAnswer.objects.of(firm.organisation).update(
        given_at=timezone.now() - timedelta(days=367)
    )
    lead = signed_in(firm.lead)
    page = lead.get(address(firm))
    assert "Time to look again" in said(page)
    text = said(
        lead.post(address(firm), {"still_right": "1", "seen_buyer_sector": "1"}, follow=True)
    )
    assert "We ask again in a year" in text
    assert "Time to look again" not in text
    newest = ProfileAnswer.objects.of(firm.organisation).order_by("version").last()
    assert (newest.version, newest.given_by, newest.value) == (2, "Lena", ["legal"])

    stale = lead.post(address(firm), {"still_right": "1", "seen_buyer_sector": "1"}, follow=True)
    assert "Somebody changed an answer meanwhile" in said(stale)


def test_a_mistake_is_said_and_nothing_is_written(firm):
    page = save(firm, firm.owner, buyer_sector=["legal", "none_sector"])
    assert "There is a problem" in said(page)
    assert standing(firm) == {}


def test_a_reader_reads_and_an_outsider_finds_nothing(firm):
    save(firm, firm.owner, buyer_sector=["legal"])
    reader = signed_in(firm.reader)
    text = said(reader.get(address(firm)))
    assert "Legal services" in text
    assert "<form" not in text.split("<main", 1)[1].split("</main>")[0]
    assert reader.post(address(firm), {"buyer_sector": "charity"}).status_code == 403
    stranger = signed_in(found_firm("Quayside Brokers").owner)
    assert stranger.get(address(firm)).status_code == 404
    assert stranger.post(address(firm), {"buyer_sector": "charity"}).status_code == 404
    assert standing(firm) == {"buyer_sector": ["legal"]}


@needs_chromium
@pytest.mark.usefixtures("committed")
def test_the_page_has_no_barrier_in_any_state(committed):
    firm = found_firm("Harbour Lettings")
    answer(open_for(firm), firm.owner, **PERSONAL)
    owner = signed_in(firm.owner)
    pages = {"empty": owner.get(address(firm))}
    pages["error"] = save(firm, firm.owner, buyer_sector=["legal", "none_sector"])
    pages["filled"] = save(firm, firm.owner, buyer_sector=["legal"])
    ProfileAnswer.objects.of(firm.organisation).update(
        given_at=timezone.now() - timedelta(days=400)
    )
    pages["due"] = owner.get(address(firm))
    pages["read"] = signed_in(firm.reader).get(address(firm))
    assert findings(pages) == []
