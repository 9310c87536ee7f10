"""Signing in with an e-mail address and a password."""

import pytest
from django.core import mail
from django.urls import reverse

from organisations.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def olive():
    from allauth.account.models import EmailAddress

    user = User.objects.create_user(
        email="Olive@Harbour.Example", password="a long enough one", name="Olive"
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client, email, password):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_an_address_in_any_capitals_signs_in(client, olive):
    answer = sign_in(client, "OLIVE@harbour.example", "a long enough one")
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(olive.pk)


def test_wrong_password_and_unknown_address_read_the_same(client, olive):
    wrong = sign_in(client, "olive@harbour.example", "not this one at all")
    unknown = sign_in(client, "nobody@harbour.example", "not this one at all")
    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_strangers_cannot_make_an_account_unless_this_installation_opens_it(client, settings):
    fields = {
        "email": "new@else.example",
        "password1": "a long enough one",
        "password2": "a long enough one",
    }
    settings.OPEN_SIGN_UP = False
    client.post(reverse("account_signup"), fields)
    assert not User.objects.filter(email="new@else.example").exists()

    settings.OPEN_SIGN_UP = True
    client.post(reverse("account_signup"), fields)
    assert User.objects.get(email="new@else.example")
    assert len(mail.outbox) == 1


def test_two_people_cannot_share_an_address_in_other_capitals(olive):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        User(email="OLIVE@HARBOUR.EXAMPLE").save()
