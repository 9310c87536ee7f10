"""A firm says once how it signs and who looks after data protection."""

import pytest
from django.urls import reverse

from organisations.models import Event, Organisation
from tests.organisations.cast import found_firm

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(client):
    made = found_firm("Harbour Lettings")
    client.force_login(made.owner)
    return made


def post(client, firm, **typed):
    said = {"signing": "one_person", "officer": "not_sure", "officer_words": ""} | typed
    return client.post(reverse("organisations:signing", args=[firm.organisation.id]), said)


def now(firm):
    row = Organisation.objects.get(id=firm.organisation.id)
    return row.signing, row.officer, row.officer_words


def test_a_sole_trader_says_it_in_one_step_and_the_trail_keeps_it(client, firm):
    assert now(firm) == ("", "", "")
    assert post(client, firm).status_code == 302
    assert now(firm) == ("one_person", "not_sure", "")
    post(client, firm)
    assert Event.objects.filter(verb="organisation.signing_said").count() == 1


@pytest.mark.parametrize(
    ("officer", "words", "kept"),
    [
        ("named", "Dr I. Bell", "Dr I. Bell"),
        ("none_needed", "We are twelve people and watch nobody.", "We are twelve people and watch nobody."),
        ("not_sure", "Perhaps Jo", ""),
    ],
)  # fmt: skip
def test_the_officer_is_named_or_there_is_a_reason_or_nobody_is_sure(
    client, firm, officer, words, kept
):
    post(client, firm, officer=officer, officer_words=words)
    assert now(firm)[1:] == (officer, kept)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"signing": ""}, "Choose how your firm signs"),
        ({"officer": ""}, "Choose one"),
        ({"officer": "named"}, "Enter their name"),
        ({"officer": "none_needed"}, "Say why you need none"),
    ],
)
def test_what_is_missing_is_said(client, firm, typed, said):
    page = post(client, firm, **typed)
    assert page.status_code == 200
    assert said in page.content.decode()
    assert now(firm) == ("", "", "")


def test_people_and_profile_show_it(client, firm):
    addresses = [
        reverse(name, args=[firm.organisation.id])
        for name in ("organisations:people", "procurement:profile")
    ]
    for address in addresses:
        assert "Say how you sign" in client.get(address).content.decode()
    post(client, firm, signing="two_people", officer="named", officer_words="Dr I. Bell")
    for address in addresses:
        page = client.get(address).content.decode()
        assert "Two people." in page
        assert "Data protection officer: Dr I. Bell." in page
