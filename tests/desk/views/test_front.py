"""The way in."""

import pytest
from django.urls import reverse

from organisations.models import Membership, User
from organisations.roles import Role
from procurement.models import Assessment
from tests.organisations.cast import found_firm

pytestmark = pytest.mark.django_db


def test_a_stranger_reads_what_it_is_and_is_led_to_the_sign_in(client):
    assert "Check an AI product" in client.get(reverse("desk:front")).content.decode()
    firm = found_firm("Harbour Lettings")
    answer = client.get(reverse("desk:home", args=[firm.organisation.id]))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_a_member_of_one_firm_is_led_there_and_of_two_may_choose(client):
    firm = found_firm("Harbour Lettings")
    client.force_login(firm.adviser)
    assert client.get("/").url == reverse("desk:home", args=[firm.organisation.id])
    other = found_firm("Quayside Brokers")
    Membership.objects.of(other.organisation).create(user=firm.adviser, role=Role.ADVISER)
    page = client.get("/").content.decode()
    assert "Harbour Lettings" in page
    assert "Quayside Brokers" in page


def test_who_belongs_nowhere_founds_a_firm_and_owns_it(client):
    client.force_login(User.objects.create_user(email="jo@example.org"))
    assert client.get("/").url == reverse("desk:found")
    answer = client.post(reverse("desk:found"), {"name": "Harbour Lettings"}, follow=True)
    assert "No tools yet" in answer.content.decode()


def test_a_new_tool_is_opened_by_its_name_and_use(client):
    firm = found_firm("Harbour Lettings")
    client.force_login(firm.owner)
    address = reverse("desk:new", args=[firm.organisation.id])
    empty = client.post(address, {"vendor": "Larkfield Systems"})
    page = empty.content.decode()
    assert "Enter the product’s name" in page
    assert 'value="Larkfield Systems"' in page
    answer = client.post(
        address,
        {"product": "Triage Turbo", "vendor": "Larkfield Systems", "use_case": "Sorts emails"},
    )
    opened = Assessment.objects.of(firm.organisation).get()
    first = reverse("procurement:triage_page", args=[firm.organisation.id, opened.id, 1])
    assert answer.url == first, "the first questions follow"
    assert opened.product.vendor.name == "Larkfield Systems"
