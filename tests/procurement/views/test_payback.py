"""The calculator for anybody: no sign-in, nothing kept, and its address says it all."""

from html import unescape

import pytest

from organisations.models import Event
from tests.chromium import findings, needs_chromium
from tests.procurement.payback.typing_it import TURBO

pytestmark = pytest.mark.django_db
SENTENCE = (
    "The cheaper version saves about £1,870 a year and would make between 420 fewer and 830 more "
    "mistakes a year; at the worst end it stops paying when a mistake costs more than £2.25."
)


def shown(client, **typed):
    response = client.get("/payback/", typed)
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def test_a_stranger_gets_the_sentence_and_nothing_is_kept(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = shown(client, **TURBO, set_up="468")
    assert SENTENCE in page
    assert (
        "Of every 100 it gets 2 fewer to 4 more wrong than the bigger version; tested on 300"
        in page
    )
    assert "After 3 months" in page
    assert "1p a request = £10 for 1,000" in page
    assert "400 requests a week × 52 = 20,800 a year" in page
    # By the third month both have cost 520 pounds.
    assert '<th scope="row">3</th><td class="num">£520</td><td class="num">£520</td>' in page
    assert Event.objects.count() == 0


def test_the_form_shows_again_what_stands_in_the_address(client):
    page = shown(client, **TURBO)
    assert 'name="price" value="1p"' in page
    assert '<option value="week" selected>' in page
    assert "What this does not count" in page


def test_an_empty_form_asks_and_an_empty_page_does_not(client):
    assert "There is a problem" not in shown(client)
    assert "Enter what this version costs" in shown(client, price="", volume="")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"price": "cheap"}, "“cheap” is no price we can read. Enter what this version costs in"),
        ({"dear_price": "dear"}, "Enter what the bigger version costs in digits"),
        ({"volume": "lots"}, "“lots” is no number we can read. Enter how many requests you make"),
        ({"price": "$1"}, "Enter how many pounds 1 US dollar costs you"),
        ({"unit": "million_tokens"}, "Enter how long a typical answer is"),
        ({"dear_unit": "seat_month"}, "Enter how many seats you would pay for"),
        ({"mistake": "10", "mistake_in": "minutes"}, "Enter what an hour of that work costs you"),
        ({"gap": "worse"}, "Enter how many more of 100 it gets wrong"),
        ({"unit": "bushel"}, "bushel is not one of the available choices"),
    ],
)
def test_what_cannot_be_read_is_named_and_stays(client, typed, sentence):
    page = shown(client, **TURBO | typed)
    assert "<title>Error: " in page
    # In the summary and at the field.
    assert page.count(sentence) == 2
    name, said = next(iter(typed.items()))
    if not name.endswith("unit"):
        assert f'name="{name}" value="{said}"' in page


def test_what_is_missing_for_a_saving_is_said(client):
    page = shown(client, price="1p")
    assert "We cannot tell yet what it saves. Say what the bigger version costs." in page
    assert "1p a request = £10 for 1,000" in page


def test_what_is_typed_is_escaped(client):
    page = client.get("/payback/", {"price": "<script>"}).content.decode()
    assert "<script>" not in page.replace("<script src=", "")


def test_it_is_only_read(client):
    assert client.post("/payback/", TURBO).status_code == 405


def test_it_can_be_found_from_the_front_page(client):
    assert 'href="/payback/"' in client.get("/").content.decode()


@needs_chromium
def test_no_barrier_empty_filled_or_wrong(client):
    wide = TURBO | {"price": "1p to 3p", "set_up": "400", "mistake": "£4", "upkeep": "2k"}
    pages = {
        "empty": client.get("/payback/"),
        "filled": client.get("/payback/", TURBO | {"set_up": "468"}),
        "ranges": client.get("/payback/", wide),
        "error": client.get("/payback/", TURBO | {"price": "$1", "volume": "lots"}),
    }
    assert findings(pages) == []
