"""`./weigh found`: the first account of an installation."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from organisations.models import Membership, Organisation, User
from organisations.roles import Role

pytestmark = pytest.mark.django_db
PASSWORD = "four plain words here"


@pytest.fixture
def typed(monkeypatch):
    def type_in(line):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{line}\n"))

    return type_in


def test_the_owner_it_makes_signs_in_and_is_at_home(client, typed):
    typed(PASSWORD)
    call_command("found", "Harbour Lettings", owner="Jo@Example.org", called="Jo")
    answer = client.post(
        reverse("account_login"), {"login": "jo@example.org", "password": PASSWORD}, follow=True
    )
    assert "Harbour Lettings" in answer.content.decode()
    assert "No tools yet" in answer.content.decode()
    assert Membership.objects.of(Organisation.objects.get()).get().role == Role.OWNER


def test_a_person_who_is_here_already_keeps_their_password(typed):
    typed(PASSWORD)
    call_command("found", "Harbour Lettings", owner="jo@example.org")
    call_command("found", "Quayside Brokers", owner="JO@example.org")
    assert User.objects.get().check_password(PASSWORD)
    assert User.objects.get().memberships.count() == 2


@pytest.mark.parametrize(
    ("owner", "password", "said"),
    [
        ("jo at example", PASSWORD, "is not an e-mail address"),
        ("jo@example.org", "short", "at least 12 characters"),
        ("jo@example.org", "password1234", "too common"),
    ],
)
def test_what_cannot_be_used_makes_nothing(typed, owner, password, said):
    typed(password)
    with pytest.raises(CommandError, match=said):
        call_command("found", "Harbour Lettings", owner=owner)
    assert not User.objects.exists()
    assert not Organisation.objects.exists()
