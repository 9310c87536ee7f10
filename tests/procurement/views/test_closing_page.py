"""The page that closes an assessment and opens it again."""

import pytest
from django.urls import reverse

from organisations.models import Event
from organisations.roles import Role
from procurement.lifecycle import Status
from procurement.models import Assessment
from tests.organisations.cast import found_firm
from tests.procurement.opened import answer, open_for, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return found_firm("Harbour Lettings")


@pytest.fixture
def assessment(firm):
    return open_for(firm)


def hub(assessment):
    return reverse("desk:assessment", args=[assessment.organisation_id, assessment.id])


def text(client, url):
    return " ".join(client.get(url).content.decode().split())


def status_of(assessment):
    return Assessment.objects.of(assessment.organisation_id).get(id=assessment.id).status


def test_the_tools_page_leads_to_closing_and_a_closed_one_leads_back(client, firm, assessment):
    client.force_login(firm.adviser)
    page = page_of(assessment, "closing")
    assert page in text(client, hub(assessment))
    assert "Close this assessment?" in text(client, page)
    client.post(page, {"do": "close"})
    assert status_of(assessment) == Status.CLOSED
    said = text(client, hub(assessment))
    assert f"{assessment.product} is closed." in said
    assert "What to do next</h2> <p>Nothing. It is closed" in said
    home = text(client, reverse("desk:home", args=[firm.organisation.id]))
    assert "Nothing needs you now" in home
    assert "Closed on " in home
    assert "Open this assessment again?" in text(client, page)
    client.post(page, {"do": "open"})
    assert status_of(assessment) == Status.OPEN
    assert "is open again" in text(client, hub(assessment))


def test_a_closed_one_takes_no_answer_and_its_questions_say_so(client, firm, assessment):
    answer(assessment, firm.owner, route="inside_software", personal_data_types=["contact"])
    client.force_login(firm.owner)
    client.post(page_of(assessment, "closing"), {"do": "close"})
    listed = text(client, page_of(assessment, "questions"))
    assert "No answer can be changed." in listed
    assert "Start with" not in listed
    url = page_of(assessment, "question", key="personal_data_types")
    client.post(url, {"personal_data_types": ["financial"], "grade": "buyer_says"})
    assert assessment.answers.filter(key="personal_data_types").count() == 1


def test_a_post_from_a_stale_page_changes_nothing_and_says_why(client, firm, assessment):
    client.force_login(firm.owner)
    page = page_of(assessment, "closing")
    client.post(page, {"do": "close"})
    said = client.post(page, {"do": "close"}, follow=True).content.decode()
    assert "This assessment is closed." in said
    assert Event.objects.filter(verb="assessment.closed").count() == 1
    client.post(page, {})
    assert status_of(assessment) == Status.CLOSED


def test_a_reader_reads_what_it_means_and_closes_nothing(client, firm, assessment):
    client.force_login(firm.person(Role.READER))
    page = page_of(assessment, "closing")
    said = text(client, page)
    assert "Somebody who may answer questions can close it." in said
    assert "<button" not in said.split("<main")[1].split("</main>")[0]
    assert client.post(page, {"do": "close"}).status_code == 403
    assert status_of(assessment) == Status.OPEN
