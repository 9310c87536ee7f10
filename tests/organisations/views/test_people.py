"""Owners say who is in."""

import re

import pytest
from django.urls import reverse

from organisations.models import Event, Membership, User
from organisations.roles import Role
from tests.organisations.cast import found_firm

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour(client):
    firm = found_firm("Harbour Lettings")
    client.force_login(firm.owner)
    return firm


def test_a_new_person_is_mailed_a_link_and_sets_a_password(harbour, client, mailoutbox):
    answer = client.post(
        reverse("organisations:add_member", args=[harbour.organisation.id]),
        {"name": "Priya Shah", "email": "Priya@example.org", "role": "compliance_lead"},
    )
    assert answer.status_code == 302
    member = Membership.objects.of(harbour.organisation).get(user__email="priya@example.org")
    assert member.role == Role.COMPLIANCE_LEAD
    link = re.search(r"http://\S+", mailoutbox[0].body).group()
    client.logout()
    page = client.get(link, follow=True)
    client.post(
        page.redirect_chain[-1][0],
        {"password1": "four plain words here", "password2": "four plain words here"},
    )
    assert User.objects.get(email="priya@example.org").check_password("four plain words here")


def test_who_is_in_already_is_refused_and_nothing_typed_is_lost(harbour, client):
    answer = client.post(
        reverse("organisations:add_member", args=[harbour.organisation.id]),
        {"name": "Somebody", "email": harbour.reader.email, "role": "reader"},
    )
    page = answer.content.decode()
    assert "is a member already" in page
    assert page.index("Error:") < page.index("</title>")
    assert 'value="Somebody"' in page


def test_the_last_owner_stays_owner(harbour, client):
    mine = Membership.objects.of(harbour.organisation).get(user=harbour.owner)
    address = reverse("organisations:member", args=[harbour.organisation.id, mine.id])
    for sent in ({"role": "reader"}, {"do": "remove"}):
        answer = client.post(address, sent)
        assert "needs an owner" in answer.content.decode()
    mine.refresh_from_db()
    assert mine.role == Role.OWNER
    assert mine.left_at is None


def test_a_change_is_made_and_stands_in_the_trail(harbour, client):
    theirs = Membership.objects.of(harbour.organisation).get(user=harbour.reader)
    address = reverse("organisations:member", args=[harbour.organisation.id, theirs.id])
    client.post(address, {"role": "adviser"})
    theirs.refresh_from_db()
    assert theirs.role == Role.ADVISER
    client.post(address, {"do": "remove"})
    assert client.get(address).status_code == 404
    verbs = Event.objects.filter(organisation=harbour.organisation.id).values_list(
        "verb", flat=True
    )
    assert {"member.role_changed", "member.removed"} <= set(verbs)


def test_another_firms_member_is_not_found(harbour, client):
    other = found_firm("Quayside Brokers")
    theirs = Membership.objects.of(other.organisation).get(user=other.owner)
    for organisation in (harbour.organisation, other.organisation):
        address = reverse("organisations:member", args=[organisation.id, theirs.id])
        assert client.get(address).status_code == 404
