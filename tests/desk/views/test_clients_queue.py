"""An adviser's queue over all clients: the gravest first, each with its client, and nobody else's."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organisations.actions import members
from organisations.actors import COMMAND_LINE
from organisations.models import Membership
from organisations.roles import Role
from procurement.models import Flag
from procurement.rulebook.schema import SEVERITIES
from tests.organisations.cast import found_firm
from tests.procurement.opened import TO_INDIA, answer, open_for

pytestmark = pytest.mark.django_db
URL = reverse("desk:clients_queue")


@pytest.fixture
def harbour():
    return found_firm("Harbour Lettings")


@pytest.fixture
def quayside(harbour):
    """A second client of Harbour's adviser, with flags that are older."""
    made = found_firm("Quayside Brokers")
    members.add(
        organisation=made.organisation, user=harbour.adviser, role=Role.ADVISER, by=COMMAND_LINE
    )
    return made


def with_flags(firm, *, days=0):
    made = open_for(firm)
    answer(made, firm.owner, **TO_INDIA)
    raised = timezone.now() - timedelta(days=days)
    Flag.objects.of(firm.organisation).update(first_raised_at=raised)
    return made


def seen(browser, person, **narrowed):
    browser.force_login(person)
    return browser.get(URL, narrowed)


def test_all_clients_stand_on_one_page_by_severity_then_age(client, harbour, quayside):
    with_flags(harbour)
    with_flags(quayside, days=40)
    with_flags(found_firm("Elsewhere"))
    page = seen(client, harbour.adviser)
    listed = list(page.context["page"])
    assert {each.client.name for each in listed} == {"Harbour Lettings", "Quayside Brokers"}
    order = [(SEVERITIES.index(each.state.severity), each.state.raised_at) for each in listed]
    assert order == sorted(order)
    assert listed[0].client.name == "Quayside Brokers"
    html = page.content.decode()
    assert "Elsewhere" not in html
    assert html.count('data-l="Client"') == len(listed)


def test_it_is_narrowed_to_one_client_and_never_to_a_strangers(client, harbour, quayside):
    with_flags(harbour)
    with_flags(quayside)
    stranger = found_firm("Elsewhere")
    with_flags(stranger)
    page = seen(client, harbour.adviser, client=str(quayside.organisation.id))
    assert {each.client.name for each in page.context["page"]} == {"Quayside Brokers"}
    page = seen(client, harbour.adviser, client=str(stranger.organisation.id))
    assert "Elsewhere" not in {each.client.name for each in page.context["page"]}


@pytest.mark.parametrize("role", ["owner", "lead", "reader"])
def test_whoever_advises_nobody_finds_nothing_here(client, harbour, role):
    assert seen(client, getattr(harbour, role)).status_code == 404


def test_a_client_that_was_left_is_gone_at_once(client, harbour, quayside):
    with_flags(quayside)
    Membership.objects.of(quayside.organisation).filter(user=harbour.adviser).update(
        left_at=timezone.now()
    )
    page = seen(client, harbour.adviser)
    assert "Quayside" not in page.content.decode()
    assert "No open flags at your clients" in page.content.decode()


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(URL).status_code == 302


def test_the_queue_of_a_client_leads_there(client, harbour, quayside):
    queue = reverse("desk:queue", args=[harbour.organisation.id])
    client.force_login(harbour.adviser)
    assert URL in client.get(queue).content.decode()
    client.force_login(harbour.lead)
    assert URL not in client.get(queue).content.decode()
